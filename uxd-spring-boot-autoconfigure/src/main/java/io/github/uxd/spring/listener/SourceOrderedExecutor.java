package io.github.uxd.spring.listener;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

import io.github.uxd.UxdAddress;
import io.github.uxd.spring.listener.DispatchSettings.WhenFull;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks on other threads: those of different sources side by side, those of the same
 * source one after the other in their order. Senders that are not bound can't be told
 * from each other and count as one source.
 */
final class SourceOrderedExecutor {

	/**
	 * How many tasks of a source run in a row while other sources wait.
	 */
	private static final int BATCH_SIZE = 64;

	private static final Object UNKNOWN_SOURCE = new Object();

	private final Supplier<? extends Executor> executors;

	private final int capacity;

	private final WhenFull whenFull;

	private final Semaphore room;

	private final LongAdder dropped = new LongAdder();

	private final Map<Object, Lane> lanes = new HashMap<>();

	private final ThreadLocal<Lane> running = new ThreadLocal<>();

	private @Nullable Executor executor;

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
		this.room = new Semaphore(capacity);
	}

	/**
	 * Run a task after those of the same source. Waits for room, or drops the task, if
	 * there is none.
	 * @param source the source, or {@code null} if it is unknown
	 * @param task the task
	 * @return whether it will be run
	 */
	boolean execute(@Nullable UxdAddress source, Runnable task) {
		if (!this.room.tryAcquire()) {
			if (this.whenFull == WhenFull.DROP) {
				this.dropped.increment();
				return false;
			}
			// An interrupt is no reason to lose a datagram.
			this.room.acquireUninterruptibly();
		}
		Object key = (source != null) ? source : UNKNOWN_SOURCE;
		synchronized (this) {
			Lane lane = this.lanes.get(key);
			if (lane != null) {
				lane.tasks.add(task);
				return true;
			}
			lane = new Lane(key);
			lane.tasks.add(task);
			this.lanes.put(key, lane);
			executor().execute(lane);
			return true;
		}
	}

	private Executor executor() {
		Executor executor = this.executor;
		if (executor == null) {
			executor = this.executors.get();
			this.executor = executor;
		}
		return executor;
	}

	/**
	 * Return how many tasks were dropped.
	 * @return the number of tasks
	 */
	long dropped() {
		return this.dropped.sum();
	}

	/**
	 * Return how many tasks wait or run.
	 * @return the number of tasks
	 */
	int pending() {
		return this.capacity - this.room.availablePermits();
	}

	/**
	 * Wait until no task waits or runs.
	 * @param timeout how long at most
	 * @return whether it is so
	 * @throws InterruptedException if the thread is interrupted meanwhile
	 */
	boolean awaitIdle(Duration timeout) throws InterruptedException {
		if (!this.room.tryAcquire(this.capacity, timeout.toNanos(), TimeUnit.NANOSECONDS)) {
			return false;
		}
		this.room.release(this.capacity);
		return true;
	}

	/**
	 * Count the task that calls this as done, if it is one of ours: it is about to wait
	 * until all of them are. What follows it goes to another thread.
	 */
	void leaveTask() {
		Lane lane = this.running.get();
		if (lane != null) {
			this.running.remove();
			this.room.release();
			synchronized (this) {
				executor().execute(lane);
			}
		}
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
	 * The tasks of one source.
	 */
	private final class Lane implements Runnable {

		private final Object key;

		private final Queue<Runnable> tasks = new ArrayDeque<>();

		Lane(Object key) {
			this.key = key;
		}

		@Override
		public void run() {
			SourceOrderedExecutor.this.running.set(this);
			boolean goOn = true;
			try {
				for (int i = 0; goOn && i < BATCH_SIZE; i++) {
					goOn = runNext();
				}
			}
			finally {
				goOn &= isHere();
				SourceOrderedExecutor.this.running.remove();
				if (goOn) {
					synchronized (SourceOrderedExecutor.this) {
						executor().execute(this);
					}
				}
			}
		}

		private boolean runNext() {
			Runnable task = next();
			if (task == null) {
				return false;
			}
			try {
				task.run();
			}
			finally {
				if (isHere()) {
					SourceOrderedExecutor.this.room.release();
				}
			}
			return isHere();
		}

		/**
		 * Return whether this still runs on this thread, and hasn't gone to another one.
		 */
		private boolean isHere() {
			return SourceOrderedExecutor.this.running.get() == this;
		}

		private @Nullable Runnable next() {
			synchronized (SourceOrderedExecutor.this) {
				Runnable task = this.tasks.poll();
				if (task == null) {
					SourceOrderedExecutor.this.lanes.remove(this.key);
				}
				return task;
			}
		}

	}

}
