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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.spring.DatagramListener;
import io.github.uxd.spring.TestSockets;
import io.github.uxd.spring.event.PeerStoppedEvent;
import io.github.uxd.spring.listener.DispatchMode;
import io.github.uxd.spring.listener.PollerState.Fact;
import io.github.uxd.spring.listener.UxdListenerRegistry;
import io.github.uxd.spring.listener.WhenFull;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What others do while, or after, a stop is ended whose time was up; and what they do
 * where they ought not to.
 */
@ExtendWith(OutputCaptureExtension.class)
class LateStopTests extends PollerOnEachTransport {

	private final List<String> called = new CopyOnWriteArrayList<>();

	private final CountDownLatch entered = new CountDownLatch(1);

	private final CountDownLatch mayEnd = new CountDownLatch(1);

	@AfterEach
	void letAllEnd() {
		this.mayEnd.countDown();
	}

	@Test
	void anEventListenerThatHangsAfterALateStopHoldsUpNoLaterOne() throws Exception {
		start(DispatchSettings.CALLER);
		this.poller.setApplicationEventPublisher((event) -> {
			if (event instanceof PeerStoppedEvent) {
				hang();
			}
		});
		restart();
		block();
		this.poller.stop();
		assertThat(this.poller.getState().fact()).isEqualTo(Fact.CLOSED);
		this.poller.start();
		this.poller.stop();
		assertThat(this.poller.getState().fact()).isEqualTo(Fact.CLOSED);
		await().untilAsserted(() -> assertThat(TestSockets.threads()).allMatch(Thread::isDaemon));
	}

	@Test
	void aCallbackOfALateStopThatRestartsMayStop() throws Exception {
		start(DispatchSettings.CALLER);
		block();
		CountDownLatch done = new CountDownLatch(1);
		this.poller.stop(() -> {
			this.poller.stop();
			done.countDown();
		});
		this.poller.start();
		assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(this.poller.getState().fact()).isEqualTo(Fact.CLOSED);
	}

	@Test
	void aListenerOfTheEventOfALateStopThatRestartsMayStop() throws Exception {
		AtomicInteger events = new AtomicInteger();
		start(DispatchSettings.CALLER);
		this.poller.setApplicationEventPublisher((event) -> {
			if (event instanceof PeerStoppedEvent && events.getAndIncrement() == 0) {
				this.poller.stop();
				this.called.add("stopped");
			}
		});
		restart();
		block();
		this.poller.stop(() -> {
		});
		this.poller.start();
		await().until(() -> this.called.contains("stopped"));
		assertThat(this.poller.getState().fact()).isEqualTo(Fact.CLOSED);
	}

	@Test
	void aListenerThatCannotTellWhoseFaultItIsCostsNoMoreThanItsDatagram() throws Exception {
		for (DispatchSettings dispatch : List.of(DispatchSettings.CALLER,
				new DispatchSettings(DispatchMode.POOL, 1, 10, WhenFull.BLOCK))) {
			this.called.clear();
			this.poller = TestPollers.of(this.peer).dispatch(dispatch).create();
			TestPollers.registry(this.poller).register("l", "", 0, true, new DatagramListener() {

				@Override
				public void onDatagram(Datagram datagram, Peer peer) {
					LateStopTests.this.called.add(datagram.text());
					if (datagram.text().equals("bad")) {
						throw new IllegalStateException("as asked");
					}
				}

				@Override
				public boolean isCausedBySender(Throwable failure, Datagram datagram) {
					throw new NoClassDefFoundError("as asked, too");
				}

			});
			this.poller.start();
			TestSockets.send(this.peer.path(), "bad", "good");
			await().until(() -> this.called.equals(List.of("bad", "good")));
			this.poller.stop();
		}
	}

	@Test
	void theTimeOfACallCountsFromItsOwnBeginning() throws Exception {
		this.poller = TestPollers.of(this.peer).busyThreshold(Duration.ofSeconds(2)).create();
		UxdListenerRegistry registry = TestPollers.registry(this.poller);
		List<Duration> times = new CopyOnWriteArrayList<>();
		for (String id : List.of("a", "b", "c")) {
			registry.register(id, "", 0, true, (datagram, peer) -> {
				this.mayEnd.await(50, TimeUnit.MILLISECONDS);
				times.add(this.poller.getState().busy().time());
				if (id.equals("c")) {
					this.poller.stop(() -> {
					});
				}
			});
		}
		this.poller.start();
		TestSockets.send(this.peer.path(), "1", "2");
		await().until(() -> times.size() == 6);
		assertThat(times).allSatisfy((time) -> assertThat(time).isLessThan(Duration.ofSeconds(1)));
	}

	@Test
	void whatIsLeftIsToldOnce(CapturedOutput output) throws Exception {
		start(DispatchSettings.CALLER);
		this.poller.setApplicationEventPublisher((event) -> {
			if (event instanceof PeerStoppedEvent) {
				this.poller.stop(() -> {
				});
			}
		});
		restart();
		block();
		TestSockets.send(this.peer.path(), "a", "b");
		this.poller.stop();
		await().until(() -> output.toString().contains("2 datagrams are dropped"));
		await().until(() -> this.poller.getState().fact() == Fact.CLOSED);
		assertThat(output.toString().split("datagrams are dropped", -1)).hasSize(2);
	}

	private void start(DispatchSettings dispatch) {
		this.poller = TestPollers.of(this.peer).dispatch(dispatch).drainTimeout(Duration.ofMillis(200)).create();
		TestPollers.registry(this.poller).register("l", "", 0, true, (datagram, peer) -> {
			if (datagram.text().equals("block")) {
				this.entered.countDown();
				hang();
			}
		});
		this.poller.start();
	}

	private void restart() {
		this.poller.stop();
		this.poller.start();
	}

	private void block() throws Exception {
		TestSockets.send(this.peer.path(), "block");
		this.entered.await();
	}

	private void hang() {
		boolean done = false;
		while (!done) {
			try {
				done = this.mayEnd.await(60, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				this.called.add("interrupted");
			}
		}
	}

}
