package io.github.uxd.spring.metrics;

import io.github.uxd.spring.log.EscapingLog;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Tells of registries that refuse meters: they must not keep an application from its
 * work.
 */
final class MeterFailures {

	private static final EscapingLog logger = new EscapingLog(PeerMetrics.class);

	private MeterFailures() {
	}

	static void log(String consequence, MeterRegistry registry, Throwable failure) {
		logger.error(consequence + " in " + registry.getClass().getName() + ", which refuses the meter", failure);
	}

}
