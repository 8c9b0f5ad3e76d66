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
package io.github.uxd;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A pending wake-up tells waiting from not waiting: the next wait takes it, and a look
 * does not.
 */
@Timeout(60)
class WaitStrategyTests extends OnEachTransport {

	private static final Duration LONG = Duration.ofMinutes(10);

	private static final Duration NOT_LONG = Duration.ofMillis(50);

	@TempDir
	Path directory;

	private Peer peer;

	@BeforeEach
	void open() throws Exception {
		this.peer = peer().path(this.directory.resolve("peer")).build();
		this.peer.open();
	}

	@AfterEach
	void close() {
		this.peer.close();
	}

	@Test
	void blockingWaitsWhenThereWasNothingToDo() throws Exception {
		WaitStrategy blocking = WaitStrategy.blocking();
		this.peer.wakeUp();
		blocking.idle(1, this.peer, LONG);
		blocking.idle(0, this.peer, LONG);
		assertWaits(blocking);
	}

	@Test
	void withoutTimeToSpinItIsBlocking() throws Exception {
		for (Duration none : new Duration[] { Duration.ZERO, Duration.ofMillis(-1) }) {
			assertWaits(WaitStrategy.spinning(none));
		}
	}

	@Test
	void spinningDoesNotWaitAsLongAsItsTimeLasts() throws Exception {
		for (Duration spin : new Duration[] { Duration.ofHours(1), Duration.ofSeconds(Long.MAX_VALUE) }) {
			WaitStrategy spinning = WaitStrategy.spinning(spin);
			spinning.idle(1, this.peer, LONG);
			this.peer.wakeUp();
			for (int i = 0; i < 1000; i++) {
				spinning.idle(0, this.peer, LONG);
			}
			assertThat(this.peer.awaitReadable(LONG)).as("the wake-up is still there").isFalse();
		}
	}

	@Test
	void spinningWaitsWhenItsTimeIsOverUntilThereIsSomethingToDoAgain() throws Exception {
		WaitStrategy spinning = WaitStrategy.spinning(Duration.ofMillis(1));
		spinning.idle(1, this.peer, LONG);
		spinning.idle(0, this.peer, LONG);
		long start = System.nanoTime();
		while (System.nanoTime() - start < Duration.ofMillis(2).toNanos()) {
			Thread.onSpinWait();
		}
		this.peer.wakeUp();
		spinning.idle(0, this.peer, LONG);
		assertWaits(spinning);
		assertWaits(spinning);
	}

	@Test
	void aClosedPeerIsTold() {
		this.peer.close();
		assertThatExceptionOfType(PeerClosedException.class)
			.isThrownBy(() -> WaitStrategy.spinning(NOT_LONG.negated()).idle(0, this.peer, LONG));
	}

	/**
	 * Who waits takes a wake-up; who only looks leaves it for the next one to wait.
	 */
	private void assertWaits(WaitStrategy strategy) throws UxdException {
		this.peer.wakeUp();
		strategy.idle(0, this.peer, LONG);
		long start = System.nanoTime();
		assertThat(this.peer.awaitReadable(NOT_LONG)).isFalse();
		assertThat(System.nanoTime() - start).isGreaterThan(NOT_LONG.toNanos() / 2);
	}

}
