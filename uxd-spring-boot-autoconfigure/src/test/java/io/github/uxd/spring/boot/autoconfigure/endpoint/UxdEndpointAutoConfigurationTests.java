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
package io.github.uxd.spring.boot.autoconfigure.endpoint;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

import javax.management.MBeanServer;
import javax.management.ObjectName;

import io.github.uxd.SocketFileState;
import io.github.uxd.TransportType;
import io.github.uxd.UxdAddress;
import io.github.uxd.internal.spring.listener.PeerListenerRegistry;
import io.github.uxd.spring.DatagramListener;
import io.github.uxd.spring.HandlingFailure.Kind;
import io.github.uxd.spring.TestSockets;
import io.github.uxd.spring.boot.autoconfigure.UxdAutoConfigurations;
import io.github.uxd.spring.endpoint.PeersDescriptor.FailureDescriptor;
import io.github.uxd.spring.endpoint.PeersDescriptor.FailureDescriptor.Activity;
import io.github.uxd.spring.endpoint.PeersDescriptor.ListenerDescriptor;
import io.github.uxd.spring.endpoint.PeersDescriptor.PeerDescriptor;
import io.github.uxd.spring.endpoint.UxdEndpoint;
import io.github.uxd.spring.endpoint.UxdEndpoint.ListenerAction;
import io.github.uxd.spring.endpoint.UxdEndpoint.PeerAction;
import io.github.uxd.spring.endpoint.UxdEndpointWebExtension;
import io.github.uxd.spring.endpoint.UxdEndpointWebExtension.ProblemDescriptor;
import io.github.uxd.spring.listener.ManagedPeer;
import io.github.uxd.spring.listener.ManagedPeer.State;
import io.github.uxd.spring.listener.PollerState.PauseReason;
import io.github.uxd.spring.listener.UxdListenerEndpoint;
import io.github.uxd.spring.listener.UxdListenerRegistry;
import io.github.uxd.spring.listener.UxdPeers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jmx.JmxEndpointAutoConfiguration;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.autoconfigure.jmx.JmxAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.test.json.JsonContent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

@Timeout(60)
class UxdEndpointAutoConfigurationTests {

	@TempDir
	Path directory;

	private ApplicationContextRunner runner;

	private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

	@BeforeEach
	void setUp() {
		this.runner = new ApplicationContextRunner().withConfiguration(UxdAutoConfigurations.with())
			.withPropertyValues("uxd.name=shop/orders", "uxd.head-directory=" + this.directory,
					"uxd.peers.side.head-directory=" + this.directory, "management.endpoints.web.exposure.include=uxd");
	}

	@Test
	void allPeersAreDescribedThePrimaryOneFirst() {
		this.runner.run((context) -> {
			List<PeerDescriptor> peers = endpoint(context).peers().peers();
			assertThat(peers).extracting(PeerDescriptor::id).containsExactly("shop/orders", "side");
			assertThat(peers).allSatisfy((peer) -> {
				assertThat(peer.expected()).isEqualTo(State.RECEIVING);
				assertThat(peer.actual()).isEqualTo(State.RECEIVING);
				assertThat(peer.socketFile()).isEqualTo(SocketFileState.IN_PLACE);
				assertThat(peer.transport()).isIn(TransportType.NATIVE, TransportType.JUNIXSOCKET);
				assertThat(peer.buffers().asked()).isEqualTo(65535);
				assertThat(peer.buffers().send()).isGreaterThanOrEqualTo(65535);
				assertThat(peer.buffers().receive()).isGreaterThanOrEqualTo(65535);
				assertThat(peer.lastFailure()).isNull();
				assertThat(peer.listeners()).isEmpty();
			});
		});
	}

	@Test
	void aPeerIsFoundByAnIdWithASlash() {
		this.runner.run((context) -> {
			PeerDescriptor peer = endpoint(context).peer(new String[] { "shop", "orders" });
			assertThat(peer.name()).isEqualTo("shop/orders");
			assertThat(peer.path()).isEqualTo(this.directory + "/hio/uxd/shop/orders.uxd");
		});
	}

	@Test
	void aPeerThatThereIsNotIsNull() {
		this.runner.run((context) -> {
			assertThat(endpoint(context).peer(new String[] { "orders" })).isNull();
			assertThat(endpoint(context).peer(new String[0])).isNull();
			assertThat(endpoint(context).changePeer(new String[] { "orders" }, PeerAction.PAUSE)).isNull();
			assertThat(endpoint(context).changeListener("nobody", ListenerAction.STOP)).isNull();
			UxdEndpointWebExtension web = context.getBean(UxdEndpointWebExtension.class);
			assertThat(web.changePeer(new String[] { "orders" }, "pause").getStatus()).isEqualTo(404);
			assertThat(web.changeListener("nobody", "stop").getStatus()).isEqualTo(404);
		});
	}

	@Test
	void aRequestThatMakesNoSenseIsAnsweredWithTheReason() {
		this.runner.withPropertyValues("uxd.peers.side.poller.enabled=false").run((context) -> {
			UxdEndpointWebExtension web = context.getBean(UxdEndpointWebExtension.class);
			String[] side = { "side" };
			assertThat(reason(web.changePeer(side, "stop\n")))
				.isEqualTo("There is no 'action' 'stop\\u000a': one of 'pause', 'resume'");
			assertThat(reason(web.changePeer(side, null))).isEqualTo("'action' is missing: one of 'pause', 'resume'");
			assertThat(reason(web.changePeer(side, "pause"))).contains("'side' has no poller that could pause");
			assertThat(reason(web.changeListener(null, "stop"))).contains("'listener' is missing");
			assertThat(reason(web.changeListener("any", "pause")))
				.isEqualTo("There is no 'action' 'pause': one of 'start', 'stop'");
		});
	}

	private static String reason(WebEndpointResponse<Object> response) {
		assertThat(response.getStatus()).isEqualTo(400);
		return ((ProblemDescriptor) response.getBody()).reason();
	}

	@Test
	void countersAndTheLastFailureAreShown() {
		this.runner.run((context) -> {
			Instant start = Instant.now();
			listen(context, "picky", (datagram, peer) -> {
				this.received.add(datagram.text());
				if (datagram.text().equals("bad")) {
					throw new IllegalStateException("not this one");
				}
			});
			TestSockets.send(managed(context).peer().path(), "good", "bad");
			await().until(() -> this.received.size() == 2 && side(context).lastFailure() != null);
			TestSockets.send(managed(context).peer(), new byte[10], UxdAddress.of(managed(context).peer().path()));
			await().until(() -> this.received.size() == 3);
			PeerDescriptor peer = side(context);
			assertThat(peer.counters().received()).isEqualTo(3);
			assertThat(peer.counters().receivedBytes()).isEqualTo(17);
			assertThat(peer.counters().sent()).isEqualTo(1);
			assertThat(peer.counters().sentBytes()).isEqualTo(10);
			assertThat(peer.counters().dropped()).containsExactly(Map.entry("oversize", 0L), Map.entry("closed", 0L),
					Map.entry("not_allowed", 0L), Map.entry("queue_full", 0L));
			assertThat(peer.lastFailure().time()).isBetween(start, Instant.now());
			assertThat(peer.lastFailure().activity()).isEqualTo(Activity.HANDLE);
			assertThat(peer.lastFailure().exception()).isEqualTo("java.lang.IllegalStateException");
			assertThat(peer.lastFailure().message()).isEqualTo("not this one");
		});
	}

	@Test
	void whatAnExceptionSaysOfAPayloadIsEscapedAndCut() {
		this.runner.run((context) -> {
			listen(context, "quoting", (datagram, peer) -> {
				throw new IllegalStateException("What is this? " + datagram.text());
			});
			TestSockets.send(managed(context).peer().path(), "\u001b[31m\u202e\n" + "y".repeat(60_000));
			await().until(() -> side(context).lastFailure() != null);
			String message = side(context).lastFailure().message();
			assertThat(message).startsWith("What is this? \\u001b[31m\\u202e\\u000ayyy")
				.endsWith("... (60021 characters)")
				.hasSizeLessThanOrEqualTo(200);
		});
	}

	@Test
	void whatTheListenersThreadsHaveNoRoomForIsCounted() {
		BlockingQueue<String> gate = new LinkedBlockingQueue<>();
		this.runner
			.withPropertyValues("uxd.peers.side.dispatch.mode=pool", "uxd.peers.side.dispatch.queue-capacity=1",
					"uxd.peers.side.dispatch.when-full=drop", "uxd.peers.side.poller.publish-events=false")
			.run((context) -> {
				listen(context, "slow", (datagram, peer) -> gate.take());
				TestSockets.send(managed(context).peer().path(), "a", "b", "c");
				await().until(() -> side(context).counters().received() == 3
						&& side(context).counters().dropped().get("queue_full") == 2);
				assertThat(side(context).counters().pending()).isEqualTo(1);
				gate.add("open");
				await().until(() -> side(context).counters().pending() == 0);
			});
	}

	@Test
	void aPeerPausesAndResumes() {
		this.runner.run((context) -> {
			listen(context, "all", (datagram, peer) -> this.received.add(datagram.text()));
			PeerDescriptor paused = endpoint(context).changePeer(new String[] { "side" }, PeerAction.PAUSE);
			assertThat(paused.expected()).isEqualTo(State.PAUSED);
			await().until(() -> side(context).actual() == State.PAUSED);
			TestSockets.send(managed(context).peer().path(), "one", "two");
			assertThat(side(context).counters().received()).isZero();
			assertThat(endpoint(context).peer(new String[] { "shop", "orders" }).actual()).as("others are left alone")
				.isEqualTo(State.RECEIVING);
			endpoint(context).changePeer(new String[] { "side" }, PeerAction.RESUME);
			await().untilAsserted(() -> assertThat(this.received).containsExactly("one", "two"));
			await().until(() -> side(context).actual() == State.RECEIVING);
		});
	}

	@Test
	void aListenerStopsAndStarts() {
		this.runner.run((context) -> {
			listen(context, "first", (datagram, peer) -> this.received.add("first " + datagram.text()));
			listen(context, "second", (datagram, peer) -> this.received.add("second " + datagram.text()));
			assertThat(endpoint(context).changeListener("first", ListenerAction.STOP))
				.isEqualTo(listener("first", false));
			assertThat(side(context).listeners()).containsExactly(listener("first", false), listener("second", true));
			assertThat(endpoint(context).peers().peers().get(0).listeners()).isEmpty();
			TestSockets.send(managed(context).peer().path(), "a");
			await().until(() -> this.received.contains("second a"));
			assertThat(endpoint(context).changeListener("first", ListenerAction.START))
				.isEqualTo(listener("first", true));
			TestSockets.send(managed(context).peer().path(), "b");
			await().untilAsserted(
					() -> assertThat(this.received).containsExactlyInAnyOrder("second a", "first b", "second b"));
		});
	}

	@Test
	void aPeerWhoseListenersAreAllStoppedSaysWhyItDoesNotResume() {
		this.runner.run((context) -> {
			listen(context, "only", (datagram, peer) -> this.received.add(datagram.text()));
			UxdEndpointWebExtension web = new UxdEndpointWebExtension(endpoint(context));
			web.changeListener("only", "stop");
			web.changePeer(new String[] { "side" }, "pause");
			WebEndpointResponse<Object> refused = web.changePeer(new String[] { "side" }, "resume");
			assertThat(refused.getStatus()).isEqualTo(409);
			assertThat(((PeerDescriptor) refused.getBody()).pauseReasons())
				.containsExactly(PauseReason.LISTENERS_STOPPED);
			web.changeListener("only", "start");
			WebEndpointResponse<Object> resumed = web.changePeer(new String[] { "side" }, "resume");
			assertThat(resumed.getStatus()).isEqualTo(200);
			assertThat(((PeerDescriptor) resumed.getBody()).pauseReasons()).isEmpty();
		});
	}

	@Test
	void tellsWhichListenerFailedAndHowOftenItWasTried() {
		this.runner.run((context) -> {
			context.getBean(UxdListenerRegistry.class)
				.register(UxdListenerEndpoint.builder("failing", (datagram, peer) -> {
					throw new IllegalStateException("as asked");
				})
					.peer("side")
					.autoStartup(true)
					.retryPolicy(RetryPolicy.builder().maxRetries(1).delay(Duration.ZERO).build())
					.build());
			Instant before = Instant.now();
			TestSockets.send(managed(context).peer().path(), "a");
			await().until(() -> side(context).lastFailure() != null);
			FailureDescriptor failure = side(context).lastFailure();
			assertThat(failure.kind()).isEqualTo(Kind.LISTENER);
			assertThat(failure.listener()).isEqualTo("failing");
			assertThat(failure.attempts()).isEqualTo(2);
			assertThat(side(context).since()).isBeforeOrEqualTo(before);
		});
	}

	@Test
	void tellsWhichListenerIsBusy() {
		BlockingQueue<String> gate = new LinkedBlockingQueue<>();
		this.runner.run((context) -> {
			listen(context, "slow", (datagram, peer) -> gate.take());
			// Who listens to the start of the peer may be busy yet.
			await().until(() -> side(context).busy() == null);
			TestSockets.send(managed(context).peer().path(), "a");
			await().until(() -> side(context).busy() != null);
			assertThat(side(context).busy().kind()).isEqualTo(Kind.LISTENER);
			assertThat(side(context).busy().listener()).isEqualTo("slow");
			gate.add("open");
			await().until(() -> side(context).busy() == null);
		});
	}

	@Test
	void aPeerWithoutAPollerIsShownButCannotPause() {
		this.runner.withPropertyValues("uxd.peers.side.poller.enabled=false").run((context) -> {
			assertThat(side(context).actual()).isEqualTo(State.OPEN);
			assertThatExceptionOfType(InvalidEndpointRequestException.class)
				.isThrownBy(() -> endpoint(context).changePeer(new String[] { "side" }, PeerAction.PAUSE))
				.withMessageContaining("'side' has no poller");
		});
	}

	@Test
	void aStoppedPeerIsShown() {
		this.runner.run((context) -> {
			context.getSourceApplicationContext().stop();
			PeerDescriptor peer = side(context);
			assertThat(peer.expected()).isEqualTo(State.STOPPED);
			assertThat(peer.actual()).isEqualTo(State.STOPPED);
			assertThat(peer.socketFile()).isEqualTo(SocketFileState.ABSENT);
			assertThat(peer.buffers().send()).isZero();
		});
	}

	@Test
	void descriptionsAreJsonWithoutAStackTrace() {
		this.runner.run((context) -> {
			listen(context, "failing", (datagram, peer) -> {
				throw new IllegalStateException("as asked");
			});
			TestSockets.send(managed(context).peer().path(), "a");
			await().until(() -> side(context).lastFailure() != null);
			JsonContent json = new JsonContent(
					JsonMapper.builder().build().writeValueAsString(endpoint(context).peers()));
			assertThat(json).extractingPath("$.peers[1].id").isEqualTo("side");
			assertThat(json).extractingPath("$.peers[1].actual").isEqualTo("RECEIVING");
			assertThat(json).extractingPath("$.peers[1].counters.received").isEqualTo(1);
			assertThat(json).extractingPath("$.peers[1].counters.dropped.oversize").isEqualTo(0);
			assertThat(json).extractingPath("$.peers[1].lastFailure.time").asString().startsWith("20").endsWith("Z");
			assertThat(json).extractingPath("$.peers[1].lastFailure")
				.asMap()
				.containsOnlyKeys("time", "activity", "kind", "listener", "attempts", "exception", "message");
			assertThat(json).extractingPath("$.peers[1].listeners[0].running").isEqualTo(true);
		});
	}

	@Test
	void itWorksOverJmx() {
		this.runner
			.withConfiguration(UxdAutoConfigurations.with(JmxAutoConfiguration.class, EndpointAutoConfiguration.class,
					JmxEndpointAutoConfiguration.class, JacksonAutoConfiguration.class))
			.withPropertyValues("spring.jmx.enabled=true", "management.endpoints.jmx.exposure.include=uxd",
					"management.endpoints.jmx.domain=uxd-tests")
			.run((context) -> {
				assertThat(invoke("peers")).asString().contains("shop/orders").contains("side");
				assertThat(invoke("peer", (Object) "side")).asString().contains("RECEIVING");
				assertThat(invoke("changePeer", "side", "pause")).asString().contains("PAUSED");
				assertThat(invoke("changePeer", "side", "resume")).asString().contains("RECEIVING");
				assertThatExceptionOfType(Exception.class).isThrownBy(() -> invoke("changePeer", "side", "explode"))
					.withRootCauseInstanceOf(IllegalArgumentException.class);
			});
	}

	@Test
	void aUserMayReplaceIt() {
		UxdEndpoint own = new UxdEndpoint(new UxdPeers(Stream::empty),
				new PeerListenerRegistry(new UxdPeers(Stream::empty), (id) -> true));
		this.runner.withBean("own", UxdEndpoint.class, () -> own)
			.run((context) -> assertThat(context.getBean(UxdEndpoint.class)).isSameAs(own));
	}

	@Test
	void itIsThereOnlyWhereItIsExposed() {
		this.runner.withPropertyValues("management.endpoints.web.exposure.include=health")
			.run((context) -> assertThat(context).doesNotHaveBean(UxdEndpoint.class)
				.doesNotHaveBean(UxdEndpointWebExtension.class));
		this.runner.withPropertyValues("management.endpoint.uxd.access=NONE")
			.run((context) -> assertThat(context).doesNotHaveBean(UxdEndpoint.class));
		this.runner.withPropertyValues("uxd.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(UxdEndpoint.class));
	}

	private static ListenerDescriptor listener(String id, boolean running) {
		return new ListenerDescriptor(id, running, true, 0, null, null, null, null, null, 0, 0);
	}

	private static UxdEndpoint endpoint(ApplicationContext context) {
		return context.getBean(UxdEndpoint.class);
	}

	private static PeerDescriptor side(ApplicationContext context) {
		return endpoint(context).peer(new String[] { "side" });
	}

	private static ManagedPeer managed(ApplicationContext context) {
		return context.getBean(UxdPeers.class).get("side");
	}

	private static void listen(ApplicationContext context, String id, DatagramListener listener) {
		context.getBean(UxdListenerRegistry.class).register(id, "side", 0, true, listener);
	}

	private static Object invoke(String operation, Object... arguments) throws Exception {
		MBeanServer server = ManagementFactory.getPlatformMBeanServer();
		ObjectName name = server.queryNames(new ObjectName("uxd-tests:type=Endpoint,name=Uxd,*"), null)
			.iterator()
			.next();
		String[] signature = Stream.of(server.getMBeanInfo(name).getOperations())
			.filter((candidate) -> candidate.getName().equals(operation))
			.flatMap((candidate) -> Stream.of(candidate.getSignature()))
			.map((parameter) -> parameter.getType())
			.toArray(String[]::new);
		return server.invoke(name, operation, arguments, signature);
	}

}
