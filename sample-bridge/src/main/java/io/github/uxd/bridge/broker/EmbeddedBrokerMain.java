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

import java.nio.file.Path;

/**
 * An {@link EmbeddedBroker} in a process of its own, so that it can be stopped while the
 * applications that use it run.
 */
public final class EmbeddedBrokerMain {

	private EmbeddedBrokerMain() {
	}

	/**
	 * Run a broker until the process is told to end.
	 * @param args the directory, the port, and the number of partitions of a new topic
	 */
	public static void main(String[] args) {
		EmbeddedBroker broker = EmbeddedBroker.start(Path.of(args[0]), Integer.parseInt(args[1]),
				Integer.parseInt(args[2]));
		Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
		System.out.println("Broker at " + broker.bootstrapServers());
	}

}
