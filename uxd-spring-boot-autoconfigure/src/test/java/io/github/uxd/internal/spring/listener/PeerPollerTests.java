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

import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.github.uxd.DatagramView;
import io.github.uxd.Peer;
import io.github.uxd.PeerOpenException;
import io.github.uxd.UxdAddress;
import io.github.uxd.WaitStrategy;
import io.github.uxd.spring.DatagramHandler;
import io.github.uxd.spring.OnEachTransport;
import io.github.uxd.spring.TestSockets;
import io.github.uxd.spring.UxdErrorHandler;
import io.github.uxd.spring.listener.LoggingErrorHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;
import org.springframework.util.backoff.FixedBackOff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

@Timeout(60)
class PeerPollerTests extends OnEachTransport {

	@TempDir
	Path directory;

	private final List<String> handled = new CopyOnWriteArrayList<>();

	private Peer peer;

	private ThreadedPeerPoller poller;

	private Path path;

	@AfterEach
	void close() {
		if (this.poller != null) {
			this.poller.stop();
			this.peer.close();
		}
		TestSockets.awaitNoPollerThreads();
	}

	@Test
	void receivesOnAThreadNamedAfterThePeer() throws Exception {
		AtomicReference<Thread> thread = new AtomicReference<>();
		create((datagram, peer) -> {
			thread.set(Thread.currentThread());
			this.handled.add(datagram.text());
		});
		this.poller.start();
		assertThat(this.poller.isRunning()).isTrue();
		TestSockets.send(this.path, "a", "b");
		await().untilAsserted(() -> assertThat(this.handled).containsExactly("a", "b"));
		assertThat(thread.get().getName()).isEqualTo("uxd-tested");
		assertThat(thread.get().isDaemon()).isTrue();
		assertThat(TestSockets.threads()).filteredOn((other) -> !other.isDaemon())
			.as("what keeps the application alive")
			.extracting(Thread::getName)
			.containsExactly("uxd-tested-keep-alive");
	}

	@Test
	void stoppingHandlesWhatWasSentBeforeAndTurnsNewSendersAway() throws Exception {
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch mayGoOn = new CountDownLatch(1);
		create((datagram, peer) -> {
			entered.countDown();
			mayGoOn.await();
			this.handled.add(datagram.text());
		});
		this.poller.start();
		TestSockets.send(this.path, "a", "b", "c");
		entered.await();
		CountDownLatch stopped = new CountDownLatch(1);
		this.poller.stop(stopped::countDown);
		assertThat(stopped.getCount()).as("waits for the handler").isEqualTo(1);
		mayGoOn.countDown();
		stopped.await();
		assertThat(this.handled).containsExactly("a", "b", "c");
		assertThat(this.poller.isRunning()).isFalse();
		assertThat(this.path).doesNotExist();
		assertThat(this.peer.isOpen()).as("can still send").isTrue();
	}

	@Test
	void stoppingTurnsNewSendersAwayAtOnceAndEndsInTime() throws Exception {
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch mayGoOn = new CountDownLatch(1);
		create((datagram, peer) -> {
			this.handled.add(datagram.text());
			entered.countDown();
			mayGoOn.await();
		}, 64, Duration.ZERO);
		this.poller.start();
		TestSockets.send(this.path, "a", "b", "c");
		entered.await();
		CountDownLatch stopped = new CountDownLatch(1);
		this.poller.stop(stopped::countDown);
		assertThat(this.path).as("while the handler is busy").doesNotExist();
		assertThat(this.poller.isRunning()).isFalse();
		assertThat(stopped.await(10, TimeUnit.SECONDS)).as("in time, whatever the handler does").isTrue();
		mayGoOn.countDown();
		assertThat(this.handled).as("in the time there is, none").containsExactly("a");
	}

	@Test
	void aStartWhileAHandlerHangsInAStopTakesEffectWhenItReturns() throws Exception {
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch mayGoOn = new CountDownLatch(1);
		create((datagram, peer) -> {
			String text = datagram.text();
			if (text.equals("hang")) {
				entered.countDown();
				mayGoOn.await();
			}
			this.handled.add(text);
		});
		this.poller.start();
		TestSockets.send(this.path, "hang");
		entered.await();
		CountDownLatch stopped = new CountDownLatch(1);
		this.poller.stop(stopped::countDown);
		this.peer.close();
		this.peer.open();
		this.poller.start();
		assertThat(this.poller.isRunning()).isTrue();
		TestSockets.send(this.path, "a");
		mayGoOn.countDown();
		stopped.await();
		await().until(this.peer::isReachable);
		TestSockets.send(this.path, "b");
		await().untilAsserted(() -> assertThat(this.handled).containsExactly("hang", "a", "b"));
	}

	@Test
	void stopsAndStartsInAnyOrderLoseNothing() throws Exception {
		create((datagram, peer) -> {
			this.handled.add(datagram.text());
			if (datagram.length() % 7 == 0) {
				this.poller.stop();
				this.poller.start();
			}
		});
		this.poller.start();
		int count = 3000;
		List<String> sent = new java.util.ArrayList<>();
		java.util.concurrent.atomic.AtomicBoolean sending = new java.util.concurrent.atomic.AtomicBoolean(true);
		Thread restarter = new Thread(() -> {
			while (sending.get()) {
				this.poller.stop(() -> {
				});
				this.poller.start();
			}
		});
		restarter.start();
		try (Peer sender = Peer.openTemp()) {
			for (int i = 0; i < count; i++) {
				String text = i + "x".repeat(i % 5);
				TestSockets.sendUntilItSucceeds(sender, text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
						UxdAddress.of(this.path));
				sent.add(text);
			}
		}
		finally {
			sending.set(false);
			restarter.join();
		}
		await().untilAsserted(() -> assertThat(this.handled).hasSize(count));
		assertThat(this.handled).containsExactlyInAnyOrderElementsOf(sent);
		await().until(() -> this.poller.isRunning() && this.peer.isReachable());
		assertThat(this.peer.statistics().dropped(io.github.uxd.DropReason.CLOSED)).isZero();
	}

	@Test
	void eachStopIsCalledBackOnce() throws Exception {
		create(this::remember);
		int rounds = 500;
		java.util.concurrent.atomic.AtomicInteger called = new java.util.concurrent.atomic.AtomicInteger();
		for (int i = 0; i < rounds; i++) {
			this.poller.start();
			this.poller.stop(called::incrementAndGet);
			this.poller.stop(called::incrementAndGet);
			this.poller.stop();
		}
		TestSockets.awaitNoPollerThreads();
		assertThat(called).hasValue(2 * rounds);
	}

	@Test
	void aHandlerMayRestartThePoller() throws Exception {
		create((datagram, peer) -> {
			this.handled.add(datagram.text());
			if (datagram.text().equals("restart")) {
				this.poller.stop();
				this.poller.start();
			}
		});
		this.poller.start();
		TestSockets.send(this.path, "restart");
		await().until(
				() -> TestSockets.pollerThreads().count() == 1 && this.poller.isRunning() && this.peer.isReachable());
		TestSockets.send(this.path, "a");
		await().untilAsserted(() -> assertThat(this.handled).containsExactly("restart", "a"));
	}

	@Test
	void neitherARethrowingErrorHandlerNorAFailingRecorderDelaysReception() throws Exception {
		create(TestPollers.of(newPeer()).handlers((datagram, peer) -> {
			this.handled.add(datagram.text());
			throw new IllegalStateException("as asked");
		}).errorHandler((failure) -> {
			throw (RuntimeException) failure.getCause();
		}).recorders((nanos, failure) -> {
			throw new AssertionError("the recorder fails, too");
		}).backOff(new FixedBackOff(60_000, 5)));
		this.poller.start();
		TestSockets.send(this.path, "a", "b", "c");
		await().untilAsserted(() -> assertThat(this.handled).containsExactly("a", "b", "c"));
	}

	@Test
	void startsAgainAfterAStop() throws Exception {
		create(this::remember);
		for (int i = 0; i < 200; i++) {
			this.poller.start();
			this.poller.start();
			assertThat(this.peer.isReachable()).as("open when the start is done").isTrue();
			TestSockets.send(this.path, "datagram " + i);
			this.poller.stop();
			assertThat(this.handled).hasSize(i + 1).endsWith("datagram " + i);
		}
	}

	@Test
	void stoppingWhatDoesNotRunCallsBack() {
		create(this::remember);
		CountDownLatch stopped = new CountDownLatch(1);
		this.poller.stop(stopped::countDown);
		assertThat(stopped.getCount()).isZero();
	}

	@Test
	void aHandlerThatStopsThePollerGetsTheRestFirst() throws Exception {
		CountDownLatch mayGoOn = new CountDownLatch(1);
		create((datagram, peer) -> {
			String text = datagram.text();
			mayGoOn.await();
			this.handled.add(text);
			if (text.equals("stop")) {
				this.poller.stop();
				this.handled.add("stopped");
			}
		});
		this.poller.start();
		TestSockets.send(this.path, "stop", "a", "b");
		mayGoOn.countDown();
		await().until(() -> !this.poller.isRunning());
		assertThat(this.handled).containsExactly("stop", "a", "b", "stopped");
	}

	@Test
	void aHandlerThatThrowsCostsThatDatagramAlone() throws Exception {
		List<String> failures = new CopyOnWriteArrayList<>();
		createWith(List.of((datagram, peer) -> {
			if (datagram.text().equals("b")) {
				throw new java.io.IOException("checked");
			}
			if (datagram.text().equals("c")) {
				throw new AssertionError("error");
			}
			remember(datagram, peer);
		}, (datagram, peer) -> this.handled.add("second " + datagram.text())), (failure) -> {
			failures.add(failure.getCause().getMessage() + " " + failure.getDatagram().text());
			throw new IllegalStateException("the error handler fails, too");
		}, new ExponentialBackOff());
		this.poller.start();
		TestSockets.send(this.path, "a", "b", "c", "d");
		await().untilAsserted(() -> assertThat(this.handled).containsExactly("a", "second a", "second b", "second c",
				"d", "second d"));
		assertThat(failures).containsExactly("checked b", "error c");
	}

	@Test
	void aPeerThatWasClosedUnderThePollerIsOpenedAgain() throws Exception {
		create(this::remember);
		this.poller.start();
		this.peer.close();
		await().until(this.peer::isReachable);
		TestSockets.send(this.path, "a");
		await().untilAsserted(() -> assertThat(this.handled).containsExactly("a"));
	}

	@Test
	void whenTheBackOffEndsThePollerStops() throws Exception {
		createWith(List.of(this::remember), new LoggingErrorHandler(), new FixedBackOff(1, 2));
		this.poller.start();
		Files.delete(this.path);
		Files.writeString(this.path, "mine");
		this.peer.close();
		await().until(() -> !this.poller.isRunning());
		assertThat(this.path).as("not fought over").hasContent("mine");
	}

	@Test
	void anInterruptDoesNotEndIt() throws Exception {
		create((datagram, peer) -> {
			this.handled.add(datagram.text() + Thread.currentThread().isInterrupted());
			Thread.currentThread().interrupt();
			if (datagram.text().equals("a")) {
				throw new InterruptedException();
			}
		});
		this.poller.start();
		for (String text : List.of("a", "b", "c")) {
			TestSockets.send(this.path, text);
			await().until(() -> this.handled.contains(text + "false"));
		}
		TestSockets.pollerThreads().forEach(Thread::interrupt);
		TestSockets.send(this.path, "d");
		await().until(() -> this.handled.size() == 4);
	}

	@Test
	void aPeerThatCannotOpenFailsTheStart() throws Exception {
		create(this::remember);
		try (Peer other = Peer.builder().transport(this.transport).path(this.path).build()) {
			other.open();
			assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(this.poller::start)
				.havingCause()
				.isInstanceOfSatisfying(PeerOpenException.class,
						(ex) -> assertThat(ex.reason()).isEqualTo(PeerOpenException.Reason.ADDRESS_IN_USE));
			assertThat(this.poller.isRunning()).isFalse();
		}
	}

	/**
	 * While there is nothing to do it waits as long as it may, again and again, and
	 * hardly any of that time is spent computing.
	 */
	@Test
	void burnsNoCpuTimeWhileIdle() throws Exception {
		Duration longest = Duration.ofMillis(100);
		int waits = 20;
		ThreadMXBean threads = ManagementFactory.getThreadMXBean();
		List<Long> cpuTimes = new CopyOnWriteArrayList<>();
		WaitStrategy spinning = WaitStrategy.spinning(Duration.ofMillis(1));
		create(TestPollers.of(newPeer()).handlers(this::remember).checkInterval(longest).waiting((work, peer, wait) -> {
			long start = System.nanoTime();
			spinning.idle(work, peer, wait);
			if (System.nanoTime() - start > longest.toNanos() / 2) {
				cpuTimes.add(threads.getCurrentThreadCpuTime());
			}
		}));
		this.poller.start();
		TestSockets.send(this.path, "warm up");
		await().until(() -> this.handled.size() == 1);
		cpuTimes.clear();
		await().until(() -> cpuTimes.size() > waits);
		assertThat(Duration.ofNanos(cpuTimes.get(waits) - cpuTimes.get(0))).as("for %d waits of %s", waits, longest)
			.isLessThan(Duration.ofMillis(20));
	}

	@Test
	void answersFromTheHandler() throws Exception {
		create((datagram, peer) -> peer.send(datagram.toByteArray(), datagram.source()));
		this.poller.start();
		try (Peer client = Peer.builder().transport(this.transport).path(this.directory.resolve("client")).build()) {
			client.open();
			TestSockets.send(client, new byte[] { 1, 2, 3 }, UxdAddress.of(this.path));
			assertThat(client.awaitReadable(Duration.ofSeconds(10))).isTrue();
			assertThat(client.receive().toByteArray()).containsExactly(1, 2, 3);
		}
	}

	private void remember(DatagramView datagram, Peer peer) {
		this.handled.add(datagram.text());
	}

	private void create(DatagramHandler handler) {
		create(handler, 2, Duration.ofSeconds(10));
	}

	private void create(DatagramHandler handler, int batchSize, Duration drainTimeout) {
		createWith(List.of(handler), new LoggingErrorHandler(), new ExponentialBackOff(1, 2), batchSize, drainTimeout);
	}

	private void createWith(List<DatagramHandler> handlers, UxdErrorHandler errorHandler, BackOff backOff) {
		createWith(handlers, errorHandler, backOff, 2, Duration.ofSeconds(10));
	}

	private void createWith(List<DatagramHandler> handlers, UxdErrorHandler errorHandler, BackOff backOff,
			int batchSize, Duration drainTimeout) {
		create(TestPollers.of(newPeer())
			.handlers(handlers.toArray(DatagramHandler[]::new))
			.errorHandler(errorHandler)
			.batchSize(batchSize)
			.drainTimeout(drainTimeout)
			.backOff(backOff)
			.waiting(WaitStrategy.spinning(Duration.ofMillis(1))));
	}

	private Peer newPeer() {
		this.path = this.directory.resolve("tested");
		this.peer = Peer.builder().transport(this.transport).name("tested").path(this.path).build();
		return this.peer;
	}

	private void create(TestPollers pollers) {
		this.poller = pollers.create();
	}

}
