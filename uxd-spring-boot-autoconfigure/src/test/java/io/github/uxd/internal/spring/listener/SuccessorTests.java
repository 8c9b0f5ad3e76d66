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
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.uxd.spring.DatagramHandler;
import io.github.uxd.spring.HandlingFailure.Kind;
import io.github.uxd.spring.TestSockets;
import io.github.uxd.spring.event.PeerIdleEvent;
import io.github.uxd.spring.event.PeerStartedEvent;
import io.github.uxd.spring.event.PeerStoppedEvent;
import io.github.uxd.spring.listener.DispatchMode;
import io.github.uxd.spring.listener.UxdListenerRegistry;
import io.github.uxd.spring.listener.WhenFull;
import org.junit.jupiter.api.Test;

import org.springframework.core.Ordered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A stop that comes from the very thread that is to stop: another one finishes what that
 * has begun.
 */
class SuccessorTests extends PollerOnEachTransport {

	private final List<String> told = new CopyOnWriteArrayList<>();

	private final CountDownLatch sent = new CountDownLatch(1);

	@Test
	void whatAHandlerThatStopsHasInHandGoesToAllOthersBeforeWhatFollows() throws Exception {
		this.poller = TestPollers.of(this.peer).handlers(stopsAtFirst(), (view, peer) -> {
			this.told.add("handler2 " + view.text());
		}).create();
		TestPollers.registry(this.poller)
			.register("l", "", 0, true, (datagram, peer) -> this.told.add("listener " + datagram.text()));
		this.poller.dispatcher()
			.listeners()
			.add(Recipient.of(Kind.LISTENER, "last", (datagram, peer) -> this.told.add("last " + datagram.text())),
					Ordered.LOWEST_PRECEDENCE);
		this.poller.start();
		send("1", "2");
		await().until(() -> this.told.contains("stopped"));
		assertThat(this.told).containsExactly("handler1 1", "handler2 1", "listener 1", "last 1", "handler1 2",
				"handler2 2", "listener 2", "last 2", "stopped");
	}

	@Test
	void whatAHandlerThatStopsHasInHandIsDispatchedBeforeWhatFollows() throws Exception {
		this.poller = TestPollers.of(this.peer)
			.handlers(stopsAtFirst())
			.dispatch(new DispatchSettings(DispatchMode.POOL, 1, 10, WhenFull.BLOCK))
			.create();
		TestPollers.registry(this.poller)
			.register("l", "", 0, true, (datagram, peer) -> this.told.add("listener " + datagram.text()));
		this.poller.start();
		send("1", "2");
		await().until(() -> this.told.contains("stopped"));
		assertThat(this.told).containsSubsequence("listener 1", "listener 2", "stopped").hasSize(5);
	}

	@Test
	void aListenerOfTheOnlyThreadOfAPoolMayStopAndStart() throws Exception {
		this.poller = TestPollers.of(this.peer)
			.dispatch(new DispatchSettings(DispatchMode.POOL, 1, 10, WhenFull.BLOCK))
			.create();
		UxdListenerRegistry registry = TestPollers.registry(this.poller);
		registry.register("l", "", 0, true, (datagram, peer) -> {
			this.told.add(datagram.text());
			if (datagram.text().equals("restart")) {
				this.sent.await();
				this.poller.stop();
				this.told.add("kept alive: " + TestSockets.threads().stream().anyMatch((thread) -> !thread.isDaemon()));
				this.poller.start();
			}
		});
		registry.register("second", "", 1, true, (datagram, peer) -> this.told.add("second " + datagram.text()));
		this.poller.start();
		send("restart", "a");
		await().until(() -> this.told.contains("kept alive: true") && this.peer.isReachable());
		assertThat(this.told).containsExactly("restart", "second restart", "a", "second a", "kept alive: true");
		TestSockets.send(this.peer.path(), "b");
		await().until(() -> this.told.contains("second b"));
	}

	@Test
	void aListenerThatAsksForAStopAndGoesOnDoesNotHoldItUp() throws Exception {
		CountDownLatch stopped = new CountDownLatch(1);
		this.poller = TestPollers.of(this.peer).create();
		TestPollers.registry(this.poller).register("l", "", 0, true, (datagram, peer) -> {
			this.told.add(datagram.text());
			if (datagram.text().equals("stop")) {
				this.sent.await();
				this.poller.stop(stopped::countDown);
				stopped.await();
				this.told.add("stopped");
			}
		});
		this.poller.start();
		send("stop", "a");
		await().until(() -> this.told.contains("stopped"));
		assertThat(this.told).containsExactly("stop", "a", "stopped");
	}

	@Test
	void whatIsThrownAfterTheStopIsToldToNoErrorHandler() throws Exception {
		this.poller = TestPollers.of(this.peer)
			.errorHandler((failure) -> this.told.add("handled"))
			.handlers((view, peer) -> {
				this.poller.stop();
				throw new IllegalStateException("as asked");
			})
			.create();
		this.poller.start();
		TestSockets.send(this.peer.path(), "a");
		await().until(() -> this.poller.getLastFailure() != null);
		assertThat(this.poller.getLastFailure().cause()).hasMessage("as asked");
		assertThat(this.told).isEmpty();
	}

	@Test
	void aListenerOfThePeersEventsMayStopIt() throws Exception {
		AtomicBoolean done = new AtomicBoolean();
		this.poller = TestPollers.of(this.peer)
			.idleEventInterval(Duration.ofMillis(10))
			.handlers((view, peer) -> this.told.add(view.text()))
			.create();
		this.poller.setApplicationEventPublisher((event) -> {
			if (event instanceof PeerIdleEvent && !done.getAndSet(true)) {
				TestSockets.pollerThreads().forEach((thread) -> this.told.add(thread.getName()));
				this.poller.stop();
				this.told.add("stopped");
			}
			else if (event instanceof PeerStoppedEvent) {
				this.told.add("event");
			}
		});
		this.poller.start();
		await().until(() -> this.told.contains("stopped"));
		assertThat(this.told).containsExactly("uxd-tested", "event", "stopped");
	}

	@Test
	void aListenerOfTheEventThatItStoppedMayStopItAgain() {
		this.poller = TestPollers.of(this.peer).create();
		this.poller.setApplicationEventPublisher((event) -> {
			if (event instanceof PeerStoppedEvent) {
				this.told.add("event");
				this.poller.stop();
			}
		});
		this.poller.start();
		this.poller.stop();
		assertThat(this.told).containsExactly("event");
	}

	@Test
	void aRestartIsToldOfOnceThePeerIsOpen() throws Exception {
		this.poller = TestPollers.of(this.peer).handlers((view, peer) -> {
			this.poller.stop(() -> this.told.add("called back"));
			this.poller.start();
		}).create();
		this.poller.setApplicationEventPublisher((event) -> {
			if (event instanceof PeerStartedEvent) {
				this.told.add("started, reachable: " + this.peer.isReachable());
			}
			else if (event instanceof PeerStoppedEvent) {
				this.told.add("stopped");
			}
		});
		this.poller.start();
		TestSockets.send(this.peer.path(), "a");
		await().until(() -> this.told.size() == 4);
		assertThat(this.told).containsExactly("started, reachable: true", "stopped", "called back",
				"started, reachable: true");
	}

	private DatagramHandler stopsAtFirst() {
		return (view, peer) -> {
			String text = view.text();
			this.told.add("handler1 " + text);
			if (text.equals("1")) {
				this.sent.await();
				this.poller.stop();
				assertThat(view.text()).as("valid until the end of the call").isEqualTo("1");
				this.told.add("stopped");
			}
		};
	}

	private void send(String... payloads) throws Exception {
		TestSockets.send(this.peer.path(), payloads);
		this.sent.countDown();
	}

}
