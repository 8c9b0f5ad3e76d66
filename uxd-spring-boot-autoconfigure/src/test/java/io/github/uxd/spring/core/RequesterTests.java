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

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.PeerDirectories;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.TestSockets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class RequesterTests {

	private final WaitingBytes waiting = new WaitingBytes(1_000_000);

	private final Peer peer = Peer.builder().build();

	private final Requester requester = new Requester(this.peer, UnaryOperator.identity(), (task) -> {
		throw new OutOfMemoryError("unable to create native thread, as asked");
	}, () -> 10, this.waiting);

	@Test
	void whatNoThreadCanBeHadForFailsAndHoldsNothing() {
		CompletableFuture<Datagram> answer = this.requester.askAsync(new byte[1000], UxdAddress.of(Path.of("/nobody")),
				Deadline.in(Duration.ofSeconds(30)));
		assertThat(answer).failsWithin(Duration.ZERO)
			.withThrowableThat()
			.havingCause()
			.isInstanceOf(UxdSendException.class)
			.withMessageContaining("no thread can be had")
			.withCauseInstanceOf(OutOfMemoryError.class);
		assertThat(this.waiting.used()).isZero();
		assertThat(this.requester.pending()).isEmpty();
		assertThat(this.peer.statistics().sendRefused()).isOne();
		this.requester.close();
	}

	@Test
	void whatIsQueuedWhenNoThreadCanBeHadTakesNoPlace(@TempDir Path directory) throws Exception {
		AtomicInteger made = new AtomicInteger();
		Requester requester = requester(directory, (task) -> switch (made.incrementAndGet()) {
			// As a factory may that makes no more for now: the request is queued then.
			case 1 -> null;
			case 2 -> throw new OutOfMemoryError("unable to create native thread, as asked");
			default -> new Thread(task, "uxd-ask-tested");
		});
		requester.setThreads(1);
		UxdAddress silent = UxdAddress.of(directory.resolve("silent"));
		try (Peer receiver = Peer.builder().path(directory.resolve("silent")).build()) {
			receiver.open();
			assertThat(ask(requester, silent)).isCompletedExceptionally();
			assertThat(ask(requester, silent)).isNotDone();
			assertThat(ask(requester, silent)).as("the only place in the queue").isNotDone();
			requester.close();
			TestSockets.awaitNoPollerThreads();
		}
	}

	private Requester requester(Path directory, ThreadFactory threads) {
		return new Requester(this.peer,
				(builder) -> builder.directories(PeerDirectories.ofHio().withTemporaryHead(directory)), threads,
				() -> 1, this.waiting);
	}

	private static CompletableFuture<Datagram> ask(Requester requester, UxdAddress destination) {
		return requester.askAsync(new byte[1], destination, Deadline.in(Duration.ofSeconds(30)));
	}

}
