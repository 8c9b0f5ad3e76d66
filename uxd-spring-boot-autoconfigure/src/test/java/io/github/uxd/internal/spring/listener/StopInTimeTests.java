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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.uxd.DropReason;
import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.DatagramListener;
import io.github.uxd.spring.TestSockets;
import io.github.uxd.spring.listener.DispatchMode;
import io.github.uxd.spring.listener.PollerState.Fact;
import io.github.uxd.spring.listener.WhenFull;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Whatever listeners do, a stop ends when its time is up, calls none of them any more,
 * and tells of each datagram that nobody was given.
 */
@ExtendWith(OutputCaptureExtension.class)
class StopInTimeTests extends PollerOnEachTransport {

	private static final Duration DRAIN_TIMEOUT = Duration.ofMillis(300);

	private static final Pattern DROPPED = Pattern.compile("; (\\d+) datagrams are dropped");

	private final List<String> called = new CopyOnWriteArrayList<>();

	private final CountDownLatch entered = new CountDownLatch(1);

	private final CountDownLatch interrupted = new CountDownLatch(1);

	private final CountDownLatch mayEnd = new CountDownLatch(1);

	@AfterEach
	void letAllEnd() {
		this.mayEnd.countDown();
	}

	static Stream<DispatchSettings> modes() {
		boolean hasVirtual = Runtime.version().feature() >= 21;
		return Stream
			.of(DispatchSettings.CALLER, new DispatchSettings(DispatchMode.POOL, 2, 1000, WhenFull.BLOCK),
					new DispatchSettings(DispatchMode.POOL, 1, 5, WhenFull.BLOCK),
					new DispatchSettings(DispatchMode.VIRTUAL, 1, 1000, WhenFull.BLOCK))
			.filter((settings) -> hasVirtual || settings.mode() != DispatchMode.VIRTUAL);
	}

	@ParameterizedTest
	@MethodSource("modes")
	void aListenerThatNeverReturnsIsInterruptedAndLeftBehind(DispatchSettings dispatch, CapturedOutput output)
			throws Exception {
		start(dispatch, this::neverReturn);
		int sent = 1 + fill("x");
		this.entered.await();
		long start = System.nanoTime();
		this.poller.stop();
		Duration time = Duration.ofNanos(System.nanoTime() - start);
		assertThat(time).isBetween(DRAIN_TIMEOUT, DRAIN_TIMEOUT.plusMillis(1500));
		assertThat(this.interrupted.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(this.called).containsExactly("block");
		assertThat(dropped(output)).as("of " + sent).isEqualTo(sent - 1);
		assertThat(this.peer.statistics().dropped(DropReason.CLOSED) + this.poller.dispatcher().dropped())
			.isEqualTo(sent - 1);
		await().untilAsserted(() -> assertThat(output).contains("listener 'l' was busy"));
		assertThat(TestSockets.threads()).as("keeps no application alive").allMatch(Thread::isDaemon);
		this.mayEnd.countDown();
		TestSockets.awaitNoPollerThreads();
		assertThat(this.called).as("never again").containsExactly("block");
		assertThat(this.poller.getState().fact()).isEqualTo(Fact.CLOSED);
	}

	@ParameterizedTest
	@MethodSource("modes")
	void aListenerThatEndsWhenItIsInterruptedIsToldOfToo(DispatchSettings dispatch, CapturedOutput output)
			throws Exception {
		CountDownLatch reached = new CountDownLatch(1);
		this.poller = TestPollers.of(this.peer).dispatch(dispatch).drainTimeout(DRAIN_TIMEOUT).create();
		TestPollers.registry(this.poller).register("l", "", 0, true, (datagram, peer) -> {
			this.entered.countDown();
			reached.await();
		});
		this.poller.start();
		TestSockets.send(this.peer.path(), "block");
		this.entered.await();
		this.poller.stop();
		await().untilAsserted(() -> assertThat(output).containsOnlyOnce("listener 'l' was busy"));
		TestSockets.awaitNoPollerThreads();
	}

	@ParameterizedTest
	@MethodSource("modes")
	void aStartAfterAStopThatLeftAThreadBehindReceives(DispatchSettings dispatch) throws Exception {
		start(dispatch, this::neverReturn);
		TestSockets.send(this.peer.path(), "block");
		this.entered.await();
		this.poller.stop();
		this.poller.start();
		TestSockets.send(this.peer.path(), "a");
		await().untilAsserted(() -> assertThat(this.called).containsExactly("block", "a"));
		this.mayEnd.countDown();
	}

	@ParameterizedTest
	@MethodSource("modes")
	void aStartThatIsAskedForWhileAListenerHangsTakesEffectWhenTheTimeIsUp(DispatchSettings dispatch) throws Exception {
		start(dispatch, this::neverReturn);
		TestSockets.send(this.peer.path(), "block");
		this.entered.await();
		CountDownLatch stopped = new CountDownLatch(1);
		this.poller.stop(stopped::countDown);
		this.poller.start();
		assertThat(this.poller.isRunning()).isTrue();
		stopped.await();
		await().until(this.peer::isReachable);
		TestSockets.send(this.peer.path(), "a");
		await().untilAsserted(() -> assertThat(this.called).containsExactly("block", "a"));
	}

	@ParameterizedTest
	@MethodSource("modes")
	void whatASlowListenerIsNotGivenIsCounted(DispatchSettings dispatch, CapturedOutput output) throws Exception {
		AtomicInteger handled = new AtomicInteger();
		start(dispatch, (datagram, peer) -> {
			handled.incrementAndGet();
			this.entered.countDown();
			this.mayEnd.await(50, TimeUnit.MILLISECONDS);
		});
		int sent = 1 + fill("x");
		this.entered.await();
		this.poller.stop();
		int before = handled.get();
		assertThat(before + dropped(output)).isEqualTo(sent);
		TestSockets.awaitNoPollerThreads();
		assertThat(handled).as("never again").hasValue(before);
	}

	@Test
	void callsWhoeverWaitsThoughAListenerOfTheStopItselfHangs() throws Exception {
		start(DispatchSettings.CALLER, (datagram, peer) -> {
		});
		this.poller.setApplicationEventPublisher((event) -> {
			throw new IllegalStateException("comes too late");
		});
		this.poller.stop();
		this.poller.setApplicationEventPublisher((event) -> awaitUninterruptibly(this.mayEnd));
		this.poller.start();
		this.poller.stop();
		assertThat(this.poller.isRunning()).isFalse();
	}

	@Test
	void tellsSinceWhenAListenerIsBusy() throws Exception {
		this.poller = TestPollers.of(this.peer).busyThreshold(Duration.ofMillis(20)).create();
		TestPollers.registry(this.poller).register("l", "", 0, true, this::neverReturn);
		this.poller.start();
		assertThat(this.poller.isStuck()).isFalse();
		// The event of the start is a call, too.
		await().until(() -> this.poller.getState().busy() == null);
		TestSockets.send(this.peer.path(), "block");
		this.entered.await();
		assertThat(this.poller.getState().busy().description()).isEqualTo("listener 'l'");
		await().until(this.poller::isStuck);
		this.mayEnd.countDown();
		await().until(() -> !this.poller.isStuck());
	}

	private void start(DispatchSettings dispatch, DatagramListener listener) {
		this.poller = TestPollers.of(this.peer).dispatch(dispatch).drainTimeout(DRAIN_TIMEOUT).create();
		TestPollers.registry(this.poller).register("l", "", 0, true, listener);
		this.poller.start();
	}

	private void neverReturn(io.github.uxd.Datagram datagram, Peer peer) {
		this.called.add(datagram.text());
		if (datagram.text().equals("block")) {
			this.entered.countDown();
			awaitUninterruptibly(this.mayEnd);
		}
	}

	private void awaitUninterruptibly(CountDownLatch latch) {
		boolean done = false;
		while (!done) {
			try {
				done = latch.await(60, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				this.interrupted.countDown();
			}
		}
	}

	/**
	 * Send one that blocks, and then as many as there is room for, from one socket.
	 * @return how many came after the first
	 */
	private int fill(String payload) throws Exception {
		List<String> sent = new ArrayList<>();
		try (Peer sender = Peer.openTemp((builder) -> builder.transport(this.transport))) {
			UxdAddress destination = UxdAddress.of(this.peer.path());
			TestSockets.send(sender, "block".getBytes(), destination);
			this.entered.await();
			// Bounded, for a pool takes what the kernel's queue can't.
			await().pollInterval(Duration.ofMillis(20)).until(() -> {
				int before = sent.size();
				while (sent.size() < 300 && sender.send(payload.getBytes(), destination)) {
					sent.add(payload);
				}
				return sent.size() == 300 || sent.size() == before;
			});
		}
		return sent.size();
	}

	private static int dropped(CapturedOutput output) {
		await().until(() -> DROPPED.matcher(output).find());
		Matcher matcher = DROPPED.matcher(output);
		int dropped = 0;
		while (matcher.find()) {
			dropped = Integer.parseInt(matcher.group(1));
		}
		return dropped;
	}

}
