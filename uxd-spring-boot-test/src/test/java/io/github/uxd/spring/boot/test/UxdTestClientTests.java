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
package io.github.uxd.spring.boot.test;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.github.uxd.Peer;
import io.github.uxd.SendException;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.boot.autoconfigure.PeerBuilderCustomizer;
import io.github.uxd.spring.listener.ManagedPeer;
import io.github.uxd.spring.listener.UxdPeers;
import io.github.uxd.wire.WireLog;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The client beside an application that would have its peers where tests may not.
 */
@SpringBootTest(properties = { "uxd.path=/nonexistent/shop.sock", "uxd.name=shop", "uxd.activation=systemd",
		"uxd.peers.orders.path=/nonexistent/orders.sock", "uxd.peers.audit.head-directory=/nonexistent",
		"uxd.peers.audit.poller.enabled=false", "uxd.peers.audit.wire-log.enabled=true",
		"uxd.peers.audit.wire-log.head-directory=/nonexistent" })
@AutoConfigureUxdTestClient
@Timeout(60)
class UxdTestClientTests {

	private static final Duration SHORT = Duration.ofMillis(50);

	private static Path earlierPath;

	@Autowired
	UxdTestClient client;

	@Autowired
	UxdPeers peers;

	@AfterAll
	static void leavesNothing() {
		assertThat(TemporaryPaths.root(earlierPath)).doesNotExist();
	}

	@Test
	void allPeersAreTemporaryWhateverTheirPropertiesAndCustomizersSay() {
		assertThat(this.peers.getAll()).extracting(ManagedPeer::id).containsExactly("shop", "orders", "audit");
		assertThat(this.peers.getAll()).extracting((peer) -> peer.peer().path())
			.allSatisfy((path) -> assertThat(TemporaryPaths.root(path)).exists());
	}

	@Test
	void wireLogsAreTemporary(@Autowired ApplicationContext context) {
		assertThat(context.getBean("auditUxdWireLog", WireLog.class).files()).isNotEmpty()
			.allSatisfy((file) -> assertThat(file.getParent().getFileName().toString()).endsWith("_temp"));
	}

	@Test
	void eachPeerAnswers() {
		assertThat(this.client.exchange("a").text()).isEqualTo("shop: a");
		assertThat(this.client.to("orders").exchange("b").text()).isEqualTo("orders: b");
		assertThat(this.client.to("shop").exchange("c").source())
			.isEqualTo(UxdAddress.of(this.peers.get("shop").peer().path()));
		this.client.send(new byte[] { 'd' });
		assertThat(this.client.receive().text()).isEqualTo("shop: d");
	}

	@Test
	void anUnknownPeerIsRefusedWithThoseThatThereAre() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.client.to("oders"))
			.withMessageContaining("'shop', 'orders', 'audit'");
	}

	@Test
	void anAnswerThatDoesNotComeFailsTheTest() {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.client.receive(SHORT))
			.withMessageContaining(this.client.path() + " within PT0.05S");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.client.receive(Duration.ZERO));
	}

	@Test
	void anInterruptEndsTheWait() {
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(AssertionError.class).isThrownBy(this.client::receive)
			.withMessageContaining("interrupted");
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void aFullQueueIsWaitedForUntilThereIsRoom() throws Exception {
		Peer audit = this.peers.get("audit").peer();
		try (UxdTestClient hasty = new UxdTestClient(this.peers, SHORT)) {
			assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> sendForever(hasty))
				.withMessageContaining(audit.path() + " was still full after PT0.05S");
		}
		CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> this.client.to("audit").send("last"));
		String text;
		do {
			assertThat(audit.awaitReadable(Duration.ofSeconds(20))).isTrue();
			text = audit.receive().text();
		}
		while (!text.equals("last"));
		sending.get();
	}

	private static void sendForever(UxdTestClient client) {
		Stream.generate(() -> "x".repeat(1000)).forEach(client.to("audit")::send);
	}

	@Test
	void aPeerThatIsNotThereIsReported() {
		Peer never = Peer.builder().name("never").build();
		Peer closed = Peer.builder().name("closed").temp(true).build();
		UxdPeers others = new UxdPeers(() -> Stream.of(new ManagedPeer("never", never, null, null),
				new ManagedPeer("closed", closed, null, null)));
		try (UxdTestClient client = new UxdTestClient(others)) {
			assertThatIllegalStateException().isThrownBy(() -> client.send("a")).withMessageContaining("'never'");
			openAndClose(closed);
			assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> client.to("closed").send("a"))
				.withCauseInstanceOf(SendException.class)
				.withMessageContaining(closed.path().toString());
		}
	}

	private static void openAndClose(Peer peer) {
		try (peer) {
			peer.open();
		}
		catch (java.io.IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@RepeatedTest(2)
	void eachTestHasASocketOfItsOwn() {
		Path path = this.client.path();
		assertThat(path).exists().isEqualTo(this.client.path()).isNotEqualTo(earlierPath);
		if (earlierPath != null) {
			assertThat(TemporaryPaths.root(earlierPath)).doesNotExist();
		}
		earlierPath = path;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Echo.class)
	static class Application {

		@Bean
		PeerBuilderCustomizer own() {
			return (builder, peerId) -> builder.temp(false);
		}

	}

}
