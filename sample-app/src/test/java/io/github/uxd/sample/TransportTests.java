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

import java.util.Locale;

import io.github.uxd.Peer;
import io.github.uxd.TransportType;
import io.github.uxd.spring.boot.test.AutoConfigureUxdTestClient;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which transport a peer uses is shown by health and by the endpoint.
 */
@SpringBootTest(classes = {},
		properties = { "uxd.peers.orders.base=shop", "management.endpoints.web.exposure.include=health,uxd",
				"management.endpoint.health.show-details=always" })
@AutoConfigureUxdTestClient
@AutoConfigureMockMvc
class TransportTests {

	@Autowired
	MockMvcTester web;

	@Test
	void allPeersUseTheOneThatWasAskedFor(@Autowired Peer primary) {
		TransportType transport = TransportUnderTest.get();
		if (transport == TransportType.AUTO) {
			transport = primary.transport();
		}
		assertThat(this.web.get().uri("/actuator/uxd")).bodyJson()
			.extractingPath("$.peers[*].transport")
			.asArray()
			.containsExactly(transport.name(), transport.name());
		assertThat(this.web.get().uri("/actuator/health")).bodyJson()
			.extractingPath("$.components.uxd.components.*.details.transport")
			.asArray()
			.containsOnly(transport.name().toLowerCase(Locale.ROOT));
	}

}
