/*
 * Copyright the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
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
