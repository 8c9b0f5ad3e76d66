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

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

import io.github.uxd.UxdAddress;
import io.github.uxd.internal.spring.listener.SourceOrderedExecutor.Outcome;
import io.github.uxd.spring.listener.WhenFull;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Timeout(60)
class SourceOrderedExecutorTests {

	private static final UxdAddress A = UxdAddress.ofAbstract("a");

	private static final UxdAddress B = UxdAddress.ofAbstract("b");

	private static final LongSupplier SECONDS_LEFT = () -> TimeUnit.SECONDS.toNanos(30);

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
			execute(executor, (source > 0) ? UxdAddress.ofAbstract("s" + source) : null,
					() -> done.computeIfAbsent(source, (key) -> Collections.synchronizedList(new ArrayList<>()))
						.add(number));
		}
		assertThat(executor.awaitIdle(SECONDS_LEFT)).isTrue();
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
		execute(executor, A, () -> waitFor(mayGoOn));
		execute(executor, A, () -> {
		});
		execute(executor, B, otherRan::countDown);
		assertThat(otherRan.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(executor.awaitIdle(() -> 0)).isFalse();
		mayGoOn.countDown();
		assertThat(executor.awaitIdle(SECONDS_LEFT)).isTrue();
	}

	@Test
	void aTaskThatWaitsForTheOthersIsNotWaitedFor() throws Exception {
		SourceOrderedExecutor executor = create(10, WhenFull.BLOCK);
		CountDownLatch entered = new CountDownLatch(1);
		List<String> done = Collections.synchronizedList(new ArrayList<>());
		List<Lease> left = Collections.synchronizedList(new ArrayList<>());
		executor.whenLeft(left::add);
		execute(executor, A, new SourceOrderedExecutor.Task() {

			private int calls;

			@Override
			boolean run(Lease lease) {
				if (this.calls++ > 0) {
					done.add("another recipient of the first");
					return true;
				}
				assertThat(lease.begin(Recipient.OF_PEER_EVENTS, 1)).isTrue();
				waitFor(entered);
				assertThat(executor.currentLease()).isSameAs(lease);
				executor.handOver();
				assertThat(executor.currentLease()).isNull();
				executor.handOver();
				done.add(executor.awaitIdle(SECONDS_LEFT) ? "first, when all others were done" : "first, too early");
				assertThat(lease.end()).isFalse();
				return false;
			}

			@Override
			boolean isBegun() {
				return this.calls > 0;
			}

		});
		execute(executor, A, () -> done.add("second"));
		execute(executor, B, () -> done.add("other"));
		executor.handOver();
		entered.countDown();
		await().until(() -> left.size() == 1);
		assertThat(done).hasSize(4)
			.endsWith("first, when all others were done")
			.containsSubsequence("another recipient of the first", "second");
		assertThat(executor.pending()).isZero();
	}

	@Test
	void whoTakesTooLongIsInterruptedAndLeftBehindAndWhatWaitsIsCounted() throws Exception {
		SourceOrderedExecutor executor = create(10, WhenFull.BLOCK);
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch interrupted = new CountDownLatch(1);
		List<Lease> left = Collections.synchronizedList(new ArrayList<>());
		executor.whenLeft(left::add);
		execute(executor, A, () -> {
			entered.countDown();
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				interrupted.countDown();
			}
		});
		execute(executor, A, () -> left.add(null));
		execute(executor, B, () -> {
		});
		entered.await();
		await().until(() -> executor.pending() == 2);
		assertThat(executor.awaitIdle(() -> 0)).isFalse();
		List<LeftBehind> leftBehind = executor.terminate();
		assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(executor.dropped()).isEqualTo(1);
		assertThat(executor.pending()).isZero();
		assertThat(leftBehind).singleElement()
			.satisfies((one) -> assertThat(one.call().time()).as("in the call").isPositive());
		await().untilAsserted(() -> assertThat(left).extracting((lease) -> lease.thread().getName())
			.containsExactly(leftBehind.get(0).thread()));
	}

	@Test
	void dropsAndCountsWhatThereIsNoRoomFor() {
		SourceOrderedExecutor executor = create(2, WhenFull.DROP);
		CountDownLatch mayGoOn = new CountDownLatch(1);
		assertThat(execute(executor, A, () -> waitFor(mayGoOn))).isEqualTo(Outcome.ACCEPTED);
		assertThat(execute(executor, B, () -> waitFor(mayGoOn))).isEqualTo(Outcome.ACCEPTED);
		assertThat(execute(executor, A, () -> {
		})).isEqualTo(Outcome.NO_ROOM);
		assertThat(executor.pending()).isEqualTo(2);
		assertThat(executor.dropped()).isEqualTo(1);
		mayGoOn.countDown();
		await().until(() -> execute(executor, A, () -> {
		}) == Outcome.ACCEPTED);
	}

	@Test
	void blocksUntilThereIsRoom() throws Exception {
		SourceOrderedExecutor executor = create(1, WhenFull.BLOCK);
		CountDownLatch mayGoOn = new CountDownLatch(1);
		execute(executor, A, () -> waitFor(mayGoOn));
		List<String> done = Collections.synchronizedList(new ArrayList<>());
		Thread caller = new Thread(() -> {
			execute(executor, B, () -> done.add("second"));
			done.add("returned");
		});
		caller.start();
		await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);
		assertThat(done).isEmpty();
		mayGoOn.countDown();
		caller.join();
		assertThat(executor.awaitIdle(SECONDS_LEFT)).isTrue();
		assertThat(done).containsExactlyInAnyOrder("returned", "second");
		assertThat(executor.dropped()).isZero();
	}

	@Test
	void aTaskThatThrowsCostsNoOtherAndNoRoom() throws Exception {
		SourceOrderedExecutor executor = create(1, WhenFull.BLOCK);
		CountDownLatch ran = new CountDownLatch(3);
		for (int i = 0; i < 3; i++) {
			execute(executor, A, () -> {
				ran.countDown();
				throw new StackOverflowError("as asked");
			});
		}
		assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(executor.awaitIdle(SECONDS_LEFT)).isTrue();
	}

	@Test
	void aFailureThatCannotBeToldOfCostsNoOtherAndNoRoom() throws Exception {
		SourceOrderedExecutor executor = create(2, WhenFull.BLOCK);
		CountDownLatch ran = new CountDownLatch(3);
		for (int i = 0; i < 3; i++) {
			execute(executor, A, () -> {
				ran.countDown();
				throw new IllegalStateException() {

					private static final long serialVersionUID = 1L;

					@Override
					public String getMessage() {
						throw new OutOfMemoryError("as asked");
					}

				};
			});
		}
		assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(executor.awaitIdle(SECONDS_LEFT)).isTrue();
	}

	@Test
	void aThreadThatComesThoughNoneCouldBeHadDoesNothing() throws Exception {
		AtomicBoolean fails = new AtomicBoolean(true);
		List<Runnable> late = new ArrayList<>();
		SourceOrderedExecutor executor = new SourceOrderedExecutor(() -> (task) -> {
			late.add(task);
			if (fails.get()) {
				throw new OutOfMemoryError("as asked, after all was done");
			}
		}, 2, WhenFull.BLOCK);
		List<String> done = Collections.synchronizedList(new ArrayList<>());
		assertThat(execute(executor, A, () -> done.add("the caller's again"))).isEqualTo(Outcome.NO_THREAD);
		fails.set(false);
		assertThat(execute(executor, A, () -> done.add("second"))).isEqualTo(Outcome.ACCEPTED);
		late.forEach(Runnable::run);
		assertThat(done).containsExactly("second");
		assertThat(executor.pending()).isZero();
	}

	@Test
	void whoGoesOnForWantOfAnotherThreadGoesOnAlone() throws Exception {
		AtomicBoolean fails = new AtomicBoolean();
		List<Runnable> late = new ArrayList<>();
		SourceOrderedExecutor executor = new SourceOrderedExecutor(() -> (task) -> {
			late.add(task);
			if (fails.get()) {
				throw new OutOfMemoryError("as asked, after all was done");
			}
		}, 1_000, WhenFull.BLOCK);
		List<Integer> done = new ArrayList<>();
		for (int i = 0; i < 200; i++) {
			int number = i;
			execute(executor, A, () -> {
				// The one that comes while this runs.
				if (late.size() > 1) {
					late.remove(1).run();
				}
				done.add(number);
			});
		}
		fails.set(true);
		late.get(0).run();
		assertThat(done).containsExactlyElementsOf(IntStream.range(0, 200).boxed().toList());
		assertThat(executor.pending()).isZero();
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
		assertThat(execute(executor, A, () -> {
		})).isEqualTo(Outcome.NO_THREAD);
		assertThat(executor.pending()).isZero();
		noThreads.set(false);
		CountDownLatch ran = new CountDownLatch(1);
		execute(executor, A, ran::countDown);
		assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void aStopBoundsTheWaitForRoom() throws Exception {
		SourceOrderedExecutor executor = create(1, WhenFull.BLOCK);
		CountDownLatch mayGoOn = new CountDownLatch(1);
		AtomicBoolean stops = new AtomicBoolean();
		execute(executor, A, () -> waitFor(mayGoOn));
		Thread caller = new Thread(() -> executor.execute(B, task(() -> {
		}), new Lease(), () -> stops.get() ? 0 : Long.MAX_VALUE));
		caller.start();
		await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);
		stops.set(true);
		executor.wakeUp();
		caller.join();
		assertThat(executor.dropped()).isEqualTo(1);
		mayGoOn.countDown();
		assertThat(executor.awaitIdle(SECONDS_LEFT)).isTrue();
	}

	@Test
	void whatComesFromAThreadThatWasGivenUpIsDroppedAndCounted() throws Exception {
		SourceOrderedExecutor executor = create(1, WhenFull.BLOCK);
		CountDownLatch mayGoOn = new CountDownLatch(1);
		CountDownLatch called = new CountDownLatch(1);
		Lease receiver = new Lease();
		execute(executor, A, () -> waitFor(mayGoOn));
		Thread caller = new Thread(() -> executor.execute(B, task(called::countDown), receiver, () -> Long.MAX_VALUE));
		caller.start();
		await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);
		receiver.takeAway();
		executor.terminate();
		caller.join();
		assertThat(executor.execute(B, task(called::countDown), receiver, () -> Long.MAX_VALUE))
			.isEqualTo(Outcome.NO_ROOM);
		assertThat(executor.dropped()).isEqualTo(2);
		assertThat(executor.pending()).isZero();
		assertThat(called.getCount()).isEqualTo(1);
		mayGoOn.countDown();
	}

	@Test
	void anInterruptWhileThereIsNoRoomLosesNothing() throws Exception {
		SourceOrderedExecutor executor = create(1, WhenFull.BLOCK);
		CountDownLatch mayGoOn = new CountDownLatch(1);
		CountDownLatch ran = new CountDownLatch(1);
		execute(executor, A, () -> waitFor(mayGoOn));
		AtomicBoolean interruptedAfterwards = new AtomicBoolean();
		Thread caller = new Thread(() -> {
			execute(executor, B, ran::countDown);
			interruptedAfterwards.set(Thread.interrupted());
		});
		caller.start();
		caller.interrupt();
		await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);
		mayGoOn.countDown();
		caller.join();
		assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(interruptedAfterwards).isTrue();
	}

	@Test
	void whoFailsAfterATaskWasAcceptedMayGiveItAgain() throws Exception {
		SourceOrderedExecutor executor = create(10, WhenFull.BLOCK);
		CountDownLatch mayGoOn = new CountDownLatch(1);
		List<String> done = Collections.synchronizedList(new ArrayList<>());
		SourceOrderedExecutor.Task first = task(() -> {
			waitFor(mayGoOn);
			done.add("first");
		});
		SourceOrderedExecutor.Task second = task(() -> done.add("second"));
		for (SourceOrderedExecutor.Task task : List.of(first, second, second, first)) {
			assertThat(execute(executor, A, task)).isEqualTo(Outcome.ACCEPTED);
		}
		mayGoOn.countDown();
		assertThat(executor.awaitIdle(untilLater())).isTrue();
		assertThat(execute(executor, A, second)).isEqualTo(Outcome.ACCEPTED);
		assertThat(executor.pending()).isZero();
		assertThat(done).containsExactly("first", "second");
	}

	@Test
	void whatWaitsInAPoolWhoseLastThreadHasDiedIsRun() throws Exception {
		AtomicBoolean noMemory = new AtomicBoolean();
		List<Thread> made = new CopyOnWriteArrayList<>();
		LinkedBlockingQueue<Runnable> queue = new LinkedBlockingQueue<>() {

			private static final long serialVersionUID = 1L;

			@Override
			public Runnable take() throws InterruptedException {
				if (noMemory.get()) {
					throw new OutOfMemoryError("to wait takes memory, as asked");
				}
				return super.take();
			}

		};
		ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, queue, (task) -> {
			if (noMemory.get()) {
				throw new OutOfMemoryError("unable to create native thread, as asked");
			}
			Thread thread = quiet(new Thread(task));
			made.add(thread);
			return thread;
		});
		SourceOrderedExecutor executor = new SourceOrderedExecutor(() -> pool, 10, WhenFull.BLOCK);
		CountDownLatch mayGoOn = new CountDownLatch(1);
		CountDownLatch ran = new CountDownLatch(1);
		execute(executor, A, () -> waitFor(mayGoOn));
		execute(executor, B, ran::countDown);
		noMemory.set(true);
		mayGoOn.countDown();
		made.get(0).join();
		noMemory.set(false);
		assertThat(executor.awaitIdle(untilLater())).isTrue();
		assertThat(ran.getCount()).isZero();
		executor.shutdown();
		assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void anotherThreadGoesOnWithWhatOneHasLeftThatDied() throws Exception {
		List<Thread> made = new CopyOnWriteArrayList<>();
		SourceOrderedExecutor executor = new SourceOrderedExecutor(() -> (task) -> {
			Thread thread = quiet(new Thread(task));
			made.add(thread);
			thread.start();
		}, 10, WhenFull.BLOCK);
		AtomicInteger runs = new AtomicInteger();
		CountDownLatch ran = new CountDownLatch(1);
		execute(executor, A, new SourceOrderedExecutor.Task() {

			@Override
			boolean run(Lease lease) {
				if (runs.getAndIncrement() == 0) {
					throw new OutOfMemoryError("as asked");
				}
				return true;
			}

			@Override
			boolean isBegun() {
				throw new OutOfMemoryError("one after the other, as asked");
			}

		});
		execute(executor, A, ran::countDown);
		assertThat(executor.awaitIdle(untilLater())).isTrue();
		assertThat(ran.getCount()).isZero();
		assertThat(runs).hasValue(2);
		for (Thread thread : made) {
			thread.join();
		}
	}

	private static LongSupplier untilLater() {
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
		return () -> end - System.nanoTime();
	}

	/**
	 * What the thread dies of is meant.
	 */
	private static Thread quiet(Thread thread) {
		thread.setUncaughtExceptionHandler((dead, failure) -> assertThat(failure).hasMessageContaining("as asked"));
		return thread;
	}

	private SourceOrderedExecutor create(int capacity, WhenFull whenFull) {
		return new SourceOrderedExecutor(() -> this.threads, capacity, whenFull);
	}

	private static Outcome execute(SourceOrderedExecutor executor, UxdAddress source, Runnable task) {
		return execute(executor, source, task(task));
	}

	private static Outcome execute(SourceOrderedExecutor executor, UxdAddress source, SourceOrderedExecutor.Task task) {
		return executor.execute(source, task, new Lease(), () -> Long.MAX_VALUE);
	}

	/**
	 * Make a task that is one call.
	 */
	private static SourceOrderedExecutor.Task task(Runnable task) {
		AtomicBoolean begun = new AtomicBoolean();
		return new SourceOrderedExecutor.Task() {

			@Override
			boolean run(Lease lease) {
				if (!lease.begin(Recipient.OF_PEER_EVENTS, 1)) {
					return false;
				}
				begun.set(true);
				try {
					task.run();
				}
				finally {
					lease.end();
				}
				return !lease.isTakenAway();
			}

			@Override
			boolean isBegun() {
				return begun.get();
			}

		};
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
