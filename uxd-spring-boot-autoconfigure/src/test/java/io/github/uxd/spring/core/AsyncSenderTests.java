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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.TestSockets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

@Timeout(60)
class AsyncSenderTests {

	private static final UxdAddress FULL = UxdAddress.of("/full");

	private final List<String> sent = new CopyOnWriteArrayList<>();

	private final AtomicBoolean full = new AtomicBoolean(true);

	private final AtomicBoolean noThreads = new AtomicBoolean(true);

	private final AtomicBoolean noReasons = new AtomicBoolean();

	private final List<Throwable> uncaught = new CopyOnWriteArrayList<>();

	private final AsyncSender sender = new AsyncSender(new DatagramSender(Peer.builder().build(), () -> false) {

		@Override
		boolean trySend(java.nio.ByteBuffer payload, UxdAddress destination) {
			if (AsyncSenderTests.this.full.get()) {
				return false;
			}
			AsyncSenderTests.this.sent.add(new String(payload.array()));
			return true;
		}

		@Override
		UxdSendException.Reason reason(UxdAddress destination) {
			if (AsyncSenderTests.this.noReasons.get()) {
				throw new OutOfMemoryError("as asked");
			}
			return super.reason(destination);
		}

	}, this::newThread, () -> 10, new WaitingBytes(1_000_000));

	@Test
	void whatNoThreadCanBeHadForFailsAndIsNeverSent() {
		CompletableFuture<Void> refused = send("refused");
		assertThatExceptionOfType(UxdSendException.class).isThrownBy(() -> {
			try {
				refused.join();
			}
			catch (java.util.concurrent.CompletionException ex) {
				throw ex.getCause();
			}
		}).withMessageContaining("no thread can be had").withCauseInstanceOf(OutOfMemoryError.class);
		assertThat(this.sender.pending()).isEmpty();
		this.noThreads.set(false);
		CompletableFuture<Void> accepted = send("accepted");
		this.full.set(false);
		accepted.join();
		assertThat(this.sent).containsExactly("accepted");
		this.sender.close();
		TestSockets.awaitNoPollerThreads();
	}

	@Test
	void anErrorInItsThreadEndsNoneOfWhatWaits() {
		this.noThreads.set(false);
		this.noReasons.set(true);
		CompletableFuture<Void> late = send("late", Duration.ofMillis(10));
		CompletableFuture<Void> waits = send("waits");
		CompletableFuture<Void> elsewhere = this.sender.send("elsewhere".getBytes(), UxdAddress.of("/other"),
				Deadline.in(Duration.ofSeconds(30)));
		assertThat(late).failsWithin(Duration.ofSeconds(10))
			.withThrowableThat()
			.withCauseInstanceOf(OutOfMemoryError.class);
		await().untilAsserted(() -> assertThat(this.uncaught).singleElement().isInstanceOf(OutOfMemoryError.class));
		this.full.set(false);
		assertThat(waits).succeedsWithin(Duration.ofSeconds(10));
		assertThat(elsewhere).succeedsWithin(Duration.ofSeconds(10));
		assertThat(this.sent).containsExactlyInAnyOrder("waits", "elsewhere");
		this.sender.close();
		TestSockets.awaitNoPollerThreads();
	}

	@Test
	void anErrorInItsThreadNeedsNoOtherThread() {
		this.noThreads.set(false);
		this.noReasons.set(true);
		CompletableFuture<Void> waits = send("waits");
		CompletableFuture<Void> late = send("late", Duration.ofMillis(10));
		this.noThreads.set(true);
		assertThat(late).failsWithin(Duration.ofSeconds(10));
		assertThat(waits).isNotDone();
		this.full.set(false);
		assertThat(waits).succeedsWithin(Duration.ofSeconds(10));
		assertThat(this.sender.pending()).isEmpty();
		this.sender.close();
		TestSockets.awaitNoPollerThreads();
	}

	private Thread newThread(Runnable task) {
		if (this.noThreads.get()) {
			throw new OutOfMemoryError("unable to create native thread, as asked");
		}
		Thread thread = new Thread(task, "uxd-send-tested");
		thread.setUncaughtExceptionHandler((failed, ex) -> this.uncaught.add(ex));
		return thread;
	}

	private CompletableFuture<Void> send(String payload) {
		return send(payload, Duration.ofSeconds(30));
	}

	private CompletableFuture<Void> send(String payload, Duration timeout) {
		return this.sender.send(payload.getBytes(), FULL, Deadline.in(timeout));
	}

}
