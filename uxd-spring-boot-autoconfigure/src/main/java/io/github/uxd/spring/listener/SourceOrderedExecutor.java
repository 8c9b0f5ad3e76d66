package io.github.uxd.spring.listener;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.github.uxd.UxdAddress;
import io.github.uxd.spring.listener.DispatchSettings.WhenFull;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks on other threads: those of different sources side by side, those of the same
 * source one after the other in their order. Senders that are not bound can't be told
 * from each other and count as one source.
 */
final class SourceOrderedExecutor {

	private static final Log logger = LogFactory.getLog(SourceOrderedExecutor.class);

	/**
	 * How many tasks of a source run in a row while other sources wait.
	 */
	private static final int BATCH_SIZE = 64;

	private static final Object UNKNOWN_SOURCE = new Object();

	private final Supplier<? extends Executor> executors;

	private final int capacity;

	private final WhenFull whenFull;

	private final LongAdder dropped = new LongAdder();

	private final Map<Object, Lane> lanes = new HashMap<>();

	private final ThreadLocal<Lane> running = new ThreadLocal<>();

	private @Nullable Executor executor;

	private int pending;

	/**
	 * Until when to wait for room, on the clock of {@link System#nanoTime()}, if a stop
	 * is under way.
	 */
	private @Nullable Long end;

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
	 * Run a task after those of the same source. If there is no room it is waited for, or
	 * the task is dropped.
	 * @param source the source, or {@code null} if it is unknown
	 * @param task the task
	 * @return whether it will be run
	 */
	synchronized boolean execute(@Nullable UxdAddress source, Runnable task) {
		if (this.pending >= this.capacity && !(this.whenFull == WhenFull.BLOCK && awaitRoom())) {
			this.dropped.increment();
			return false;
		}
		Object key = (source != null) ? source : UNKNOWN_SOURCE;
		Lane lane = this.lanes.get(key);
		if (lane != null) {
			lane.tasks.add(task);
		}
		else {
			lane = new Lane(key);
			lane.tasks.add(task);
			// If there is no thread to be had this throws, and nothing has changed.
			executor().execute(lane);
			this.lanes.put(key, lane);
		}
		this.pending++;
		return true;
	}

	/**
	 * Wait for room: until there is some, or a stop has been under way for too long.
	 */
	private boolean awaitRoom() {
		return await(() -> this.pending < this.capacity, () -> this.end);
	}

	/**
	 * Wait until something is so, or it is too late. An interrupt is no reason to lose a
	 * datagram; it is left for the caller to see.
	 */
	private boolean await(BooleanSupplier condition, Supplier<@Nullable Long> end) {
		boolean interrupted = false;
		while (!condition.getAsBoolean()) {
			Long until = end.get();
			long millis = (until != null) ? TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime()) : 0;
			if (until != null && millis <= 0) {
				break;
			}
			try {
				wait(millis);
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
		return condition.getAsBoolean();
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
	synchronized int pending() {
		return this.pending;
	}

	/**
	 * Wait for room no longer than a while from now on, since a stop is under way.
	 */
	synchronized void stopWithin(Duration timeout) {
		this.end = System.nanoTime() + timeout.toNanos();
		notifyAll();
	}

	/**
	 * Wait for room as long as it takes, again.
	 */
	synchronized void restart() {
		this.end = null;
	}

	/**
	 * Wait until no task waits or runs.
	 * @param timeout how long at most
	 * @return whether it is so
	 */
	synchronized boolean awaitIdle(Duration timeout) {
		long until = System.nanoTime() + timeout.toNanos();
		return await(() -> this.pending == 0, () -> until);
	}

	private synchronized void done() {
		this.pending--;
		notifyAll();
	}

	/**
	 * Count the task that calls this as done, if it is one of ours: it is about to wait
	 * until all of them are. What follows it goes to another thread.
	 */
	void leaveTask() {
		Lane lane = this.running.get();
		if (lane != null) {
			synchronized (this) {
				executor().execute(lane);
			}
			this.running.remove();
			done();
		}
	}

	/**
	 * Give up what waits. What runs is left to end.
	 * @return how many tasks were given up
	 */
	synchronized int discard() {
		int discarded = 0;
		for (Lane lane : this.lanes.values()) {
			discarded += lane.tasks.size();
			lane.tasks.clear();
		}
		this.pending -= discarded;
		this.dropped.add(discarded);
		notifyAll();
		return discarded;
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
			boolean goOn;
			do {
				goOn = true;
				for (int i = 0; goOn && i < BATCH_SIZE; i++) {
					goOn = runNext();
				}
			}
			while (goOn && !goesToTheEnd());
			SourceOrderedExecutor.this.running.remove();
		}

		private boolean runNext() {
			Runnable task = next();
			if (task == null) {
				return false;
			}
			try {
				task.run();
			}
			catch (Throwable ex) {
				logger.error("A task of a listener's thread failed", ex);
			}
			if (!isHere()) {
				return false;
			}
			done();
			return true;
		}

		/**
		 * Let others have the thread first, if that can be.
		 */
		private boolean goesToTheEnd() {
			try {
				synchronized (SourceOrderedExecutor.this) {
					executor().execute(this);
				}
				return true;
			}
			catch (Throwable ex) {
				// No thread can be had, say, but we have one.
				logger.debug("A source keeps the thread that it has", ex);
				return false;
			}
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
