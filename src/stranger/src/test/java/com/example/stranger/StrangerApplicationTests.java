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
package com.example.stranger;

import io.github.uxd.Peer;
import io.github.uxd.spring.boot.test.AutoConfigureUxdTestClient;
import io.github.uxd.spring.boot.test.UxdTestClient;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest
@AutoConfigureUxdTestClient
class StrangerApplicationTests {

	@Test
	void anOrderIsAnswered(@Autowired UxdTestClient client) {
		assertThat(client.exchange("2 apples").text()).isEqualTo("accepted: 2 apples");
	}

	@Test
	void itIsHealthy(@Autowired HealthEndpoint health) {
		assertThat(health.healthForPath("uxd").getStatus()).isEqualTo(Status.UP);
	}

	@Test
	void itIsWhatIsToBeTested(@Autowired Peer peer) {
		assertThat(SpringBootVersion.getVersion()).isEqualTo(System.getProperty("expected.spring-boot"));
		assertThat(peer.transport()).hasToString(System.getProperty("expected.transport"));
		assertThat(Peer.class.getProtectionDomain().getCodeSource().getLocation().getPath())
			.contains("uxd-core")
			.endsWith(".jar");
	}

}
