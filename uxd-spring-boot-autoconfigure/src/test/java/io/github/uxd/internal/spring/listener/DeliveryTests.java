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

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

import io.github.uxd.Datagram;
import io.github.uxd.DatagramView;
import io.github.uxd.Peer;
import io.github.uxd.internal.spring.listener.SourceOrderedExecutor.Outcome;
import io.github.uxd.spring.HandlingFailure.Kind;
import io.github.uxd.spring.TestSockets;
import io.github.uxd.spring.listener.DispatchMode;
import io.github.uxd.spring.listener.LoggingErrorHandler;
import io.github.uxd.spring.listener.PollerState.PauseReason;
import io.github.uxd.spring.listener.UxdListenerContainer;
import io.github.uxd.spring.listener.UxdListenerEndpoint;
import io.github.uxd.spring.listener.UxdListenerRegistry;
import io.github.uxd.spring.listener.WhenFull;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Every datagram reaches somebody, whatever becomes of listeners and threads meanwhile.
 */
class DeliveryTests extends PollerOnEachTransport {

	private static final DispatchSettings POOL = new DispatchSettings(DispatchMode.POOL, 4, 10, WhenFull.BLOCK);

	private final List<String> received = new CopyOnWriteArrayList<>();

	@Test
	void noDatagramIsLostWhenOneListenerTakesThePlaceOfAnother() throws Exception {
		this.poller = TestPollers.of(this.peer).create();
		UxdListenerRegistry registry = TestPollers.registry(this.poller);
		List<UxdListenerContainer> containers = List.of(
				registry.register("a", "", 0, true, (datagram, peer) -> this.received.add(datagram.text())),
				registry.register("b", "", 0, false, (datagram, peer) -> this.received.add(datagram.text())));
		this.poller.start();
		String[] payloads = IntStream.range(0, 20_000).mapToObj(Integer::toString).toArray(String[]::new);
		Thread sender = new Thread(() -> {
			try {
				TestSockets.send(this.peer.path(), payloads);
			}
			catch (Exception ex) {
				this.received.add(ex.toString());
			}
		});
		sender.start();
		for (int i = 0; sender.isAlive(); i = 1 - i) {
			containers.get(i).stop();
			containers.get(1 - i).start();
		}
		await().until(() -> this.received.size() >= payloads.length);
		assertThat(this.received).containsExactly(payloads);
	}

	@Test
	void whatIsInHandWhenTheLastListenerStopsWaitsForTheNext() throws Exception {
		CountDownLatch inHand = new CountDownLatch(1);
		CountDownLatch stopped = new CountDownLatch(1);
		this.poller = TestPollers.of(this.peer).handlers((view, peer) -> this.received.add("handler")).create();
		UxdListenerRegistry registry = TestPollers.registry(this.poller);
		UxdListenerContainer first = registry.register("a", "", 0, true, (datagram, peer) -> {
			inHand.countDown();
			stopped.await();
			this.received.add("first " + datagram.text());
		});
		this.poller.start();
		TestSockets.send(this.peer.path(), "1", "2");
		inHand.await();
		first.stop();
		stopped.countDown();
		await().until(this.poller::isPaused);
		assertThat(this.poller.getState().pauseReasons()).containsExactly(PauseReason.LISTENERS_STOPPED);
		registry.register("b", "", 0, true, (datagram, peer) -> this.received.add("second " + datagram.text()));
		await().until(() -> this.received.size() == 4);
		assertThat(this.received).containsExactly("handler", "first 1", "handler", "second 2");
	}

	@Test
	void withoutAThreadForThemListenersAreCalledOnTheOneThatReceives() throws Exception {
		List<Long> recorded = new CopyOnWriteArrayList<>();
		SourceOrderedExecutor executor = new SourceOrderedExecutor(() -> (task) -> {
			throw new OutOfMemoryError("unable to create native thread, as asked");
		}, 10, WhenFull.BLOCK);
		DatagramDispatcher dispatcher = new DatagramDispatcher(this.peer, "tested", Map.of(), new LoggingErrorHandler(),
				List.of((nanos, failure) -> recorded.add(nanos)), POOL, executor);
		this.poller = TestPollers.of(this.peer).create(dispatcher);
		TestPollers.registry(this.poller)
			.register("a", "", 0, true,
					(datagram, peer) -> this.received.add(datagram.text() + " " + Thread.currentThread().getName()));
		this.poller.start();
		TestSockets.send(this.peer.path(), "1", "2");
		await().until(() -> recorded.size() == 2);
		assertThat(this.received).containsExactly("1 uxd-tested", "2 uxd-tested");
		assertThat(dispatcher.pending()).isZero();
		assertThat(dispatcher.dropped()).isZero();
	}

	@Test
	void withoutAThreadForThemListenersAreGivenACopyAsOnAnyOther() throws Exception {
		this.poller = TestPollers.of(this.peer).create(withoutThreads());
		UxdListenerRegistry registry = TestPollers.registry(this.poller);
		registry.register("views", "", 0, true, new Viewing());
		registry.register("stops", "", 1, true, (datagram, peer) -> {
			if (datagram.text().equals("2")) {
				this.poller.stop();
			}
		});
		registry.register("views too", "", 2, true, new Viewing());
		this.poller.start();
		TestSockets.send(this.peer.path(), "1", "2");
		await().until(() -> this.received.size() == 4);
		assertThat(this.received).containsExactly("a copy of 1", "a copy of 1", "a copy of 2", "a copy of 2");
		assertThat(this.poller.dispatcher().dropped()).isZero();
	}

	private DatagramDispatcher withoutThreads() {
		SourceOrderedExecutor executor = new SourceOrderedExecutor(() -> (task) -> {
			throw new OutOfMemoryError("unable to create native thread, as asked");
		}, 10, WhenFull.BLOCK);
		return new DatagramDispatcher(this.peer, "tested", Map.of(), new LoggingErrorHandler(), List.of(), POOL,
				executor);
	}

	/**
	 * Takes views where there are any.
	 */
	private final class Viewing implements ViewListener {

		@Override
		public void onDatagram(Datagram datagram, Peer peer) {
			DeliveryTests.this.received.add("a copy of " + datagram.text());
		}

		@Override
		public void onView(DatagramView view, Peer peer) {
			DeliveryTests.this.received.add("a view of " + view.text());
		}

		@Override
		public boolean needsViews() {
			return false;
		}

	}

	@Test
	void whatFailsAfterADatagramWasHandedOverHandsItOverOnce() throws Exception {
		ExecutorService thread = Executors.newSingleThreadExecutor();
		AtomicBoolean fails = new AtomicBoolean(true);
		DatagramDispatcher dispatcher = new DatagramDispatcher(this.peer, "tested", Map.of(), new LoggingErrorHandler(),
				List.of(), POOL, new SourceOrderedExecutor(() -> thread, 10, WhenFull.BLOCK)) {

			@Override
			Outcome execute(Datagram datagram, RecipientGroup group, SourceOrderedExecutor.Task task, Lease lease,
					LongSupplier nanosLeft) {
				Outcome outcome = super.execute(datagram, group, task, lease, nanosLeft);
				if (fails.getAndSet(false)) {
					throw new OutOfMemoryError("as asked");
				}
				return outcome;
			}

		};
		this.poller = TestPollers.of(this.peer).create(dispatcher);
		TestPollers.registry(this.poller)
			.register("a", "", 0, true, (datagram, peer) -> this.received.add(datagram.text()));
		this.poller.start();
		TestSockets.send(this.peer.path(), "1", "2");
		await().until(() -> this.received.contains("2"));
		assertThat(this.received).containsExactly("1", "2");
		assertThat(fails).isFalse();
	}

	@Test
	void whoIsCalledIndependentlyIsGivenEachDatagramOnceWhateverFailsInBetween() throws Exception {
		ExecutorService threads = Executors.newCachedThreadPool();
		AtomicInteger calls = new AtomicInteger();
		List<Long> recorded = new CopyOnWriteArrayList<>();
		DatagramDispatcher dispatcher = new DatagramDispatcher(this.peer, "tested", Map.of(), new LoggingErrorHandler(),
				List.of((nanos, failure) -> recorded.add(nanos)), POOL,
				new SourceOrderedExecutor(() -> threads, 10, WhenFull.BLOCK)) {

			@Override
			Outcome execute(Datagram datagram, RecipientGroup group, SourceOrderedExecutor.Task task, Lease lease,
					LongSupplier nanosLeft) {
				int call = calls.incrementAndGet();
				if (call == 1) {
					throw new OutOfMemoryError("before it was handed over, as asked");
				}
				Outcome outcome = super.execute(datagram, group, task, lease, nanosLeft);
				if (call == 3) {
					throw new OutOfMemoryError("after it was handed over, as asked");
				}
				return outcome;
			}

		};
		this.poller = TestPollers.of(this.peer).create(dispatcher);
		registerIndependent(TestPollers.registry(this.poller));
		this.poller.start();
		TestSockets.send(this.peer.path(), "1", "2");
		await().until(() -> recorded.size() == 6);
		assertThat(this.received).containsExactlyInAnyOrder("shared 1", "one 1", "two 1", "shared 2", "one 2", "two 2");
		assertThat(dispatcher.dropped()).isZero();
	}

	@Test
	void withoutAThreadWhoIsCalledIndependentlyIsCalledOnTheOneThatReceives() throws Exception {
		this.poller = TestPollers.of(this.peer).create(withoutThreads());
		registerIndependent(TestPollers.registry(this.poller));
		this.poller.start();
		TestSockets.send(this.peer.path(), "1", "2");
		await().until(() -> this.received.size() == 6);
		assertThat(this.received).containsExactly("shared 1", "one 1", "two 1", "shared 2", "one 2", "two 2");
		assertThat(this.poller.dispatcher().dropped()).isZero();
	}

	private void registerIndependent(UxdListenerRegistry registry) {
		registry.register(
				UxdListenerEndpoint.builder("one", (datagram, peer) -> this.received.add("one " + datagram.text()))
					.concurrency(1)
					.build());
		registry.register("shared", "", 0, true, (datagram, peer) -> this.received.add("shared " + datagram.text()));
		registry.register(
				UxdListenerEndpoint.builder("two", (datagram, peer) -> this.received.add("two " + datagram.text()))
					.concurrency(2)
					.build());
	}

	@Test
	void inABatchTheEndOfOneDatagramIsTheBeginningOfTheNext() throws Exception {
		List<Long> recorded = new CopyOnWriteArrayList<>();
		this.peer.open();
		this.poller = TestPollers.of(this.peer)
			.handlers((view, peer) -> this.received.add(view.text()))
			.recorders((nanos, failure) -> recorded.add(nanos))
			.create();
		Delivery delivery = new Delivery(this.poller.dispatcher(), () -> 0);
		long pause = TimeUnit.MILLISECONDS.toNanos(100);
		TestSockets.send(this.peer.path(), "1", "2", "3");
		delivery.batchBegins();
		deliver(delivery);
		pass(pause);
		deliver(delivery);
		pass(pause);
		delivery.batchBegins();
		deliver(delivery);
		assertThat(this.received).containsExactly("1", "2", "3");
		assertThat(recorded.get(1)).isGreaterThanOrEqualTo(pause);
		assertThat(recorded.get(2)).isLessThan(pause);
	}

	private void deliver(Delivery delivery) throws Exception {
		delivery.take(Objects.requireNonNull(this.peer.receiveView()));
		assertThat(delivery.deliver(new Lease())).isTrue();
	}

	private static void pass(long nanos) {
		long start = System.nanoTime();
		while (System.nanoTime() - start < nanos) {
			Thread.onSpinWait();
		}
	}

	@Test
	void aFailureThatNobodyCanBeToldOfIsCounted() throws Exception {
		this.poller = TestPollers.of(this.peer).create();
		this.poller.dispatcher().listeners().add(new Recipient(Kind.LISTENER, "fails") {

			@Override
			void receive(Delivery delivery, Lease lease) {
				DeliveryTests.this.received.add(delivery.datagram().text());
				throw new OutOfMemoryError("as asked");
			}

			@Override
			Kind kind() {
				throw new OutOfMemoryError("for a report, as asked");
			}

		}, 0);
		this.poller.start();
		TestSockets.send(this.peer.path(), "1", "2");
		await().until(() -> this.poller.getDropped() == 2);
		assertThat(this.received).containsExactly("1", "2");
	}

	@Test
	void aRecorderThatThrowsStarvesNoOther() throws Exception {
		List<Long> recorded = new CopyOnWriteArrayList<>();
		this.poller = TestPollers.of(this.peer)
			.handlers((view, peer) -> this.received.add(view.text()))
			.recorders((nanos, failure) -> {
				throw new IllegalStateException("as asked");
			}, (nanos, failure) -> recorded.add(nanos))
			.create();
		this.poller.start();
		TestSockets.send(this.peer.path(), "1", "2");
		await().until(() -> recorded.size() == 2);
		assertThat(this.received).containsExactly("1", "2");
	}

	@Test
	void aListenerThatWasRemovedIsNotCalledEvenIfADatagramWaitsForIt() throws Exception {
		CountDownLatch inHand = new CountDownLatch(1);
		CountDownLatch removed = new CountDownLatch(1);
		this.poller = TestPollers.of(this.peer).create();
		UxdListenerRegistry registry = TestPollers.registry(this.poller);
		registry.register("first", "", 0, true, (datagram, peer) -> {
			inHand.countDown();
			removed.await();
			this.received.add("first");
		});
		registry.register("gone", "", 1, true, (datagram, peer) -> this.received.add("gone"));
		registry.register("last", "", 2, true, (datagram, peer) -> this.received.add("last"));
		this.poller.start();
		TestSockets.send(this.peer.path(), "1");
		inHand.await();
		registry.unregister("gone");
		removed.countDown();
		await().until(() -> this.received.contains("last"));
		assertThat(this.received).containsExactly("first", "last");
	}

}
