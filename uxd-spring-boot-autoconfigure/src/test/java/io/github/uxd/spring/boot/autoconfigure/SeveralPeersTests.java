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
package io.github.uxd.spring.boot.autoconfigure;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.uxd.DatagramView;
import io.github.uxd.Peer;
import io.github.uxd.Umask;
import io.github.uxd.spring.DatagramHandler;
import io.github.uxd.spring.DatagramReceivedEvent;
import io.github.uxd.spring.OnEachTransport;
import io.github.uxd.spring.TestSockets;
import io.github.uxd.spring.core.UxdTemplate;
import io.github.uxd.spring.listener.ManagedPeer;
import io.github.uxd.spring.listener.PeerLifecycle;
import io.github.uxd.spring.listener.PeerPoller;
import io.github.uxd.spring.listener.UxdPeers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

@Timeout(60)
class SeveralPeersTests extends OnEachTransport {

	@TempDir
	Path directory;

	private ApplicationContextRunner runner;

	@BeforeEach
	void setUp() {
		this.runner = new ApplicationContextRunner().withConfiguration(UxdAutoConfigurations.with())
			.withPropertyValues("uxd.head-directory=" + this.directory, transportProperty(),
					"uxd.peers.orders.path=" + this.directory.resolve("orders.sock"),
					"uxd.peers.orders.transport=" + this.transport, "uxd.peers.stock.base=depot",
					"uxd.peers.stock.head-directory=" + this.directory, "uxd.peers.stock.umask=0077",
					"uxd.peers.stock.transport=" + this.transport);
	}

	@Test
	void templatesStopJustBeforeTheirPeersClose() {
		this.runner.withPropertyValues("uxd.peers.orders.phase=7").run((context) -> {
			assertThat(context.getBean("uxdTemplate", UxdTemplate.class).getPhase())
				.isEqualTo(UxdTemplate.DEFAULT_PHASE)
				.isEqualTo(PeerLifecycle.DEFAULT_PHASE + 1);
			assertThat(context.getBean("ordersUxdTemplate", UxdTemplate.class).getPhase()).isEqualTo(8);
			assertThat(context.getBeansOfType(UxdTemplate.class).values()).allMatch(UxdTemplate::isRunning);
		});
	}

	@Test
	void eachPeerReceivesAtItsOwnSocketUnderItsOwnId() {
		this.runner.withUserConfiguration(Listener.class).run((context) -> {
			UxdPeers peers = context.getBean(UxdPeers.class);
			assertThat(peers.getAll()).extracting(ManagedPeer::id).containsExactly("main", "orders", "stock");
			assertThat(peers.get("orders").peer().path()).isEqualTo(this.directory.resolve("orders.sock"));
			assertThat(peers.get("stock").peer().path()).isEqualTo(this.directory.resolve("hio/uxd/depot/stock.uxd"));
			assertThat(peers.get("stock").peer().options().umask()).isEqualTo(Umask.of("0077"));
			for (ManagedPeer peer : peers.getAll()) {
				TestSockets.send(peer.peer().path(), "to " + peer.id());
			}
			List<String> received = context.getBean(Listener.class).received;
			await().until(() -> received.size() == 3);
			assertThat(received).containsExactlyInAnyOrder("main: to main", "orders: to orders", "stock: to stock");
			assertThat(TestSockets.pollerThreads()).extracting(Thread::getName)
				.containsExactlyInAnyOrder("uxd-main", "uxd-orders", "uxd-stock");
		});
		TestSockets.awaitNoPollerThreads();
		assertThat(this.directory.resolve("orders.sock")).doesNotExist();
		assertThat(this.directory.resolve("hio/uxd/depot")).isEmptyDirectory();
	}

	@Test
	void anUnqualifiedInjectionMeansThePrimaryPeerAndAQualifierTheOthers() {
		this.runner.withUserConfiguration(Injected.class).run((context) -> {
			Injected injected = context.getBean(Injected.class);
			assertThat(injected.peer.name()).isEqualTo("main");
			assertThat(injected.orders.name()).isEqualTo("orders");
			assertThat(injected.stockPoller.getPeer().name()).isEqualTo("stock");
			assertThat(context.getBean(PeerLifecycle.class).getPeer()).isSameAs(injected.peer);
		});
	}

	@Test
	void withoutAPrimaryPeerTheOnlyOneIsInjected() {
		new ApplicationContextRunner().withConfiguration(UxdAutoConfigurations.with())
			.withPropertyValues("uxd.primary=false", "uxd.peers.only.path=" + this.directory.resolve("only"))
			.run((context) -> {
				assertThat(context).hasSingleBean(Peer.class).hasSingleBean(PeerPoller.class);
				assertThat(context.getBean(Peer.class).name()).isEqualTo("only");
				assertThat(context.getBean(UxdPeers.class).get("").id()).isEqualTo("only");
			});
	}

	@Test
	void aPeerOfTheUsersOwnIsThePrimaryOne() {
		Path path = this.directory.resolve("own");
		this.runner.withBean("own", Peer.class, () -> Peer.builder().name("own").path(path).build()).run((context) -> {
			assertThat(context.getBean(UxdPeers.class).getAll()).extracting(ManagedPeer::id)
				.containsExactly("own", "orders", "stock");
			assertThat(context.getBean(Peer.class).name()).isEqualTo("own");
			assertThat(path).exists();
		});
	}

	@Test
	void anIdMayHaveCapitalsDashesAndUnderscores() {
		for (String id : List.of("myOrders", "my-orders", "my_orders", "0")) {
			Path path = this.directory.resolve(id);
			this.runner
				.withPropertyValues("uxd.peers." + id + ".path=" + path, "uxd.peers." + id + ".poller.enabled=false")
				.run((context) -> {
					ManagedPeer peer = context.getBean(UxdPeers.class).get(id);
					assertThat(peer.peer().path()).isEqualTo(path);
					assertThat(peer.poller()).isNull();
				});
		}
	}

	@Test
	void aPeerMayHaveAnIdAndNothingElse() {
		this.runner.withPropertyValues("uxd.peers.plain=", "uxd.peers.plain.temp=true")
			.withBean(PeerBuilderCustomizer.class, () -> (builder, id) -> builder.temp(true))
			.run((context) -> assertThat(context.getBean(UxdPeers.class).get("plain").peer().name())
				.isEqualTo("plain"));
		this.runner.withPropertyValues("uxd.peers.plain=")
			.withBean(PeerBuilderCustomizer.class, () -> (builder, id) -> builder.temp(true))
			.run((context) -> assertThat(context.getBean(UxdPeers.class).get("plain").peer().isOpen()).isTrue());
		this.runner.withPropertyValues("uxd.peers.plain=/run/plain")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("\"/run/plain\" alone says nothing"));
	}

	@Test
	void eachPeerHasItsOwnSwitches() {
		this.runner
			.withPropertyValues("uxd.peers.orders.enabled=false", "uxd.peers.stock.poller.enabled=off",
					"uxd.peers.stock.wire-log.enabled=true", "uxd.peers.stock.wire-log.filed=false")
			.run((context) -> {
				assertThat(context.getBean(UxdPeers.class).getAll()).extracting(ManagedPeer::id)
					.containsExactly("main", "stock");
				assertThat(context.getBean(UxdPeers.class).get("stock").poller()).isNull();
				assertThat(context.getBean(UxdPeers.class).get("stock").peer().options().wireLog()).isNotNull();
				assertThat(context.getBean(Peer.class).options().wireLog()).isNull();
				assertThat(context.getBean(UxdPeers.class).get("main").poller()).isNotNull();
			});
	}

	@Test
	void withoutAPrimaryPeerAndWithSeveralOthersNoneIsMeantByDefault() {
		this.runner.withPropertyValues("uxd.primary=off")
			.run((context) -> assertThatIllegalArgumentException()
				.isThrownBy(() -> context.getBean(UxdPeers.class).get(""))
				.withMessage("There is no primary peer, but 'orders', 'stock'"));
	}

	@Test
	void aSwitchSaysTheSameForAllPeersHoweverItIsSpelt() {
		for (String on : List.of("yes", "on", "1", "TRUE")) {
			this.runner
				.withPropertyValues("uxd.enabled=" + on, "uxd.primary=" + on, "uxd.poller.enabled=" + on,
						"uxd.peers.orders.enabled=" + on, "uxd.peers.orders.poller.enabled=" + on)
				.run((context) -> assertThat(context.getBean(UxdPeers.class).getAll()).hasSize(3)
					.allSatisfy((peer) -> assertThat(peer.poller()).isNotNull()));
		}
		for (String property : List.of("uxd.enabled", "uxd.primary", "uxd.poller.enabled", "uxd.wire-log.enabled",
				"uxd.peers.orders.enabled")) {
			this.runner.withPropertyValues(property + "=perhaps")
				.run((context) -> assertThat(context).getFailure().hasStackTraceContaining(property));
		}
	}

	@Test
	void switchingAllOffLeavesNone() {
		this.runner.withPropertyValues("uxd.enabled=false").run((context) -> {
			assertThat(context).doesNotHaveBean(Peer.class);
			assertThat(this.directory).isEmptyDirectory();
		});
	}

	@Test
	void aHandlerChoosesItsPeers() {
		this.runner.withUserConfiguration(OrdersHandler.class).run((context) -> {
			UxdPeers peers = context.getBean(UxdPeers.class);
			TestSockets.send(peers.get("stock").peer().path(), "not for it");
			TestSockets.send(peers.get("orders").peer().path(), "for it");
			OrdersHandler handler = context.getBean(OrdersHandler.class);
			await().until(() -> peers.get("stock").peer().statistics().received() == 1 && handler.received.size() == 1);
			assertThat(handler.received).containsExactly("for it");
		});
	}

	@Test
	void aCustomizerIsCalledForEachPeer() {
		this.runner.withBean(PeerBuilderCustomizer.class, () -> (builder, id) -> builder.bufferSize(1000 + id.length()))
			.run((context) -> assertThat(context.getBean(UxdPeers.class).getAll())
				.extracting((peer) -> peer.peer().options().bufferSize())
				.containsExactly(1004, 1006, 1005));
	}

	@Test
	void mistakesAreReportedWithTheIdOfThePeer() {
		refuses("uxd.peers.orders.name", "../escape");
		refuses("uxd.peers.orders.buffer-count", "-1");
		refuses("uxd.peers.orders.poller.batch-size", "0");
		refuses("uxd.peers.orders.buffer-count", "2147483647");
		refuses("uxd.peers.orders.dispatch.threads", "0");
		refuses("uxd.peers.orders.poller.drain-timeout", "146000d");
		refuses("uxd.peers.orders.poller.idle-event-interval", "-1s");
		refuses("uxd.peers.orders.listener.reply-timeout", "-1s");
		refuses("uxd.peers.orders.listener.retry.max-retries", "-1");
		refuses("uxd.peers.orders.listener.retry.multiplier", "0.5");
		refuses("uxd.peers.orders.listener.retry.max-interval", "1ms");
		refuses("uxd.peers.orders.allowed-users", "root");
		this.runner.withPropertyValues("uxd.peers.orders.transport=pigeon")
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("pigeon"));
		this.runner.withPropertyValues("uxd.peers.main.temp=true")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("uxd.peers.main")
				.hasMessageContaining("The primary peer has this name already"));
		this.runner.withPropertyValues("uxd.peers[a.b].temp=true")
			.run((context) -> assertThat(context).getFailure()
				.hasMessageContaining("uxd.peers")
				.hasMessageContaining("The id of a peer is made of letters"));
	}

	@Test
	void aPathThatIsTakenIsReportedWithTheIdOfThePeer() throws Exception {
		try (Peer taker = Peer.builder().path(this.directory.resolve("orders.sock")).build()) {
			taker.open();
			this.runner.run((context) -> assertThat(context).getFailure()
				.cause()
				.hasMessageContaining("The peer 'orders' can't be opened"));
			assertThat(taker.isReachable()).isTrue();
		}
	}

	@Test
	void anUnknownIdIsAnsweredWithThoseThatThereAre() {
		this.runner.run((context) -> assertThatIllegalArgumentException()
			.isThrownBy(() -> context.getBean(UxdPeers.class).get("ordres"))
			.withMessage("There is no peer 'ordres', but 'main', 'orders', 'stock'"));
	}

	private void refuses(String property, String value) {
		this.runner.withPropertyValues(property + "=" + value)
			.run((context) -> assertThat(context).as(property).getFailure().rootCause().hasMessageContaining(property));
	}

	@Configuration(proxyBeanMethods = false)
	static class Listener {

		private final List<String> received = new CopyOnWriteArrayList<>();

		@EventListener
		void onDatagram(DatagramReceivedEvent event) {
			this.received.add(event.getPeerId() + ": " + event.getDatagram().text());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Injected {

		private final Peer peer;

		private final Peer orders;

		private final PeerPoller stockPoller;

		Injected(Peer peer, @Qualifier("orders") Peer orders, @Qualifier("stock") PeerPoller stockPoller) {
			this.peer = peer;
			this.orders = orders;
			this.stockPoller = stockPoller;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OrdersHandler {

		private final List<String> received = new CopyOnWriteArrayList<>();

		@Bean
		DatagramHandler handler() {
			return new DatagramHandler() {

				@Override
				public void handle(DatagramView datagram, Peer peer) {
					OrdersHandler.this.received.add(datagram.text());
				}

				@Override
				public boolean supportsPeer(String peerId) {
					return peerId.equals("orders");
				}

			};
		}

	}

}
