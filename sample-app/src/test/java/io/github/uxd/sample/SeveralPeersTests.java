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

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.annotation.UxdListener;
import io.github.uxd.spring.boot.test.AutoConfigureUxdTestClient;
import io.github.uxd.spring.boot.test.UxdTestClient;
import io.github.uxd.spring.core.UxdOperations;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.stereotype.Component;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Further peers beside the primary one: each has listeners, a template and a bean of its
 * own, which its id qualifies.
 */
@SpringBootTest(classes = SeveralPeersTests.Shop.class, webEnvironment = WebEnvironment.NONE,
		properties = { "uxd.peers.orders.base=shop", "uxd.peers.alarms.path=/run/shop/alarms.sock" })
@EnableAutoConfiguration
@AutoConfigureUxdTestClient
class SeveralPeersTests {

	@Autowired
	UxdTestClient client;

	@Autowired
	Peer primary;

	@Autowired
	@Qualifier("orders")
	Peer orders;

	@Autowired
	@Qualifier("alarms")
	UxdOperations alarms;

	@Test
	void eachPeerHasListenersOfItsOwn() {
		assertThat(this.client.exchange("hello").text()).isEqualTo("main desk: hello");
		assertThat(this.client.to("orders").exchange("a book").text()).isEqualTo("orders: a book");
		assertThat(this.client.to("alarms").exchange("fire").text()).isEqualTo("alarms: fire");
	}

	@Test
	void eachPeerHasATemplateThatSendsFromIt() {
		this.alarms.send("fire".getBytes(StandardCharsets.UTF_8), UxdAddress.of(this.client.path()));
		Datagram datagram = this.client.receive();
		assertThat(datagram.text()).isEqualTo("fire");
		assertThat(datagram.source().toString()).contains("alarms");
	}

	@Test
	void withoutAQualifierThePrimaryPeerIsInjected() {
		assertThat(this.primary.name()).isEqualTo("sample");
		assertThat(this.orders.name()).isEqualTo("orders");
	}

	@Component
	static class Shop {

		@UxdListener
		String atTheMainDesk(String text) {
			return "main desk: " + text;
		}

		@UxdListener(peer = "orders")
		@UxdListener(peer = "alarms")
		String elsewhere(String text, Peer receiver) {
			return receiver.name() + ": " + text;
		}

	}

}
