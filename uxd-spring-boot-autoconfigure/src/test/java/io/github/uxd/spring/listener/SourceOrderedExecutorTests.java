package io.github.uxd.spring.listener;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import io.github.uxd.UxdAddress;
import io.github.uxd.spring.listener.DispatchSettings.WhenFull;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

@Timeout(60)
class SourceOrderedExecutorTests {

	private static final UxdAddress A = UxdAddress.ofAbstract("a");

	private static final UxdAddress B = UxdAddress.ofAbstract("b");

	private final ExecutorService threads = Executors.newFixedThreadPool(4);

	@AfterEach
	void endThreads() throws Exception {
		this.threads.shutdown();
		assertThat(this.threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void keepsTheOrderOfEachSource() throws Exception {
		SourceOrderedExecutor executor = create(1000, WhenFull.BLOCK);
		Map<Integer, List<Integer>> done = new ConcurrentHashMap<>();
		for (int i = 0; i < 20_000; i++) {
			int source = i % 7;
			int number = i / 7;
			executor.execute((source > 0) ? UxdAddress.ofAbstract("s" + source) : null,
					() -> done.computeIfAbsent(source, (key) -> Collections.synchronizedList(new ArrayList<>()))
						.add(number));
		}
		assertThat(executor.awaitIdle(Duration.ofSeconds(30))).isTrue();
		assertThat(executor.pending()).isZero();
		assertThat(done).hasSize(7)
			.allSatisfy((source, numbers) -> assertThat(numbers)
				.containsExactlyElementsOf(IntStream.range(0, numbers.size()).boxed().toList()));
	}

	@Test
	void aSlowSourceDoesNotHoldUpAnother() throws Exception {
		SourceOrderedExecutor executor = create(10, WhenFull.BLOCK);
		CountDownLatch mayGoOn = new CountDownLatch(1);
		CountDownLatch otherRan = new CountDownLatch(1);
		executor.execute(A, () -> waitFor(mayGoOn));
		executor.execute(A, () -> {
		});
		executor.execute(B, otherRan::countDown);
		assertThat(otherRan.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(executor.awaitIdle(Duration.ofMillis(1))).isFalse();
		mayGoOn.countDown();
		assertThat(executor.awaitIdle(Duration.ofSeconds(10))).isTrue();
	}

	@Test
	void aTaskThatWaitsForTheOthersIsNotWaitedFor() throws Exception {
		SourceOrderedExecutor executor = create(10, WhenFull.BLOCK);
		CountDownLatch entered = new CountDownLatch(1);
		List<String> done = Collections.synchronizedList(new ArrayList<>());
		executor.execute(A, () -> {
			waitFor(entered);
			executor.leaveTask();
			executor.leaveTask();
			done.add(executor.awaitIdle(Duration.ofSeconds(10)) ? "first, when all others were done"
					: "first, too early");
		});
		executor.execute(A, () -> done.add("second"));
		executor.execute(B, () -> done.add("other"));
		executor.leaveTask();
		entered.countDown();
		await().until(() -> done.size() == 3);
		assertThat(done).endsWith("first, when all others were done");
		assertThat(executor.pending()).isZero();
	}

	@Test
	void dropsAndCountsWhatThereIsNoRoomFor() {
		SourceOrderedExecutor executor = create(2, WhenFull.DROP);
		CountDownLatch mayGoOn = new CountDownLatch(1);
		assertThat(executor.execute(A, () -> waitFor(mayGoOn))).isTrue();
		assertThat(executor.execute(B, () -> waitFor(mayGoOn))).isTrue();
		assertThat(executor.execute(A, () -> {
		})).isFalse();
		assertThat(executor.pending()).isEqualTo(2);
		assertThat(executor.dropped()).isEqualTo(1);
		mayGoOn.countDown();
		await().until(() -> executor.execute(A, () -> {
		}));
	}

	@Test
	void blocksUntilThereIsRoom() throws Exception {
		SourceOrderedExecutor executor = create(1, WhenFull.BLOCK);
		CountDownLatch mayGoOn = new CountDownLatch(1);
		executor.execute(A, () -> waitFor(mayGoOn));
		List<String> done = Collections.synchronizedList(new ArrayList<>());
		Thread caller = new Thread(() -> {
			executor.execute(B, () -> done.add("second"));
			done.add("returned");
		});
		caller.start();
		await().until(() -> caller.getState() == Thread.State.WAITING);
		assertThat(done).isEmpty();
		mayGoOn.countDown();
		caller.join();
		assertThat(executor.awaitIdle(Duration.ofSeconds(10))).isTrue();
		assertThat(done).containsExactlyInAnyOrder("returned", "second");
		assertThat(executor.dropped()).isZero();
	}

	@Test
	void aTaskThatThrowsCostsNoOtherAndNoRoom() throws Exception {
		SourceOrderedExecutor executor = create(1, WhenFull.BLOCK);
		CountDownLatch ran = new CountDownLatch(3);
		for (int i = 0; i < 3; i++) {
			executor.execute(A, () -> {
				ran.countDown();
				throw new StackOverflowError("as asked");
			});
		}
		assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(executor.awaitIdle(Duration.ofSeconds(10))).isTrue();
	}

	@Test
	void aSourceThatNoThreadCouldBeHadForIsServedLater() throws Exception {
		AtomicBoolean noThreads = new AtomicBoolean(true);
		SourceOrderedExecutor executor = new SourceOrderedExecutor(() -> (task) -> {
			if (noThreads.get()) {
				throw new OutOfMemoryError("unable to create native thread, as asked");
			}
			this.threads.execute(task);
		}, 2, WhenFull.BLOCK);
		assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> executor.execute(A, () -> {
		}));
		assertThat(executor.pending()).isZero();
		noThreads.set(false);
		CountDownLatch ran = new CountDownLatch(1);
		executor.execute(A, ran::countDown);
		assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void aStopBoundsTheWaitForRoom() throws Exception {
		SourceOrderedExecutor executor = create(1, WhenFull.BLOCK);
		CountDownLatch mayGoOn = new CountDownLatch(1);
		executor.execute(A, () -> waitFor(mayGoOn));
		Thread caller = new Thread(() -> executor.execute(B, () -> {
		}));
		caller.start();
		await().until(() -> caller.getState() == Thread.State.WAITING);
		executor.stopWithin(Duration.ofMillis(10));
		caller.join();
		assertThat(executor.dropped()).isEqualTo(1);
		executor.restart();
		mayGoOn.countDown();
		assertThat(executor.awaitIdle(Duration.ofSeconds(10))).isTrue();
	}

	@Test
	void anInterruptWhileThereIsNoRoomLosesNothing() throws Exception {
		SourceOrderedExecutor executor = create(1, WhenFull.BLOCK);
		CountDownLatch mayGoOn = new CountDownLatch(1);
		CountDownLatch ran = new CountDownLatch(1);
		executor.execute(A, () -> waitFor(mayGoOn));
		AtomicBoolean interruptedAfterwards = new AtomicBoolean();
		Thread caller = new Thread(() -> {
			executor.execute(B, ran::countDown);
			interruptedAfterwards.set(Thread.interrupted());
		});
		caller.start();
		caller.interrupt();
		await().until(() -> caller.getState() == Thread.State.WAITING);
		mayGoOn.countDown();
		caller.join();
		assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(interruptedAfterwards).isTrue();
	}

	private SourceOrderedExecutor create(int capacity, WhenFull whenFull) {
		return new SourceOrderedExecutor(() -> this.threads, capacity, whenFull);
	}

	private static void waitFor(CountDownLatch latch) {
		try {
			assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
