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

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import io.github.uxd.Peer;
import io.github.uxd.spring.boot.test.AutoConfigureUxdTestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Health is down while senders can't find a peer that ought to receive.
 */
@SpringBootTest(properties = "management.endpoint.health.show-details=always")
@AutoConfigureUxdTestClient
@AutoConfigureMockMvc
class HealthTests {

	@Autowired
	MockMvcTester web;

	@Autowired
	Peer peer;

	@TempDir
	Path directory;

	@Test
	void aPeerThatReceivesIsUp() {
		assertThat(this.web.get().uri("/actuator/health/uxd")).hasStatusOk()
			.bodyJson()
			.hasPathSatisfying("$.status", (status) -> assertThat(status).isEqualTo("UP"))
			.hasPathSatisfying("$.details.path", (path) -> assertThat(path).isEqualTo(this.peer.path().toString()));
	}

	@Test
	@DirtiesContext
	void aPeerWhosePathSomebodyHasTakenIsDown() throws Exception {
		Path thief = Files.writeString(this.directory.resolve("thief"), "no socket");
		Files.move(thief, this.peer.path(), StandardCopyOption.REPLACE_EXISTING);
		assertThat(this.web.get().uri("/actuator/health/uxd")).hasStatus(503)
			.bodyJson()
			.hasPathSatisfying("$.status", (status) -> assertThat(status).isEqualTo("DOWN"))
			.hasPathSatisfying("$.details.takenBy",
					(taker) -> assertThat(taker).asString().startsWith("a regular file of user"));
		// The peer leaves it alone, and with it the directory.
		Files.delete(this.peer.path());
	}

}
