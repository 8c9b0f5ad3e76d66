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

import java.nio.file.Path;

import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The packaged application with the bean definitions that the build has made ahead of
 * time, and with a peer that the build knew nothing of.
 */
@Timeout(120)
class AheadOfTimeIT {

	@TempDir
	Path directory;

	private ApplicationProcess application;

	@AfterEach
	void end() throws Exception {
		this.application.kill();
	}

	@Test
	void startsWithAPeerOfTheCommandLine() throws Exception {
		Path orders = this.directory.resolve("orders.sock");
		this.application = ApplicationProcess.start("-Dspring.aot.enabled=true", "-jar", ApplicationProcess.JAR,
				"--server.port=0", "--server.address=127.0.0.1", "--uxd.head-directory=" + this.directory,
				"--uxd.peers.orders.path=" + orders);
		this.application.awaitStarts(1);
		assertThat(this.application.line("Starting AOT-processed SampleApplication")).isNotEmpty();

		assertThat(ApplicationProcess.ask(this.application.path(), "hello")).isEqualTo("You said: hello");
		try (Peer peer = Peer.openTemp()) {
			assertThat(peer.send(new byte[10], UxdAddress.of(orders))).isTrue();
		}
		await().until(() -> this.application.<Integer>get("uxd/orders", "$.counters.received") == 1);
		assertThat(this.application.<String>get("uxd", "$.peers[0].id")).isEqualTo("sample");

		this.application.end();
		assertThat(this.application.path()).doesNotExist();
		assertThat(orders).doesNotExist();
		assertThat(this.application.complaints()).isEmpty();
	}

}
