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

import io.github.uxd.SenderCredentials;
import io.github.uxd.spring.annotation.UxdListener;
import io.github.uxd.spring.boot.test.AutoConfigureUxdTestClient;
import io.github.uxd.spring.boot.test.UxdTestClient;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.stereotype.Component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The kernel tells which process and user has sent a datagram, and only those of some
 * users are received.
 */
@RequiresNativeTransport
@SpringBootTest(classes = SenderCredentialsTests.Desk.class, webEnvironment = WebEnvironment.NONE,
		properties = { "uxd.sender-credentials=true", "uxd.peers.private.allowed-users=4000000000" })
@EnableAutoConfiguration
@AutoConfigureUxdTestClient
class SenderCredentialsTests {

	@Autowired
	UxdTestClient client;

	@Test
	void aListenerIsToldWhoHasSentADatagram() {
		assertThat(this.client.exchange("hello").text())
			.isEqualTo("hello from process " + ProcessHandle.current().pid());
	}

	@Test
	void datagramsOfUsersThatAreNotAllowedAreDroppedAndCounted(@Autowired MeterRegistry meters) {
		this.client.to("private").send("hello");
		await().untilAsserted(() -> assertThat(meters.get("uxd.datagrams.dropped")
			.tag("name", "private")
			.tag("reason", "not_allowed")
			.functionCounter()
			.count()).isEqualTo(1));
	}

	@Component
	static class Desk {

		@UxdListener
		String greet(String text, SenderCredentials sender) {
			return text + " from process " + sender.pid();
		}

	}

}
