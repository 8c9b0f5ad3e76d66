package io.github.uxd.spring.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Tells of registries that refuse meters: they must not keep an application from its
 * work.
 */
final class MeterFailures {

	private static final Log logger = LogFactory.getLog(PeerMetrics.class);

	private MeterFailures() {
	}

	static void log(String consequence, MeterRegistry registry, Throwable failure) {
		logger.error(consequence + " in " + registry.getClass().getName() + ", which refuses the meter", failure);
	}

}
