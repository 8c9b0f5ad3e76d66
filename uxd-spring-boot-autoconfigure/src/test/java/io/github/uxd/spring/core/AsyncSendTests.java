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
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.TestSockets;
import io.github.uxd.spring.core.UxdSendException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Timeout(60)
class AsyncSendTests extends TemplateOnEachTransport {

	private static final int OVERHEAD = WaitingBytes.OVERHEAD;

	@Test
	void whoseTimeHasPassedMayCancelTheOthersOfItsGroup() throws Exception {
		fill(this.destination);
		CountDownLatch allAreLate = new CountDownLatch(1);
		CompletableFuture<Void> blocking = this.template
			.sendAsync(bytes("first"), this.destination, Duration.ofMillis(100))
			.whenComplete((sent, failure) -> hold(allAreLate));
		List<CompletableFuture<Void>> group = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			group.add(this.template.sendAsync(bytes("late"), this.destination, Duration.ofMillis(200)));
		}
		List<Boolean> cancelled = new CopyOnWriteArrayList<>();
		CompletableFuture<Void> told = group.remove(0)
			.whenComplete((sent, failure) -> group.forEach((other) -> cancelled.add(other.cancel(false))));
		long late = System.nanoTime() + Duration.ofMillis(200).toNanos();
		await().until(() -> System.nanoTime() - late > 0);
		allAreLate.countDown();
		assertThat(told).failsWithin(LONG);
		assertThat(cancelled).hasSize(19).containsOnly(true);
		assertThat(blocking).failsWithin(LONG);
	}

	@Test
	void sendsAtOnceAndWithoutAThreadWhereThereIsRoom() throws Exception {
		assertThat(this.template.sendAsync(bytes("now"), this.destination)).isCompleted();
		assertThat(TestSockets.pollerThreads()).isEmpty();
		assertThat(receiveAll()).containsExactly("now");
	}

	@Test
	void keepsTheOrderOfThoseThatWait() throws Exception {
		fill(this.destination);
		List<CompletableFuture<Void>> futures = sendNumbers(0, 500);
		assertThat(futures).noneMatch(CompletableFuture::isDone);
		assertThat(TestSockets.pollerThreads()).extracting(Thread::getName).containsExactly("uxd-send-sender");
		assertThat(TestSockets.pollerThreads()).allMatch(Thread::isDaemon);
		List<String> received = new ArrayList<>();
		await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> {
			received.addAll(receiveAll());
			if (received.size() > 250 && futures.size() == 500) {
				futures.addAll(sendNumbers(500, 1000));
			}
			return received.size() == 1000;
		});
		assertThat(received).containsExactlyElementsOf(IntStream.range(0, 1000).mapToObj(Integer::toString).toList());
		await().untilAsserted(() -> assertThat(futures).allMatch((future) -> isSent(future)));
		assertThat(queues()).isEmpty();
	}

	private List<CompletableFuture<Void>> sendNumbers(int from, int to) {
		List<CompletableFuture<Void>> futures = new ArrayList<>();
		for (int i = from; i < to; i++) {
			byte[] payload = bytes(Integer.toString(i));
			futures.add(this.template.sendAsync(payload, this.destination, LONG));
			// The array is ours again.
			payload[0] = 'X';
		}
		return futures;
	}

	private static boolean isSent(CompletableFuture<Void> future) {
		return future.isDone() && !future.isCompletedExceptionally();
	}

	@Test
	void itsThreadEndsWhenNothingWaits() throws Exception {
		fill(this.destination);
		CompletableFuture<Void> future = this.template.sendAsync(bytes("late"), this.destination, Duration.ofMillis(1));
		assertThat(future).failsWithin(LONG);
		TestSockets.awaitNoPollerThreads();
		CompletableFuture<Void> next = this.template.sendAsync(bytes("next"), this.destination, LONG);
		List<String> received = new ArrayList<>(receiveAll());
		assertThat(next).succeedsWithin(LONG);
		received.addAll(receiveAll());
		assertThat(received).containsExactly("next");
	}

	@Test
	void failsAtTheDeadlineOfEachWhateverTheirOrder() throws Exception {
		fill(this.destination);
		long start = System.nanoTime();
		CompletableFuture<Void> patient = this.template.sendAsync(bytes("patient"), this.destination, LONG);
		CompletableFuture<Duration> second = elapsedAtFailure(start, Duration.ofSeconds(3));
		CompletableFuture<Duration> first = elapsedAtFailure(start, Duration.ofMillis(200));
		assertThat(first.join()).isBetween(Duration.ofMillis(200), Duration.ofSeconds(2));
		assertThat(second.join()).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(10));
		assertThat(patient).isNotDone();
		assertThat(queues()).hasSize(1);
	}

	private CompletableFuture<Duration> elapsedAtFailure(long start, Duration timeout) {
		return this.template.sendAsync(bytes("impatient"), this.destination, timeout).handle((result, failure) -> {
			assertThat(failure)
				.isInstanceOfSatisfying(UxdSendException.class, (ex) -> assertThat(ex.reason().isFull()).isTrue())
				.hasMessageContaining("9 bytes")
				.hasMessageContaining(this.destination.toString());
			return Duration.ofNanos(System.nanoTime() - start);
		});
	}

	@Test
	void triesOnceWithoutTime() throws Exception {
		assertThat(this.template.sendAsync(bytes("one"), this.destination, Duration.ZERO)).isCompleted();
		fill(this.destination);
		assertThat(this.template.sendAsync(bytes("two"), this.destination, Duration.ZERO)).failsWithin(Duration.ZERO)
			.withThrowableThat()
			.havingCause()
			.isInstanceOfSatisfying(UxdSendException.class, (ex) -> assertThat(ex.reason().isFull()).isTrue());
		assertThat(TestSockets.pollerThreads()).isEmpty();
	}

	@Test
	void withoutTimeIsNotTriedBehindOthersAndSaysSo() throws Exception {
		fill(this.destination);
		CompletableFuture<Void> first = this.template.sendAsync(bytes("first"), this.destination, LONG);
		assertThat(this.template.sendAsync(bytes("second"), this.destination, Duration.ZERO)).failsWithin(Duration.ZERO)
			.withThrowableThat()
			.havingCause()
			.isInstanceOfSatisfying(UxdSendException.class, (ex) -> assertThat(ex.reason().isFull()).isTrue())
			.withMessageContaining("was not even tried")
			.withMessageContaining("others wait for room at " + this.destination);
		assertThat(first).isNotDone();
	}

	@Test
	void oneDestinationMayHaveHalfOfTheBytesThatMayWait() throws Exception {
		this.template.setQueueSize(100 * (1000 + OVERHEAD));
		fill(this.destination);
		List<CompletableFuture<Void>> futures = send(51, new byte[1000], this.destination);
		assertThat(futures.remove(50)).failsWithin(Duration.ZERO)
			.withThrowableThat()
			.havingCause()
			.isInstanceOfSatisfying(UxdSendException.class, (ex) -> assertThat(ex.reason().isFull()).isTrue())
			.withMessageContaining("template.queue-size");
		assertThat(futures).noneMatch(CompletableFuture::isDone);
		assertThat(this.sender.statistics().sendRefused()).isEqualTo(1);
		try (Peer other = openPeer("other")) {
			UxdAddress address = UxdAddress.of(other.path());
			fill(address);
			List<CompletableFuture<Void>> others = send(26, new byte[1000], address);
			assertThat(others.remove(25)).isCompletedExceptionally();
			assertThat(others).noneMatch(CompletableFuture::isDone);
		}
	}

	@Test
	void whatIsNoMoreWaitedForGivesItsBytesBack() throws Exception {
		this.template.setQueueSize(4 * (1000 + OVERHEAD));
		fill(this.destination);
		List<CompletableFuture<Void>> futures = send(2, new byte[1000], this.destination);
		assertThat(futures.get(0).cancel(true)).isTrue();
		futures.addAll(send(1, new byte[1000], this.destination));
		assertThat(futures.get(2)).isNotDone();
		await().until(() -> {
			receiveAll();
			return isSent(futures.get(1)) && isSent(futures.get(2));
		});
		fill(this.destination);
		assertThat(send(2, new byte[1000], this.destination)).noneMatch(CompletableFuture::isDone);
		CompletableFuture<Void> late = this.template.sendAsync(bytes("late"), this.destination, Duration.ofMillis(1));
		assertThat(late).failsWithin(LONG);
	}

	@Test
	void aHundredThousandDatagramsOfOneByteCannotFillTheHeap() throws Exception {
		this.template.setQueueCapacity(Integer.MAX_VALUE);
		fill(this.destination);
		List<CompletableFuture<Void>> futures = send(100_000, new byte[1], this.destination);
		assertThat(futures.stream().filter((future) -> !future.isDone()))
			.hasSize((int) (UxdTemplate.DEFAULT_QUEUE_SIZE / 2 / (1 + OVERHEAD)));
	}

	@Test
	void requestsThatWaitHaveHalfOfTheBytesToo() {
		this.template.setRequestThreads(1);
		this.template.setQueueSize(4 * (1000 + OVERHEAD));
		List<CompletableFuture<Datagram>> answers = IntStream.range(0, 3)
			.mapToObj((i) -> this.template.sendAndReceiveAsync(new byte[1000], this.destination, LONG))
			.toList();
		assertThat(answers.get(2)).failsWithin(Duration.ZERO)
			.withThrowableThat()
			.withCauseInstanceOf(UxdSendException.class)
			.withMessageContaining("template.queue-size");
		assertThat(this.sender.statistics().sendRefused()).isEqualTo(1);
		assertThat(answers.get(1).cancel(true)).isTrue();
		assertThat(this.template.sendAndReceiveAsync(new byte[1000], this.destination, LONG)).isNotDone();
	}

	private List<CompletableFuture<Void>> send(int count, byte[] payload, UxdAddress destination) {
		List<CompletableFuture<Void>> futures = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			futures.add(this.template.sendAsync(payload, destination, LONG));
		}
		return futures;
	}

	@Test
	void failsAtOnceWhenTooManyWaitForThatDestination() throws Exception {
		this.template.setQueueCapacity(2);
		fill(this.destination);
		List<CompletableFuture<Void>> futures = sendNumbers(0, 3);
		assertThat(futures.get(2)).failsWithin(Duration.ZERO)
			.withThrowableThat()
			.havingCause()
			.isInstanceOfSatisfying(UxdSendException.class, (ex) -> assertThat(ex.reason().isFull()).isTrue())
			.withMessageContaining("2 others wait for room at " + this.destination);
		assertThat(futures.subList(0, 2)).noneMatch(CompletableFuture::isDone);
		try (Peer other = openPeer("other")) {
			assertThat(this.template.sendAsync(bytes("x"), UxdAddress.of(other.path()))).isCompleted();
		}
	}

	@Test
	void cancellingTakesADatagramOut() throws Exception {
		fill(this.destination);
		List<CompletableFuture<Void>> futures = sendNumbers(0, 5);
		assertThat(futures.get(0).cancel(false)).isTrue();
		assertThat(futures.get(3).cancel(true)).isTrue();
		assertThat(futures.get(3).cancel(true)).isTrue();
		List<String> received = new ArrayList<>();
		await().until(() -> {
			received.addAll(receiveAll());
			return isSent(futures.get(4));
		});
		received.addAll(receiveAll());
		assertThat(received).containsExactly("1", "2", "4");
		assertThat(futures.get(4).cancel(true)).isFalse();
		assertThat(futures.get(0)).isCancelled();
	}

	@Test
	void cancellingTheLastLeavesNothingBehind() throws Exception {
		fill(this.destination);
		List<CompletableFuture<Void>> futures = sendNumbers(0, 3);
		assertThat(futures).allMatch((future) -> future.cancel(true));
		assertThat(queues()).isEmpty();
		TestSockets.awaitNoPollerThreads();
		receiveAll();
		assertThat(this.template.sendAsync(bytes("next"), this.destination)).isCompleted();
		assertThat(receiveAll()).containsExactly("next");
	}

	@Test
	void sendsNothingForAFutureThatSomebodyElseHasCompleted() throws Exception {
		fill(this.destination);
		List<CompletableFuture<Void>> futures = sendNumbers(0, 3);
		futures.get(0).complete(null);
		futures.get(1).orTimeout(1, TimeUnit.MILLISECONDS);
		await().until(futures.get(1)::isDone);
		List<String> received = new ArrayList<>();
		await().until(() -> {
			received.addAll(receiveAll());
			return isSent(futures.get(2));
		});
		received.addAll(receiveAll());
		assertThat(received).containsExactly("2");
	}

	@Test
	void failsWhatWaitsWhenTheDestinationCloses() throws Exception {
		fill(this.destination);
		List<CompletableFuture<Void>> futures = sendNumbers(0, 3);
		this.receiver.close();
		assertThat(futures).allSatisfy((future) -> assertThat(future).failsWithin(LONG)
			.withThrowableThat()
			.havingCause()
			.isInstanceOfSatisfying(UxdSendException.class,
					(ex) -> assertThat(ex.reason()).isEqualTo(Reason.NO_SOCKET_FILE)));
		assertThat(queues()).isEmpty();
	}

	@Test
	void closingFailsWhatWaitsAndEndsTheThread() throws Exception {
		fill(this.destination);
		List<CompletableFuture<Void>> futures = sendNumbers(0, 3);
		this.template.close();
		assertThat(TestSockets.pollerThreads()).isEmpty();
		assertThat(futures).allSatisfy((future) -> assertThat(future).failsWithin(Duration.ZERO)
			.withThrowableThat()
			.withCauseInstanceOf(UxdSendException.class)
			.withMessageContaining("'sender' is closed"));
		assertThat(queues()).isEmpty();
		receiveAll();
		assertThat(this.template.sendAsync(bytes("x"), this.destination)).failsWithin(Duration.ZERO);
		assertThat(receiveAll()).isEmpty();
	}

	@Test
	void whatHangsOnAFutureCanNeitherInterruptNorEndTheThread() throws Exception {
		fill(this.destination);
		List<CompletableFuture<Void>> futures = sendNumbers(0, 20);
		futures.get(0).thenRun(() -> Thread.currentThread().interrupt());
		futures.get(1).thenRun(() -> {
			throw new IllegalStateException();
		});
		await().until(() -> {
			receiveAll();
			return futures.stream().allMatch(AsyncSendTests::isSent);
		});
	}

	private Map<?, ?> queues() {
		Outlet outlet = (Outlet) ReflectionTestUtils.getField(this.template, "peersOutlet");
		return (Map<?, ?>) ReflectionTestUtils.getField(outlet.asyncSender(), "queues");
	}

	private static void hold(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
