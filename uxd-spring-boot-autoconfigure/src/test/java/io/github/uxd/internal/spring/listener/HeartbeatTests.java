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

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.uxd.Peer;
import io.github.uxd.spring.DatagramHandler;
import io.github.uxd.spring.OnEachTransport;
import io.github.uxd.spring.TestSockets;
import io.github.uxd.spring.listener.PollerState.Fact;
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
 * Tests for {@link Heartbeat}, by pollers that have nothing else to wake up for.
 */
@Timeout(60)
class HeartbeatTests extends OnEachTransport {

	private static final Duration SOON = Duration.ofSeconds(3);

	private static final Duration TOO_LONG_TO_BE_WAITED_FOR = Duration.ofHours(1);

	@TempDir
	Path directory;

	private final CountDownLatch goOn = new CountDownLatch(1);

	private final AtomicInteger handled = new AtomicInteger();

	private Peer peer;

	private ThreadedPeerPoller poller;

	private Heartbeat heartbeat;

	@BeforeEach
	void setUp() {
		create(new ExponentialBackOff(1, 2), (datagram, peer) -> this.handled.incrementAndGet());
	}

	private void create(BackOff backOff, DatagramHandler handler) {
		this.peer = Peer.builder().transport(this.transport).path(this.directory.resolve("peer")).build();
		this.poller = TestPollers.of(this.peer)
			.checkInterval(Duration.ZERO)
			.backOff(backOff)
			.handlers(handler)
			.create();
		this.heartbeat = this.poller.heartbeat();
	}

	@AfterEach
	void close() {
		this.goOn.countDown();
		this.poller.stop();
		this.peer.close();
		TestSockets.awaitNoPollerThreads();
	}

	@Test
	void aPollerThatIsIdleAnswersAgainAndAgain() {
		this.poller.start();
		for (int i = 0; i < 20; i++) {
			asksAndIsAnswered();
		}
	}

	@Test
	void aPollerThatIsPausedAnswersAndStaysPaused() {
		this.poller.start();
		this.poller.pause();
		await().until(this.poller::isPaused);
		for (int i = 0; i < 20; i++) {
			asksAndIsAnswered();
		}
		assertThat(this.poller.isPaused()).isTrue();
	}

	@Test
	void aPollerThatHasFailedAnswersAndDoesNotTryAgainForThat() throws Exception {
		create(new FixedBackOff(TOO_LONG_TO_BE_WAITED_FOR.toMillis(), 100), (datagram, peer) -> {
		});
		this.poller.start();
		this.poller.pause();
		await().until(this.poller::isPaused);
		Files.delete(this.peer.path());
		Files.createDirectory(this.peer.path());
		this.peer.close();
		this.poller.resume();
		await().until(() -> this.poller.getState().fact() == Fact.FAILED);
		for (int i = 0; i < 20; i++) {
			asksAndIsAnswered();
		}
		assertThat(this.poller.getState().fact()).isEqualTo(Fact.FAILED);
	}

	@Test
	void aPollerWhoseListenerIsBusyAnswersWhenThatReturns() throws Exception {
		block();
		this.heartbeat.ask();
		await().during(Duration.ofMillis(300)).until(() -> !this.heartbeat.isAnswered());
		this.goOn.countDown();
		await().atMost(SOON).until(this.heartbeat::isAnswered);
	}

	@Test
	void aPollerAnswersBetweenTwoDatagramsOfABatch() throws Exception {
		CountDownLatch last = new CountDownLatch(1);
		create(new ExponentialBackOff(1, 2), (datagram, peer) -> {
			if (this.handled.incrementAndGet() == 1) {
				this.goOn.await();
			}
			else {
				last.await();
			}
		});
		this.poller.start();
		TestSockets.send(this.peer.path(), "a", "b");
		await().until(() -> this.handled.get() == 1);
		this.heartbeat.ask();
		assertThat(this.heartbeat.isAnswered()).isFalse();
		this.goOn.countDown();
		await().until(() -> this.handled.get() == 2);
		assertThat(this.heartbeat.isAnswered()).isTrue();
		last.countDown();
	}

	@Test
	void aPollerThatDrainsNeedNotAnswerBeforeItsTimeIsUp() throws Exception {
		block();
		CountDownLatch stopped = new CountDownLatch(1);
		this.poller.stop(stopped::countDown);
		this.heartbeat.ask();
		await().during(Duration.ofMillis(300)).until(this.heartbeat::isAnswered);
		this.goOn.countDown();
		stopped.await();
		assertThat(this.heartbeat.isAnswered()).isTrue();
	}

	@Test
	void aPollerThatDoesNotRunNeedNotAnswer() {
		this.heartbeat.ask();
		assertThat(this.heartbeat.isAnswered()).isTrue();
		this.poller.start();
		asksAndIsAnswered();
		this.poller.stop();
		this.heartbeat.ask();
		assertThat(this.heartbeat.isAnswered()).isTrue();
	}

	private void block() throws Exception {
		create(new ExponentialBackOff(1, 2), (datagram, peer) -> {
			this.handled.incrementAndGet();
			this.goOn.await();
		});
		this.poller.start();
		TestSockets.send(this.peer.path(), "block");
		await().until(() -> this.handled.get() == 1);
	}

	private void asksAndIsAnswered() {
		this.heartbeat.ask();
		await().pollInterval(Duration.ofMillis(1)).atMost(SOON).until(this.heartbeat::isAnswered);
	}

}
