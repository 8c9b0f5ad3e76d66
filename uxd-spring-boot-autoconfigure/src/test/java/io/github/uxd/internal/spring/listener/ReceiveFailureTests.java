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

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import io.github.uxd.UxdException;
import io.github.uxd.WaitStrategy;
import io.github.uxd.spring.TestSockets;
import io.github.uxd.spring.event.PeerEvent;
import io.github.uxd.spring.event.PeerFailedEvent;
import io.github.uxd.spring.event.PeerStartedEvent;
import io.github.uxd.spring.event.PeerStoppedEvent;
import io.github.uxd.spring.listener.PollerState.Fact;
import org.junit.jupiter.api.Test;
import org.newsclub.net.unix.FileDescriptorCast;

import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;
import org.springframework.util.backoff.FixedBackOff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Receiving fails, in ways that the kernel rarely has.
 */
class ReceiveFailureTests extends PollerOnEachTransport {

	private final List<String> received = new CopyOnWriteArrayList<>();

	private final List<PeerEvent> events = new CopyOnWriteArrayList<>();

	@Test
	void aWaitThatFailsAgainAndAgainIsOneSeriesAndAtLastGivenUp() {
		create(pollers().waiting((count, peer, longest) -> {
			throw new UxdException("as asked", new IOException());
		}).backOff(new FixedBackOff(1, 5)));
		this.poller.start();
		await().until(() -> this.poller.getState().fact() == Fact.GAVE_UP);
		await().untilAsserted(() -> assertThat(this.events).hasExactlyElementsOfTypes(PeerStartedEvent.class,
				PeerFailedEvent.class, PeerStoppedEvent.class));
		assertThat(this.poller.isRunning()).isFalse();
	}

	@Test
	void aWaitThatWorksAgainEndsTheSeries() throws Exception {
		AtomicInteger waits = new AtomicInteger();
		create(pollers().waiting((count, peer, longest) -> {
			if (waits.incrementAndGet() % 3 != 0) {
				throw new UxdException("as asked", new IOException());
			}
			WaitStrategy.blocking().idle(count, peer, Duration.ofMillis(10));
		}).backOff(new FixedBackOff(1, 2)));
		this.poller.start();
		await().until(() -> this.events.stream().filter(PeerFailedEvent.class::isInstance).count() >= 3);
		TestSockets.send(this.peer.path(), "a");
		await().until(() -> this.received.equals(List.of("a")));
		assertThat(this.poller.isRunning()).isTrue();
	}

	@Test
	void twoErrorsInARowDoNotEndTheThread() throws Exception {
		AtomicInteger waits = new AtomicInteger();
		AtomicInteger series = new AtomicInteger();
		create(pollers().waiting((count, peer, longest) -> {
			if (waits.incrementAndGet() == 1) {
				throw new OutOfMemoryError("as asked");
			}
			WaitStrategy.blocking().idle(count, peer, longest);
		}).backOff(() -> {
			if (series.incrementAndGet() == 1) {
				throw new OutOfMemoryError("as asked, too");
			}
			return () -> BackOffExecution.STOP;
		}));
		this.poller.start();
		await().until(() -> series.get() == 1);
		TestSockets.send(this.peer.path(), "a");
		await().until(() -> this.received.equals(List.of("a")));
		assertThat(this.poller.getState().fact()).isEqualTo(Fact.RECEIVING);
	}

	@Test
	void aPeerOnADescriptorThatSomebodyElseHasClosedIsOpenedAgain() throws Exception {
		create(pollers().backOff(new ExponentialBackOff(10, 2)));
		this.poller.start();
		TestSockets.send(this.peer.path(), "a");
		await().until(() -> this.received.size() == 1);
		List<Integer> descriptors = descriptorsOf(this.peer.path());
		assertThat(descriptors).isNotEmpty();
		for (int descriptor : descriptors) {
			new FileOutputStream(FileDescriptorCast.unsafeUsing(descriptor).getFileDescriptor()).close();
		}
		this.peer.wakeUp();
		await().until(() -> descriptorsOf(this.peer.path()).size() == descriptors.size());
		await().until(() -> this.poller.getState().fact() == Fact.RECEIVING);
		TestSockets.send(this.peer.path(), "b");
		await().until(() -> this.received.equals(List.of("a", "b")));
	}

	@Test
	void aRestartThatCannotOpenThePeerIsNotToldAsAStart() throws Exception {
		CountDownLatch sent = new CountDownLatch(1);
		CountDownLatch restarted = new CountDownLatch(1);
		this.poller = pollers().backOff(new ExponentialBackOff(1, 2)).handlers((view, peer) -> {
			String text = view.text();
			this.received.add(text);
			if (text.equals("restart")) {
				sent.await();
				this.poller.stop(() -> occupy(this.directory.resolve("s")));
				this.poller.start();
				restarted.countDown();
			}
			// So that the stop isn't over before it is to start again.
			restarted.await();
		}).create();
		this.poller.setApplicationEventPublisher((event) -> this.events.add((PeerEvent) event));
		this.poller.start();
		TestSockets.send(this.peer.path(), "restart", "a");
		sent.countDown();
		await().until(() -> this.poller.getState().fact() == Fact.FAILED);
		assertThat(this.events).hasExactlyElementsOfTypes(PeerStartedEvent.class, PeerStoppedEvent.class,
				PeerFailedEvent.class);
		Files.delete(this.directory.resolve("s"));
		await().until(() -> this.poller.getState().fact() == Fact.RECEIVING);
		TestSockets.send(this.peer.path(), "b");
		await().until(() -> this.received.equals(List.of("restart", "a", "b")));
		assertThat(this.events).as("told once it is open")
			.hasExactlyElementsOfTypes(PeerStartedEvent.class, PeerStoppedEvent.class, PeerFailedEvent.class,
					PeerStartedEvent.class);
	}

	@Test
	void anInterruptFromOutsideCostsNoDatagramItsSource() throws Exception {
		AtomicInteger unknown = new AtomicInteger();
		AtomicInteger count = new AtomicInteger();
		this.poller = pollers().handlers((view, peer) -> {
			if (view.source() == null) {
				unknown.incrementAndGet();
			}
			count.incrementAndGet();
		}).create();
		this.poller.start();
		Thread receiving = TestSockets.pollerThreads().findFirst().orElseThrow();
		AtomicBoolean sending = new AtomicBoolean(true);
		Thread interrupter = new Thread(() -> {
			while (sending.get()) {
				receiving.interrupt();
			}
		});
		interrupter.start();
		int total = 20_000;
		try (Peer sender = Peer.openTemp((builder) -> builder.transport(this.transport))) {
			for (int i = 0; i < total; i++) {
				TestSockets.send(sender, new byte[] { 1 }, UxdAddress.of(this.peer.path()));
			}
		}
		finally {
			sending.set(false);
			interrupter.join();
		}
		await().until(() -> count.get() == total);
		assertThat(unknown).hasValue(0);
	}

	private static void occupy(Path path) {
		try {
			Files.writeString(path, "mine");
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private TestPollers pollers() {
		return TestPollers.of(this.peer).handlers((view, peer) -> this.received.add(view.text()));
	}

	private void create(TestPollers pollers) {
		this.poller = pollers.create();
		this.poller.setApplicationEventPublisher((event) -> this.events.add((PeerEvent) event));
	}

	/**
	 * Return the descriptors of this process that are the socket bound to a path.
	 */
	private static List<Integer> descriptorsOf(Path path) throws IOException {
		List<String> inodes = Files.readAllLines(Path.of("/proc/self/net/unix"))
			.stream()
			.filter((line) -> line.endsWith(" " + path))
			.map((line) -> line.trim().split("\\s+")[6])
			.toList();
		Pattern socket = Pattern.compile("socket:\\[(\\d+)]");
		try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
			return descriptors.filter((descriptor) -> {
				try {
					Matcher matcher = socket.matcher(Files.readSymbolicLink(descriptor).toString());
					return matcher.matches() && inodes.contains(matcher.group(1));
				}
				catch (IOException ex) {
					// Closed meanwhile.
					return false;
				}
			}).map((descriptor) -> Integer.parseInt(descriptor.getFileName().toString())).toList();
		}
	}

}
