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

import io.github.uxd.Peer;
import io.github.uxd.spring.annotation.UxdListener;
import io.github.uxd.spring.boot.test.AutoConfigureUxdTestClient;
import io.github.uxd.spring.boot.test.UxdTestClient;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The endpoint {@code /actuator/uxd}, once it is exposed: it shows the peers and their
 * listeners, and pauses and stops them.
 */
@SpringBootTest(classes = EndpointTests.Echo.class, properties = "management.endpoints.web.exposure.include=uxd")
@EnableAutoConfiguration
@AutoConfigureUxdTestClient
@AutoConfigureMockMvc
class EndpointTests {

	@Autowired
	MockMvcTester web;

	@Autowired
	UxdTestClient client;

	@Test
	void allPeersAreShown(@Autowired Peer peer) {
		assertThat(this.web.get().uri("/actuator/uxd")).hasStatusOk()
			.bodyJson()
			.hasPathSatisfying("$.peers[0].id", (id) -> assertThat(id).isEqualTo("sample"))
			.hasPathSatisfying("$.peers[0].path", (path) -> assertThat(path).isEqualTo(peer.path().toString()))
			.hasPathSatisfying("$.peers[0].listeners[0].id", (id) -> assertThat(id).isEqualTo("echo"));
	}

	@Test
	void aPeerPausesAndResumes() {
		change("/actuator/uxd/sample", "{'action': 'pause'}", "PAUSED");
		this.client.send("hello");
		change("/actuator/uxd/sample", "{'action': 'resume'}", "RECEIVING");
		assertThat(this.client.receive().text()).isEqualTo("hello");
	}

	private void change(String uri, String body, String state) {
		assertThat(this.web.post().uri(uri).contentType(MediaType.APPLICATION_JSON).content(body.replace('\'', '"')))
			.hasStatusOk()
			.bodyJson()
			.extractingPath("$.expected")
			.isEqualTo(state);
	}

	@Test
	void aListenerStopsAndStarts() {
		for (String action : new String[] { "stop", "start" }) {
			assertThat(this.web.post()
				.uri("/actuator/uxd")
				.contentType(MediaType.APPLICATION_JSON)
				.content("{\"listener\": \"echo\", \"action\": \"" + action + "\"}")).hasStatusOk()
				.bodyJson()
				.extractingPath("$.running")
				.isEqualTo(action.equals("start"));
		}
	}

	@Component
	static class Echo {

		@UxdListener(id = "echo")
		String echo(String text) {
			return text;
		}

	}

}
