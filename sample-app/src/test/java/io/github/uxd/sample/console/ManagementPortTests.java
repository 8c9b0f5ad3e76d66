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

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import io.github.uxd.spring.boot.test.AutoConfigureUxdTestClient;
import io.github.uxd.spring.listener.UxdPeers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who may ask the actuator where it has a port of its own.
 */
@SpringBootTest(classes = ConsoleTests.Application.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "management.server.address=127.0.0.1",
				"management.endpoints.web.exposure.include=uxd" })
@AutoConfigureUxdTestClient
@Timeout(60)
class ManagementPortTests {

	@Autowired
	UxdPeers peers;

	@LocalManagementPort
	int port;

	@Test
	void pagesFromElsewhereChangeNothingThereEither() throws Exception {
		assertThat(pause("cross-site").statusCode()).isEqualTo(403);
		assertThat(this.peers.get("sample").poller().isPauseRequested()).isFalse();
		assertThat(pause("none").statusCode()).isEqualTo(200);
		assertThat(this.peers.get("sample").poller().isPauseRequested()).isTrue();
	}

	@Test
	void aRequestThatMakesNoSenseIsAnsweredWithTheReason() throws Exception {
		HttpResponse<String> unknown = post("none", "{\"action\": \"explode\"}");
		assertThat(unknown.statusCode()).isEqualTo(400);
		assertThat(unknown.body())
			.isEqualTo("{\"reason\":\"There is no 'action' 'explode': one of 'pause', 'resume'\"}");
		HttpResponse<String> missing = post("none", "{}");
		assertThat(missing.statusCode()).isEqualTo(400);
		assertThat(missing.body()).contains("'action' is missing: one of 'pause', 'resume'");
	}

	private HttpResponse<String> pause(String site) throws Exception {
		return post(site, "{\"action\": \"pause\"}");
	}

	private HttpResponse<String> post(String site, String body) throws Exception {
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + "/actuator/uxd/sample"))
				.header("Content-Type", "application/json")
				.header("Sec-Fetch-Site", site)
				.POST(BodyPublishers.ofString(body))
				.build(), BodyHandlers.ofString());
	}

}
