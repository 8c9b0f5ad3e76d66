package io.github.uxd.spring.listener;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Whether a loop is to stop, to go on after that, or has ended, and who waits for it.
 * Thread-safe.
 */
final class StopSignal {

	private static final Log logger = LogFactory.getLog(PeerPoller.class);

	private final List<Runnable> whenStopped = new ArrayList<>();

	private volatile boolean stopping;

	/**
	 * Whether to go on once the stop that is under way is done.
	 */
	private boolean restart;

	private boolean ended;

	/**
	 * Ask for a stop.
	 * @param callback what to run when the loop has stopped
	 * @param atOnce what to do before anything else can happen to the loop
	 * @return {@code false} if it has ended already
	 */
	synchronized boolean request(Runnable callback, Runnable atOnce) {
		this.restart = false;
		if (this.ended) {
			return false;
		}
		this.stopping = true;
		this.whenStopped.add(callback);
		atOnce.run();
		notifyAll();
		return true;
	}

	/**
	 * Stop without having been asked to.
	 */
	void giveUp() {
		this.stopping = true;
	}

	/**
	 * Ask to go on after the stop that is under way, if one is.
	 * @return {@code false} if it is too late for that
	 */
	synchronized boolean resume() {
		this.restart = this.stopping && !this.ended;
		return !this.ended;
	}

	boolean isStopping() {
		return this.stopping;
	}

	/**
	 * Return whether the loop runs, or will again.
	 */
	synchronized boolean isRunning() {
		return !this.ended && (!this.stopping || this.restart);
	}

	/**
	 * Decide, after a stop, whether the loop goes on or ends.
	 * @return {@code true} if it goes on
	 */
	synchronized boolean restarts() {
		if (this.restart) {
			this.restart = false;
			this.stopping = false;
			return true;
		}
		this.ended = true;
		return false;
	}

	synchronized void end() {
		this.ended = true;
	}

	/**
	 * Tell those who wait that the loop has stopped.
	 */
	void runCallbacks() {
		List<Runnable> callbacks;
		synchronized (this) {
			callbacks = List.copyOf(this.whenStopped);
			this.whenStopped.clear();
		}
		for (Runnable callback : callbacks) {
			try {
				callback.run();
			}
			catch (Throwable ex) {
				// The others wait, too.
				logger.error("Somebody who was told that a poller has stopped failed", ex);
			}
		}
	}

	/**
	 * Do something unless a stop is asked for, which waits until it is done.
	 */
	synchronized <E extends Exception> void unlessStopping(Action<E> action) throws E {
		if (!this.stopping) {
			action.run();
		}
	}

	/**
	 * Wait until a stop is asked for, or somebody has changed something.
	 * @param millis how long at most
	 * @param wanted whether to wait, looked at after each {@linkplain #nudge() change}
	 */
	synchronized void pause(long millis, BooleanSupplier wanted) throws InterruptedException {
		long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
		for (long left = millis; left > 0 && !this.stopping
				&& wanted.getAsBoolean(); left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())) {
			wait(left);
		}
	}

	/**
	 * Have whoever pauses look again whether it is wanted.
	 */
	synchronized void nudge() {
		notifyAll();
	}

	/**
	 * What is done unless a stop is asked for.
	 *
	 * @param <E> what it throws
	 */
	@FunctionalInterface
	interface Action<E extends Exception> {

		void run() throws E;

	}

}
