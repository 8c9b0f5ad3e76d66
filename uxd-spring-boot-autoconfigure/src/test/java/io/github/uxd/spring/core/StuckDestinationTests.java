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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One destination doesn't read, another one does.
 */
@Timeout(120)
class StuckDestinationTests extends TemplateOnEachTransport {

	private static final int DATAGRAMS = 10_000;

	private static final Duration TIMEOUT = Duration.ofMillis(100);

	private final AtomicBoolean done = new AtomicBoolean();

	@Test
	void harmsNoneOfTenThousandSendsToAnother() throws Exception {
		checkOther((payload, other) -> this.template.send(payload, other, LONG));
	}

	@Test
	void harmsNoneOfTenThousandAsynchronousSendsToAnother() throws Exception {
		this.template.setQueueCapacity(DATAGRAMS);
		this.template.setQueueSize(4L * DATAGRAMS * WaitingBytes.OVERHEAD);
		List<CompletableFuture<Void>> futures = new ArrayList<>();
		checkOther((payload, other) -> futures.add(this.template.sendAsync(payload, other, LONG)));
		assertThat(futures).hasSize(DATAGRAMS).allSatisfy((future) -> assertThat(future).succeedsWithin(LONG));
	}

	private void checkOther(Send send) throws Exception {
		fill(this.destination);
		CompletableFuture<Integer> waiting = CompletableFuture.supplyAsync(this::sendToStuck,
				StuckDestinationTests::run);
		CompletableFuture<Integer> queued = CompletableFuture.supplyAsync(this::sendToStuckAsync,
				StuckDestinationTests::run);
		try (Peer other = openPeer("other")) {
			UxdAddress address = UxdAddress.of(other.path());
			CompletableFuture<List<String>> received = CompletableFuture.supplyAsync(() -> receive(other),
					StuckDestinationTests::run);
			for (int i = 0; i < DATAGRAMS; i++) {
				send.send(bytes(Integer.toString(i)), address);
			}
			assertThat(received.get())
				.containsExactlyElementsOf(IntStream.range(0, DATAGRAMS).mapToObj(Integer::toString).toList());
		}
		this.done.set(true);
		assertThat(waiting.get()).isPositive();
		assertThat(queued.get()).isPositive();
		assertThat(receiveAll()).isEmpty();
	}

	private static void run(Runnable task) {
		new Thread(task).start();
	}

	private static List<String> receive(Peer peer) {
		List<String> received = new ArrayList<>();
		try {
			while (received.size() < DATAGRAMS) {
				Datagram datagram = peer.receive();
				if (datagram != null) {
					received.add(datagram.text());
				}
				else {
					peer.awaitReadable(Duration.ofSeconds(1));
				}
			}
		}
		catch (Exception ex) {
			throw new CompletionException(ex);
		}
		return received;
	}

	private int sendToStuck() {
		int count = 0;
		do {
			long start = System.nanoTime();
			try {
				this.template.send(bytes("stuck"), this.destination, TIMEOUT);
			}
			catch (UxdSendException ex) {
				assertThat(ex.reason().isFull()).isTrue();
				assertInTime(start);
				count++;
			}
		}
		while (!this.done.get());
		return count;
	}

	private int sendToStuckAsync() {
		int count = 0;
		do {
			long start = System.nanoTime();
			List<CompletableFuture<Void>> futures = IntStream.range(0, 50)
				.mapToObj((i) -> this.template.sendAsync(bytes("stuck"), this.destination, TIMEOUT))
				.toList();
			for (CompletableFuture<Void> future : futures) {
				try {
					future.get();
				}
				catch (ExecutionException ex) {
					assertThat(ex.getCause()).isInstanceOfSatisfying(UxdSendException.class,
							(cause) -> assertThat(cause.reason().isFull()).isTrue());
					assertInTime(start);
					count++;
				}
				catch (InterruptedException ex) {
					throw new IllegalStateException(ex);
				}
			}
		}
		while (!this.done.get());
		return count;
	}

	private static void assertInTime(long start) {
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(TIMEOUT, TIMEOUT.plusSeconds(2));
	}

	@FunctionalInterface
	private interface Send {

		void send(byte[] payload, UxdAddress destination);

	}

}
