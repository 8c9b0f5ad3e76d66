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
package io.github.uxd.bridge;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.uxd.bridge.broker.EmbeddedBrokerMain;
import io.github.uxd.reliability.Patience;
import io.github.uxd.reliability.Stage;

/**
 * The broker in a process of its own, which is stopped, killed and started again.
 */
final class BrokerProcess {

	static final int PARTITIONS = 4;

	private final Stage stage;

	private final int port;

	private int starts;

	private Process process;

	BrokerProcess(Stage stage) throws IOException {
		this.stage = stage;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			this.port = socket.getLocalPort();
		}
	}

	ProcessHandle process() {
		return this.process.toHandle();
	}

	String bootstrapServers() {
		return "127.0.0.1:" + this.port;
	}

	/**
	 * Start it, and wait until it serves.
	 */
	void start() throws IOException {
		Path log = this.stage.directory().resolve("broker-" + this.starts++ + ".log");
		List<String> command = Application.java(EmbeddedBrokerMain.class);
		command.addAll(List.of(this.stage.directory().resolve("broker").toString(), Integer.toString(this.port),
				Integer.toString(PARTITIONS)));
		this.process = this.stage
			.start(new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()));
		Patience.until("the broker's start", Patience.USUAL, () -> {
			if (!this.process.isAlive()) {
				throw new IllegalStateException("The broker has ended: " + Application.read(log));
			}
			return Files.exists(log) && Application.read(log).contains("Broker at");
		});
	}

	/**
	 * Stop it as it should be, and wait for its end.
	 */
	void stop() throws InterruptedException {
		this.process.destroy();
		awaitEnd();
	}

	void kill() throws InterruptedException {
		this.process.destroyForcibly();
		awaitEnd();
	}

	private void awaitEnd() throws InterruptedException {
		if (!this.process.waitFor(30, TimeUnit.SECONDS)) {
			throw new IllegalStateException("The broker doesn't end");
		}
	}

}
