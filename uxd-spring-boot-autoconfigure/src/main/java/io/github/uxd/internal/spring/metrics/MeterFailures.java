package io.github.uxd.internal.spring.metrics;

import io.github.uxd.internal.spring.log.EscapingLog;
import io.github.uxd.internal.spring.log.LogNames;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Tells of registries that refuse meters: they must not keep an application from its
 * work.
 */
final class MeterFailures {

	private static final EscapingLog logger = new EscapingLog(LogNames.METERS);

	private MeterFailures() {
	}

	static void log(String consequence, MeterRegistry registry, Throwable failure) {
		logger.error(consequence + " in " + registry.getClass().getName() + ", which refuses the meter", failure);
	}

}
