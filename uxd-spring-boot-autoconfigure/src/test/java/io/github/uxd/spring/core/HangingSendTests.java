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
package io.github.uxd.spring.core;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.TestSockets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A system call that hangs, as one may that looks up a path on a file server.
 */
@Timeout(60)
class HangingSendTests {

	private static final UxdAddress HANGING = UxdAddress.of("/hanging");

	private static final UxdAddress OTHER = UxdAddress.of("/other");

	private static final Deadline LATE = Deadline.in(Duration.ofSeconds(30));

	private final CountDownLatch hangs = new CountDownLatch(1);

	private final CountDownLatch goOn = new CountDownLatch(1);

	private final List<String> sent = new CopyOnWriteArrayList<>();

	private final AsyncSender sender = new AsyncSender(new HangingSender(),
			(task) -> new Thread(task, "uxd-send-hanging"), () -> 10, new WaitingBytes(1_000_000));

	private CompletableFuture<Void> tried;

	@BeforeEach
	void hang() throws Exception {
		this.tried = send("tried", HANGING);
		this.hangs.await();
	}

	@AfterEach
	void end() {
		this.goOn.countDown();
		this.sender.close();
		TestSockets.awaitNoPollerThreads();
	}

	@Test
	void keepsNobodyFromSendingAndCancelling() {
		assertThat(send("at once", OTHER)).isCompleted();
		CompletableFuture<Void> second = send("second", HANGING);
		CompletableFuture<Void> third = send("third", HANGING);
		assertThat(second.cancel(true)).isTrue();
		assertThat(this.tried.cancel(true)).isFalse();
		assertThat(third).isNotDone();
		this.goOn.countDown();
		assertThat(third).succeedsWithin(Duration.ofSeconds(10));
		assertThat(this.tried).isCompleted();
		assertThat(this.sent).containsExactly("at once", "tried", "third");
	}

	@Test
	void closingWaitsForItOnlyForAWhile() {
		CompletableFuture<Void> second = send("second", HANGING);
		long start = System.nanoTime();
		this.sender.close();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
		assertThat(second).isCompletedExceptionally();
		assertThat(this.tried).isCompletedExceptionally();
		assertThat(this.sender.pending()).isEmpty();
	}

	private CompletableFuture<Void> send(String text, UxdAddress destination) {
		return this.sender.send(text.getBytes(), destination, LATE);
	}

	/**
	 * Finds no room the first time, and hangs from then on until it may go on.
	 */
	private final class HangingSender extends DatagramSender {

		private boolean full = true;

		HangingSender() {
			super(Peer.builder().name("hanging").build(), () -> false);
		}

		@Override
		boolean trySend(ByteBuffer payload, UxdAddress destination) {
			if (destination.equals(HANGING)) {
				if (this.full) {
					this.full = false;
					return false;
				}
				awaitGoOn();
			}
			HangingSendTests.this.sent.add(new String(payload.array()));
			return true;
		}

		private void awaitGoOn() {
			HangingSendTests.this.hangs.countDown();
			try {
				HangingSendTests.this.goOn.await();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
