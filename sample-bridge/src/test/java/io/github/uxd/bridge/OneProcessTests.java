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

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Both halves and the broker in one process, as the guide's one command has it.
 */
class OneProcessTests {

	@TempDir
	private Path directory;

	@Test
	void handsOnWhatItReceives() throws Exception {
		try (Peer destination = peer("destination"); Peer sender = peer("sender")) {
			try (ConfigurableApplicationContext application = run("--bridge.out.destination=" + destination.path())) {
				assertThat(application.isRunning()).isTrue();
				for (int i = 0; i < 3; i++) {
					sender.send(("apple " + i).getBytes(UTF_8), UxdAddress.of(this.directory.resolve("bridge.uxd")));
				}
				for (int i = 0; i < 3; i++) {
					assertThat(destination.awaitReadable(Duration.ofSeconds(20))).isTrue();
					Datagram datagram = destination.receive();
					assertThat(datagram).isNotNull();
					assertThat(datagram.text()).isEqualTo("apple " + i);
				}
			}
		}
		assertThat(this.directory.resolve("broker/datagrams-0")).as("what the broker keeps").exists();
		assertThat(Files.exists(this.directory.resolve("bridge.uxd"))).isFalse();
	}

	private ConfigurableApplicationContext run(String property) {
		return new SpringApplicationBuilder(BridgeApplication.class).run(property,
				"--uxd.path=" + this.directory.resolve("bridge.uxd"),
				"--bridge.broker.directory=" + this.directory.resolve("broker"),
				"--spring.main.web-application-type=none", "--spring.main.banner-mode=off");
	}

	private Peer peer(String name) throws Exception {
		Peer peer = Peer.builder().path(this.directory.resolve(name)).build();
		peer.open();
		return peer;
	}

}
