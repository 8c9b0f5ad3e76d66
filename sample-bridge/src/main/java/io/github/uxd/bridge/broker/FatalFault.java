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
package io.github.uxd.bridge.broker;

import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.kafka.common.utils.Exit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a broker in this JVM can't go on after, a full disk say. A broker would halt the
 * JVM then, in which there is more than the broker: instead it ends as it does otherwise,
 * with status 1.
 */
final class FatalFault {

	private static final Logger logger = LoggerFactory.getLogger(FatalFault.class);

	private FatalFault() {
	}

	/**
	 * From now on do this instead of a halt, once, in a thread of its own: whoever found
	 * the fault may be waited for in the end.
	 * @param end ends the application
	 */
	static void endsWith(Runnable end) {
		AtomicBoolean ending = new AtomicBoolean();
		Exit.Procedure procedure = (status, message) -> {
			if (ending.compareAndSet(false, true)) {
				logger.error(
						"The broker in this JVM can't go on, and so the application ends. "
								+ "Is the disk full? What the broker has logged before says what it was{}",
						(message != null) ? ": " + message : "");
				new Thread(end, "broker-fault").start();
			}
		};
		Exit.setExitProcedure(procedure);
		Exit.setHaltProcedure(procedure);
	}

	/**
	 * Have Kafka end the JVM again.
	 */
	static void reset() {
		Exit.resetExitProcedure();
		Exit.resetHaltProcedure();
	}

}
