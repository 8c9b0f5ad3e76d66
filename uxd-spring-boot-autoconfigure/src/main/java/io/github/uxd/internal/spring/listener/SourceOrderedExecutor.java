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
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.github.uxd.internal.spring.log.EscapingLog;
import io.github.uxd.internal.spring.log.LogNames;
import io.github.uxd.spring.listener.WhenFull;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks on other threads: those of different sources side by side, those of the same
 * source one after the other in their order. What a source is says who hands the tasks
 * in. Thread-safe.
 * <p>
 * Where there is no memory anything may fail, anywhere: the caller after its task was
 * accepted, a thread between two tasks. So a task can be given again, and is run once;
 * and a thread that has died is found {@linkplain #tend() later}.
 */
final class SourceOrderedExecutor {

	private static final EscapingLog logger = new EscapingLog(LogNames.PEER_POLLER);

	/**
	 * How many tasks of a source run in a row while other sources wait.
	 */
	private static final int BATCH_SIZE = 64;

	/**
	 * How long to wait at most before a look at whether the threads are alive.
	 */
	private static final long NANOS_TO_TEND = TimeUnit.SECONDS.toNanos(1);

	private static final Object UNKNOWN_SOURCE = new Object();

	private final Supplier<? extends Executor> executors;

	private final int capacity;

	private final WhenFull whenFull;

	private final AtomicLong dropped = new AtomicLong();

	private final Map<Object, Lane> lanes = new HashMap<>();

	private Consumer<Lease> whenLeft = (lease) -> {
	};

	private @Nullable Executor executor;

	private int pending;

	private long tended = System.nanoTime();

	/**
	 * Create an executor.
	 * @param executors makes what owns the threads, each time that it is needed after a
	 * {@link #shutdown()}
	 * @param capacity how many tasks at most wait or run
	 * @param whenFull what becomes of one more
	 */
	SourceOrderedExecutor(Supplier<? extends Executor> executors, int capacity, WhenFull whenFull) {
		this.executors = executors;
		this.capacity = capacity;
		this.whenFull = whenFull;
	}

	/**
	 * Set who is told when a thread returns from a call during which it has lost its
	 * lease.
	 */
	synchronized void whenLeft(Consumer<Lease> whenLeft) {
		this.whenLeft = whenLeft;
	}

	/**
	 * Run a task after those of the same source. If there is no room it is waited for, or
	 * the task is dropped. A task that was accepted before isn't again.
	 * @param source the source, or {@code null} for the one of all tasks of which it is
	 * unknown
	 * @param task the task
	 * @param receiver the lease of the thread that has received it: if that was taken
	 * away, the task is dropped
	 * @param nanosLeft tells how long to wait at most from now on; asked again after
	 * {@link #wakeUp()}
	 * @return whether it will be run
	 */
	synchronized Outcome execute(@Nullable Object source, Task task, Lease receiver, LongSupplier nanosLeft) {
		if (task.place != Task.Place.WITH_CALLER) {
			return Outcome.ACCEPTED;
		}
		BooleanSupplier isRoom = () -> this.pending < this.capacity;
		boolean room = isRoom.getAsBoolean() || (this.whenFull == WhenFull.BLOCK && await(isRoom, nanosLeft));
		if (!room || receiver.isTakenAway()) {
			this.dropped.incrementAndGet();
			return Outcome.NO_ROOM;
		}
		Object key = (source != null) ? source : UNKNOWN_SOURCE;
		Lane lane = this.lanes.get(key);
		if (lane != null) {
			lane.tasks.add(task);
		}
		else if (!begin(new Lane(key), task)) {
			return Outcome.NO_THREAD;
		}
		this.pending++;
		task.place = Task.Place.IN_LANE;
		return Outcome.ACCEPTED;
	}

	/**
	 * Begin with a source. If anything fails, memory for it say, there is nothing of it:
	 * the task is the caller's again.
	 */
	private boolean begin(Lane lane, Task task) {
		boolean begun = false;
		try {
			lane.tasks.add(task);
			this.lanes.put(lane.key, lane);
			begun = start(lane);
		}
		finally {
			if (!begun) {
				this.lanes.remove(lane.key, lane);
			}
		}
		return begun;
	}

	/**
	 * Have a thread for the tasks of a source, which has a lease of its own: one that
	 * comes though none could be had, it seemed, does nothing.
	 */
	private boolean start(Lane lane) {
		Lease before = lane.lease;
		try {
			Lease lease = new Lease();
			Executor executor = this.executor;
			if (executor == null) {
				executor = this.executors.get();
				this.executor = executor;
			}
			lane.lease = lease;
			executor.execute(() -> run(lane, lease));
			return true;
		}
		catch (Throwable ex) {
			lane.lease = before;
			// No thread can be had, say; whoever asked has one.
			logger.debug("No thread can be had for the tasks of a source", ex);
			return false;
		}
	}

	private void run(Lane lane, Lease lease) {
		if (!bind(lane, lease)) {
			return;
		}
		do {
			for (int i = 0; i < BATCH_SIZE; i++) {
				Task task = next(lane, lease);
				if (task == null) {
					return;
				}
				if (!run(task, lease)) {
					this.whenLeft.accept(lease);
					return;
				}
				done(lane, lease);
			}
		}
		while (!goesToTheEnd(lane, lease));
	}

	private boolean run(Task task, Lease lease) {
		try {
			return task.run(lease);
		}
		catch (Throwable ex) {
			if (!task.isBegun()) {
				this.dropped.incrementAndGet();
			}
			logger.error("A task of a listener's thread failed", ex);
			return !lease.isTakenAway();
		}
	}

	private synchronized boolean bind(Lane lane, Lease lease) {
		if (lane.lease != lease) {
			return false;
		}
		lease.bind(Thread.currentThread());
		return true;
	}

	/**
	 * Return what to do next: what another thread has left undone comes first.
	 */
	private synchronized @Nullable Task next(Lane lane, Lease lease) {
		if (lease.isTakenAway()) {
			return null;
		}
		Task task = lane.current;
		while (task == null && !lane.tasks.isEmpty()) {
			task = lane.tasks.remove();
			if (task.place != Task.Place.IN_LANE) {
				// Its caller failed, and has given it once more.
				task = null;
			}
		}
		if (task != null) {
			task.place = Task.Place.ON_THREAD;
		}
		else {
			this.lanes.remove(lane.key, lane);
		}
		lane.current = task;
		return task;
	}

	private synchronized void done(Lane lane, Lease lease) {
		if (!lease.isTakenAway()) {
			lane.current = null;
			this.pending--;
			notifyAll();
		}
	}

	/**
	 * Let others have the thread first, if that can be.
	 */
	private synchronized boolean goesToTheEnd(Lane lane, Lease lease) {
		return lease.isTakenAway() || start(lane);
	}

	/**
	 * Wait until something is so, or it is too late. An interrupt is no reason to lose a
	 * datagram; it is left for the caller to see.
	 */
	private boolean await(BooleanSupplier condition, LongSupplier nanosLeft) {
		boolean interrupted = false;
		while (!condition.getAsBoolean()) {
			long left = nanosLeft.getAsLong();
			if (left <= 0) {
				break;
			}
			try {
				TimeUnit.NANOSECONDS.timedWait(this, Math.min(left, NANOS_TO_TEND));
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
			tend();
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
		return condition.getAsBoolean();
	}

	/**
	 * Have threads for what waits, in place of those that have died. To be called again
	 * and again; looks once a second at most.
	 */
	synchronized void tend() {
		long now = System.nanoTime();
		if (this.pending > 0 && now - this.tended >= NANOS_TO_TEND) {
			this.tended = now;
			findDeadThreads();
		}
	}

	/**
	 * A thread of a pool takes memory to wait for the next task. Where there is none it
	 * dies, one in place of it can't be had either, and with the last of them gone nobody
	 * takes what waits in the queue.
	 */
	private void findDeadThreads() {
		try {
			if (this.executor instanceof ThreadPoolExecutor pool && !pool.getQueue().isEmpty()) {
				pool.prestartCoreThread();
			}
			for (Lane lane : this.lanes.values()) {
				Thread thread = lane.lease.thread();
				if (thread != null && !thread.isAlive()) {
					start(lane);
				}
			}
		}
		catch (Throwable ex) {
			// The next time, perhaps.
			logger.debug("No thread can be had in place of one that has died", ex);
		}
	}

	/**
	 * Have whoever waits ask again how long to.
	 */
	synchronized void wakeUp() {
		notifyAll();
	}

	/**
	 * Return how many tasks were dropped.
	 * @return the number of tasks
	 */
	long dropped() {
		return this.dropped.get();
	}

	/**
	 * Return how many tasks wait or run.
	 * @return the number of tasks
	 */
	synchronized int pending() {
		return this.pending;
	}

	/**
	 * Return the leases of the threads that run tasks.
	 */
	synchronized List<Lease> leases() {
		return this.lanes.values().stream().filter((lane) -> lane.current != null).map((lane) -> lane.lease).toList();
	}

	/**
	 * Wait until no task waits or runs.
	 * @param nanosLeft tells how long at most
	 * @return whether it is so
	 */
	synchronized boolean awaitIdle(LongSupplier nanosLeft) {
		return await(() -> this.pending == 0, nanosLeft);
	}

	/**
	 * Return the lease of the current thread.
	 * @return the lease, or {@code null} if the thread runs no task of ours
	 */
	synchronized @Nullable Lease currentLease() {
		Lane lane = currentLane();
		return (lane != null) ? lane.lease : null;
	}

	private @Nullable Lane currentLane() {
		return this.lanes.values()
			.stream()
			.filter((lane) -> lane.current != null && lane.lease.thread() == Thread.currentThread())
			.findFirst()
			.orElse(null);
	}

	/**
	 * Have another thread go on with what the current one does, if it runs a task: it is
	 * about to wait until all of them are done. The call that it is in counts as over.
	 */
	synchronized void handOver() {
		Lane lane = currentLane();
		if (lane == null) {
			return;
		}
		Lease lease = lane.lease;
		if (this.executor instanceof ThreadPoolExecutor pool) {
			// The current one can do nothing for the others until they are done.
			pool.setMaximumPoolSize(pool.getMaximumPoolSize() + 1);
			pool.setCorePoolSize(pool.getMaximumPoolSize());
		}
		if (start(lane)) {
			lease.takeAway();
		}
	}

	/**
	 * Drop what waits, and leave behind what runs: those threads are interrupted, and do
	 * nothing for us any more.
	 * @return the threads that are left behind in a call
	 */
	synchronized List<LeftBehind> terminate() {
		List<LeftBehind> leftBehind = new ArrayList<>();
		for (Lane lane : this.lanes.values()) {
			Lease lease = lane.lease;
			boolean inCall = lease.takeAway();
			Task current = lane.current;
			this.dropped.addAndGet(lane.tasks.size() + ((current != null && !inCall && !current.isBegun()) ? 1 : 0));
			lane.tasks.clear();
			if (inCall) {
				LeftBehind.interrupt(lease).ifPresent(leftBehind::add);
			}
		}
		this.lanes.clear();
		this.pending = 0;
		notifyAll();
		shutdown();
		return leftBehind;
	}

	/**
	 * Let the threads end once they have run what waits.
	 */
	synchronized void shutdown() {
		if (this.executor instanceof ExecutorService service) {
			service.shutdown();
		}
		this.executor = null;
	}

	/**
	 * What is run.
	 */
	abstract static class Task {

		private Place place = Place.WITH_CALLER;

		/**
		 * Do what there is to do.
		 * @param lease the lease of the thread
		 * @return {@code false} if that was taken away meanwhile
		 */
		abstract boolean run(Lease lease);

		/**
		 * Return whether anything of it was begun.
		 */
		abstract boolean isBegun();

		/**
		 * Where a task is.
		 */
		private enum Place {

			WITH_CALLER, IN_LANE, ON_THREAD

		}

	}

	/**
	 * What becomes of a task.
	 */
	enum Outcome {

		/**
		 * It will be run.
		 */
		ACCEPTED,

		/**
		 * It is dropped, since there is no room for it.
		 */
		NO_ROOM,

		/**
		 * It is the caller's again, since no thread can be had.
		 */
		NO_THREAD

	}

	/**
	 * The tasks of one source.
	 */
	private static final class Lane {

		private final Object key;

		/**
		 * Linked: what finds no memory when it is added is not there. (An array that is
		 * to grow has it already.)
		 */
		private final Queue<Task> tasks = new LinkedList<>();

		private Lease lease = new Lease();

		private @Nullable Task current;

		Lane(Object key) {
			this.key = key;
		}

	}

}
