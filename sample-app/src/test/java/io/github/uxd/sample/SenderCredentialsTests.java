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
