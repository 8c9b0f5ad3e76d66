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
