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
package io.github.uxd.internal.spring.listener;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.DatagramListener;
import io.github.uxd.spring.HandlingFailure.Kind;
import io.github.uxd.spring.OnEachTransport;
import io.github.uxd.spring.TestSockets;
import io.github.uxd.spring.event.PeerEvent;
import io.github.uxd.spring.event.PeerFailedEvent;
import io.github.uxd.spring.event.PeerHealedEvent;
import io.github.uxd.spring.event.PeerIdleEvent;
import io.github.uxd.spring.event.PeerPausedEvent;
import io.github.uxd.spring.event.PeerResumedEvent;
import io.github.uxd.spring.event.PeerStartedEvent;
import io.github.uxd.spring.event.PeerStoppedEvent;
import io.github.uxd.spring.event.PeerStoppedEvent.Reason;
import io.github.uxd.spring.listener.PollerState.Fact;
import io.github.uxd.spring.listener.PollerState.Wish;
import io.github.uxd.spring.listener.UxdListenerContainer;
import io.github.uxd.spring.listener.UxdListenerRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;
import org.springframework.util.backoff.FixedBackOff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A peer that is paused and resumed, by itself or because its listeners stop, and what it
 * tells of it.
 */
@Timeout(60)
class PausingTests extends OnEachTransport {

	@TempDir
	Path directory;

	private final List<String> received = new CopyOnWriteArrayList<>();

	private final List<PeerEvent> events = new CopyOnWriteArrayList<>();

	private final DatagramListener listener = (datagram, peer) -> this.received.add(datagram.text());

	private Peer peer;

	private ThreadedPeerPoller poller;

	private UxdListenerRegistry registry;

	@BeforeEach
	void setUp() {
		create(Duration.ZERO, new ExponentialBackOff(1, 2));
	}

	private void create(Duration idleEventInterval, BackOff backOff) {
		this.peer = Peer.builder().transport(this.transport).name("n").path(this.directory.resolve("paused")).build();
		this.poller = TestPollers.of(this.peer)
			.checkInterval(Duration.ofMillis(20))
			.idleEventInterval(idleEventInterval)
			.backOff(backOff)
			.create();
		this.poller.setApplicationEventPublisher((event) -> this.events.add((PeerEvent) event));
		this.registry = TestPollers.registry(this.poller);
	}

	@AfterEach
	void close() {
		this.poller.stop();
		this.peer.close();
		TestSockets.awaitNoPollerThreads();
	}

	@Test
	void whatIsSentToAPausedPeerWaitsUntilItResumes() throws Exception {
		this.poller.dispatcher().listeners().add(Recipient.of(Kind.LISTENER, "own", this.listener), 0);
		this.poller.start();
		this.poller.pause();
		assertThat(this.poller.isPauseRequested()).isTrue();
		await().until(() -> told(PeerPausedEvent.class));
		assertThat(this.poller.isPaused()).isTrue();
		assertThat(this.poller.isRunning()).isTrue();
		send("a", "b");
		fillUp();
		assertThat(this.received).isEmpty();
		this.poller.resume();
		await().until(() -> this.received.size() >= 2);
		assertThat(this.received).startsWith("a", "b");
		await().until(() -> told(PeerResumedEvent.class));
	}

	@Test
	void aPausedPeerStillLooksAfterItsSocketFile() throws Exception {
		this.poller.start();
		this.poller.pause();
		await().until(() -> told(PeerPausedEvent.class));
		Files.delete(this.peer.path());
		await().until(() -> told(PeerHealedEvent.class) && Files.exists(this.peer.path()));
	}

	@Test
	void stoppingAPausedPeerHandlesWhatWaits() throws Exception {
		this.poller.dispatcher().listeners().add(Recipient.of(Kind.LISTENER, "own", this.listener), 0);
		this.poller.pause();
		this.poller.start();
		await().until(() -> told(PeerPausedEvent.class));
		send("a", "b");
		this.poller.stop();
		assertThat(this.received).containsExactly("a", "b");
	}

	@Test
	void aPeerWithoutARunningListenerPausesUntilOneStarts() throws Exception {
		UxdListenerContainer first = this.registry.register("first", "", 0, null, this.listener);
		UxdListenerContainer second = this.registry.register("second", "tested", 0, false,
				(datagram, peer) -> this.received.add("second " + datagram.text()));
		this.poller.start();
		assertThat(this.poller.isPaused()).isFalse();
		send("a");
		await().until(() -> this.received.size() == 1);
		first.stop();
		assertThat(this.poller.isPauseRequested()).isTrue();
		await().until(() -> told(PeerPausedEvent.class));
		send("b");
		this.registry.getContainer("second").start();
		await().until(() -> this.received.size() == 2);
		first.start();
		second.stop();
		send("c");
		await().until(() -> this.received.size() == 3);
		assertThat(this.received).containsExactly("a", "second b", "c");
		assertThat(this.registry.getContainers()).extracting(UxdListenerContainer::getListenerId)
			.containsExactly("first", "second");
		assertThat(first.getPeerId()).isEqualTo("tested");
	}

	@Test
	void resumingDoesNotOverruleThatNoListenerRuns() {
		UxdListenerContainer container = this.registry.register("one", "", 0, false, this.listener);
		this.poller.start();
		this.poller.pause();
		this.poller.resume();
		assertThat(this.poller.isPauseRequested()).isTrue();
		this.poller.pause();
		container.start();
		assertThat(this.poller.isPauseRequested()).isTrue();
		this.poller.resume();
		assertThat(this.poller.isPauseRequested()).isFalse();
	}

	@Test
	void noDatagramIsLostWhenListenersStopAndStartUnderLoad() throws Exception {
		UxdListenerContainer container = this.registry.register("one", "", 0, null, this.listener);
		this.poller.start();
		Thread sender = new Thread(() -> {
			try {
				TestSockets.send(this.peer.path(),
						IntStream.range(0, 20_000).mapToObj(Integer::toString).toArray(String[]::new));
			}
			catch (Exception ex) {
				this.received.add(ex.toString());
			}
		});
		sender.start();
		while (sender.isAlive()) {
			container.stop();
			container.start();
		}
		await().until(() -> this.received.size() >= 20_000);
		assertThat(this.received).hasSize(20_000)
			.containsExactlyElementsOf(IntStream.range(0, 20_000).mapToObj(Integer::toString).toList());
	}

	@Test
	void listenersAreCalledInTheirOrder() throws Exception {
		this.registry.register("last", "", 2, null, (datagram, peer) -> this.received.add("last"));
		this.registry.register("first", "", 1, null, (datagram, peer) -> this.received.add("first"));
		this.registry.register("second", "", 1, null, (datagram, peer) -> {
			this.received.add("second");
			throw new IllegalStateException("as asked");
		});
		this.poller.start();
		send("a");
		await().until(() -> this.received.size() == 3);
		assertThat(this.received).containsExactly("first", "second", "last");
		await().until(() -> this.poller.getLastFailure() != null);
		assertThat(this.poller.getLastFailure().cause()).hasMessage("as asked");
	}

	@Test
	void aListenerThatStartsAgainHasItsPlaceOfBefore() throws Exception {
		for (String id : List.of("a", "b", "c")) {
			this.registry.register(id, "", 1, null, (datagram, peer) -> this.received.add(id));
		}
		this.registry.getContainer("b").stop();
		this.registry.getContainer("a").stop();
		this.registry.getContainer("a").start();
		this.registry.getContainer("b").start();
		this.poller.start();
		send("x");
		await().until(() -> this.received.size() == 3);
		assertThat(this.received).containsExactly("a", "b", "c");
	}

	@Test
	void aPausedPeerTellsSoOnlyWhenTheListenerIsDone() throws Exception {
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch mayGoOn = new CountDownLatch(1);
		this.registry.register("slow", "", 0, null, (datagram, peer) -> {
			entered.countDown();
			mayGoOn.await();
		});
		this.poller.start();
		send("a");
		entered.await();
		this.poller.pause();
		assertThat(this.poller.isPauseRequested()).isTrue();
		assertThat(this.poller.isPaused()).isFalse();
		mayGoOn.countDown();
		await().until(() -> this.poller.isPaused());
	}

	@Test
	void aListenerThatStopsThePollerLeavesTheOrderToTheOthers() throws Exception {
		CountDownLatch sent = new CountDownLatch(1);
		this.registry.register("stopper", "", 1, null, (datagram, peer) -> {
			if (datagram.text().equals("1")) {
				sent.await();
				this.poller.stop();
			}
		});
		this.registry.register("other", "", 2, null, this.listener);
		this.poller.start();
		send("1", "2", "3");
		sent.countDown();
		await().until(() -> this.received.size() == 3);
		assertThat(this.received).containsExactly("1", "2", "3");
		await().until(() -> !this.poller.isRunning());
	}

	@Test
	void errorsOfEventListenersNeitherEndTheThreadNorHangTheStop() throws Exception {
		this.poller.setApplicationEventPublisher((event) -> {
			throw new NoClassDefFoundError("as asked");
		});
		this.poller.dispatcher().listeners().add(Recipient.of(Kind.LISTENER, "own", this.listener), 0);
		this.poller.start();
		send("a");
		await().until(() -> this.received.size() == 1);
		this.poller.stop();
		assertThat(this.poller.isRunning()).isFalse();
	}

	@Test
	void tellsOfStartAndStop() {
		this.poller.start();
		this.poller.stop();
		this.poller.start();
		this.poller.stop();
		assertThat(this.events).hasExactlyElementsOfTypes(PeerStartedEvent.class, PeerStoppedEvent.class,
				PeerStartedEvent.class, PeerStoppedEvent.class);
		assertThat(this.events).allSatisfy((event) -> {
			assertThat(event.getPeerId()).isEqualTo("tested");
			assertThat(event.getPeer()).isSameAs(this.peer);
		});
		assertThat(((PeerStoppedEvent) this.events.get(1)).getReason()).isEqualTo(Reason.REQUESTED);
	}

	@Test
	void tellsOfFailureAndOfGivingUp() throws Exception {
		create(Duration.ZERO, new FixedBackOff(1, 2));
		this.poller.start();
		await().until(() -> told(PeerStartedEvent.class));
		this.poller.pause();
		await().until(() -> told(PeerPausedEvent.class));
		replace(this.directory.resolve("paused"));
		this.peer.close();
		await().until(() -> told(PeerStoppedEvent.class));
		assertThat(this.events).filteredOn(PeerFailedEvent.class::isInstance).hasSize(1);
		PeerStoppedEvent stopped = (PeerStoppedEvent) this.events.get(this.events.size() - 1);
		assertThat(stopped.getReason()).isEqualTo(Reason.GAVE_UP);
		assertThat(this.poller.getLastFailure().handling()).isNull();
		assertThat(this.poller.getState().fact()).isEqualTo(Fact.GAVE_UP);
		assertThat(this.poller.getState().wish()).isNotEqualTo(Wish.STOP);
	}

	@Test
	void tellsOfIdlenessAgainAndAgainUntilSomethingComes() throws Exception {
		create(Duration.ofMillis(30), new ExponentialBackOff(1, 2));
		this.poller.dispatcher().listeners().add(Recipient.of(Kind.LISTENER, "own", this.listener), 0);
		this.poller.start();
		await().until(() -> this.events.stream().filter(PeerIdleEvent.class::isInstance).count() >= 3);
		List<Duration> times = idleTimes();
		assertThat(times).isSorted();
		assertThat(times.get(0)).isGreaterThanOrEqualTo(Duration.ofMillis(30));
		assertThat(times.get(2)).isGreaterThanOrEqualTo(Duration.ofMillis(90));
		send("a");
		await().until(() -> this.received.size() == 1);
		await().untilAsserted(() -> assertThat(idleTimes()).as("begun anew")
			.satisfies((all) -> assertThat(all).isNotEqualTo(all.stream().sorted().toList())));
	}

	@Test
	void aListenerOfEventsThatThrowsDoesNoHarm() throws Exception {
		this.poller.setApplicationEventPublisher((event) -> {
			throw new IllegalStateException("as asked");
		});
		this.poller.dispatcher().listeners().add(Recipient.of(Kind.LISTENER, "own", this.listener), 0);
		this.poller.start();
		send("a");
		await().until(() -> this.received.size() == 1);
	}

	@Test
	void aListenerMayStopItselfWhileItIsCalled() throws Exception {
		CountDownLatch stopped = new CountDownLatch(1);
		this.registry.register("once", "", 0, null, (datagram, peer) -> {
			this.received.add(datagram.text());
			this.registry.getContainer("once").stop();
			stopped.countDown();
		});
		this.poller.start();
		send("a", "b");
		stopped.await();
		await().until(() -> told(PeerPausedEvent.class));
		assertThat(this.received).containsExactly("a");
		this.registry.getContainer("once").start();
		await().until(() -> this.received.size() == 2);
		assertThat(this.received).containsExactly("a", "b");
	}

	/**
	 * Put a directory at a path, until it stays there.
	 */
	private static void replace(Path path) {
		await().until(() -> {
			Files.deleteIfExists(path);
			try {
				Files.createDirectory(path);
				return true;
			}
			catch (FileAlreadyExistsException ex) {
				// The file was made anew.
				return false;
			}
		});
	}

	private List<Duration> idleTimes() {
		return this.events.stream()
			.filter(PeerIdleEvent.class::isInstance)
			.map((event) -> ((PeerIdleEvent) event).getIdleTime())
			.toList();
	}

	private boolean told(Class<?> type) {
		return this.events.stream().anyMatch(type::isInstance);
	}

	private void send(String... payloads) throws Exception {
		TestSockets.send(this.peer.path(), payloads);
	}

	/**
	 * Send until the kernel's queue is full, which it can only be if nobody receives.
	 */
	private void fillUp() throws Exception {
		try (Peer sender = Peer.openTemp()) {
			long sent = 0;
			while (sender.send(new byte[1], UxdAddress.of(this.peer.path()))) {
				sent++;
			}
			assertThat(sent).isPositive();
		}
	}

}
