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
package io.github.uxd.sample.console;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;

import io.github.uxd.spring.boot.test.AutoConfigureUxdTestClient;
import io.github.uxd.spring.listener.UxdPeers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A console that is there to look at.
 */
@SpringBootTest(classes = ConsoleTests.Application.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = "console.read-only=true")
@AutoConfigureUxdTestClient
@AutoConfigureMockMvc
@Timeout(60)
class ReadOnlyConsoleTests {

	@Autowired
	MockMvcTester web;

	@Autowired
	UxdPeers peers;

	@LocalServerPort
	int port;

	@ParameterizedTest
	@ValueSource(strings = { "datagrams", "peers", "listeners" })
	void nothingIsChangedOrSent(String what) {
		assertThat(this.web.post()
			.uri("/console/" + what)
			.contentType(MediaType.APPLICATION_JSON)
			.content("{\"peer\": \"sample\", \"action\": \"PAUSE\"}")).hasStatus(403)
			.bodyJson()
			.extractingPath("$.message")
			.isEqualTo("This console is read-only: the property console.read-only says so");
		assertThat(this.peers.get("sample").poller().isPauseRequested()).isFalse();
	}

	@Test
	void thePageIsToldSo() throws Exception {
		URI events = URI.create("http://127.0.0.1:" + this.port + "/console/events");
		try (BufferedReader reader = new BufferedReader(
				new InputStreamReader(events.toURL().openStream(), StandardCharsets.UTF_8))) {
			assertThat(reader.readLine()).isEqualTo("event: welcome");
			assertThat(reader.readLine()).contains("\"readOnly\":true");
		}
	}

}
