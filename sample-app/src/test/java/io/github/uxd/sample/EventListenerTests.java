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

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.uxd.Datagram;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.DatagramReceivedEvent;
import io.github.uxd.spring.boot.test.AutoConfigureUxdTestClient;
import io.github.uxd.spring.boot.test.UxdTestClient;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The first datagram: each one that arrives is an application event.
 */
@SpringBootTest(classes = EventListenerTests.Inbox.class, webEnvironment = WebEnvironment.NONE)
@EnableAutoConfiguration
@AutoConfigureUxdTestClient
class EventListenerTests {

	@Autowired
	UxdTestClient client;

	@Autowired
	Inbox inbox;

	@Test
	void eachDatagramIsAnEvent() {
		this.client.send("hello");
		await().untilAsserted(() -> assertThat(this.inbox.datagrams).hasSize(1));
		Datagram datagram = this.inbox.datagrams.get(0);
		assertThat(datagram.text()).isEqualTo("hello");
		assertThat(datagram.source()).isEqualTo(UxdAddress.of(this.client.path()));
	}

	@Component
	static class Inbox {

		private final List<Datagram> datagrams = new CopyOnWriteArrayList<>();

		@EventListener
		void onDatagram(DatagramReceivedEvent event) {
			this.datagrams.add(event.getDatagram());
		}

	}

}
