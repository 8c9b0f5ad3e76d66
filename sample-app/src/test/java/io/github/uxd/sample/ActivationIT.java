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
package io.github.uxd.sample;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The packaged application, started by a datagram: by the program of systemd that passes
 * sockets.
 */
@Timeout(120)
class ActivationIT {

	@TempDir
	Path directory;

	private ApplicationProcess application;

	/**
	 * Open until the end, so that it can be answered.
	 */
	private Peer sender;

	@BeforeEach
	void findTheProgram() throws Exception {
		assumeTrue(
				Boolean.getBoolean("test.uxd.require-programs")
						|| new ProcessBuilder("sh", "-c", "command -v systemd-socket-activate").start().waitFor() == 0,
				"The program systemd-socket-activate is not installed");
	}

	@AfterEach
	void end() throws Exception {
		if (this.sender != null) {
			this.sender.close();
		}
		if (this.application != null) {
			this.application.kill();
		}
	}

	private Path path() {
		return this.directory.resolve("shop.sock");
	}

	/**
	 * Start the application by a datagram.
	 */
	private void start(String datagram, String... settings) throws Exception {
		String[] arguments = new String[settings.length + 5];
		List<String> common = List.of("-jar", ApplicationProcess.JAR, "--server.port=0", "--server.address=127.0.0.1",
				"--management.endpoint.health.show-details=always");
		common.toArray(arguments);
		System.arraycopy(settings, 0, arguments, common.size(), settings.length);
		this.application = ApplicationProcess
			.start(List.of("systemd-socket-activate", "--datagram", "--listen=" + path()), Map.of(), arguments);
		await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(path()));
		this.sender = Peer.openTemp();
		assertThat(this.sender.send(datagram.getBytes(StandardCharsets.UTF_8), UxdAddress.of(path()))).isTrue();
	}

	@Test
	void theDatagramThatStartsItIsReceivedAndTheSocketLeftWhereItIs() throws Exception {
		start("first", "--uxd.activation=systemd", "--uxd.umask=");
		this.application.awaitStarts(1);
		await().until(() -> this.application.line("Received 5 bytes from ").contains(": first"));
		assertThat(this.application.path()).isEqualTo(path());
		assertThat(ApplicationProcess.ask(path(), "hello")).isEqualTo("You said: hello");
		assertThat(this.application.<String>get("health/uxd", "$.status")).isEqualTo("UP");
		assertThat(this.application.<String>get("health/uxd", "$.details.stop")).isEqualTo("leaves");
		this.application.end();
		assertThat(path()).exists();
		assertThat(this.application.complaints()).isEmpty();
	}

	@Test
	void aLostFileIsToldOfAndNotMadeAnew() throws Exception {
		start("first", "--uxd.activation=systemd", "--uxd.umask=", "--uxd.poller.check-interval=10ms");
		this.application.awaitStarts(1);
		Files.delete(path());
		await().until(() -> this.application.line("which is systemd's to make anew").contains(path().toString()));
		assertThat(this.application.<String>get("health/uxd", "$.status")).isEqualTo("DOWN");
		assertThat(this.application.<String>get("health/uxd", "$.details.socketFile")).isEqualTo("MISSING");
		this.application.end();
		assertThat(path()).doesNotExist();
		assertThat(this.application.complaints()).hasSize(1);
	}

	@Test
	void whatDoesNotFitEndsTheStart() throws Exception {
		start("first", "--uxd.activation=systemd", "--uxd.path=/run/other.sock");
		await().atMost(Duration.ofSeconds(60))
			.untilAsserted(() -> assertThat(this.application.line("The path of the peer 'sample' is set to"))
				.contains("/run/other.sock", path().toString()));
		await().until(() -> this.application.line("Make the .socket unit").contains("ListenDatagram="));
	}

}
