package io.github.uxd.transport;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the threads that use descriptors, and closes these when the last of them is
 * done: the kernel gives the number of a closed descriptor to the next file that is
 * opened, and a call under way would work on that.
 */
final class DescriptorGuard {

	/**
	 * Is added to the number of users when closing begins, so that it gets negative.
	 */
	private static final int CLOSING = Integer.MIN_VALUE;

	private final AtomicInteger users = new AtomicInteger();

	private final AtomicBoolean released = new AtomicBoolean();

	private final CountDownLatch done = new CountDownLatch(1);

	private final Runnable release;

	/**
	 * Create a guard.
	 * @param release closes the descriptors
	 */
	DescriptorGuard(Runnable release) {
		this.release = release;
	}

	/**
	 * Begin to use the descriptors. To be followed by {@link #exit()}, unless refused.
	 * @return {@code false} if they are closed, or about to be
	 */
	boolean enter() {
		if (this.users.incrementAndGet() > 0) {
			return true;
		}
		exit();
		return false;
	}

	/**
	 * End to use the descriptors.
	 */
	void exit() {
		if (this.users.decrementAndGet() == CLOSING && this.released.compareAndSet(false, true)) {
			this.release.run();
			this.done.countDown();
		}
	}

	/**
	 * Let nobody use the descriptors any more, and close them as soon as nobody does.
	 * Returns when that is done, without heed of interrupts.
	 * @param endWaits makes calls that wait in the kernel return
	 */
	void close(Runnable endWaits) {
		if (enter()) {
			// Whoever is first, of several that close, adds it.
			this.users.getAndUpdate((count) -> (count > 0) ? count + CLOSING : count);
			endWaits.run();
			exit();
		}
		awaitRelease();
	}

	private void awaitRelease() {
		boolean interrupted = false;
		while (true) {
			try {
				this.done.await();
				break;
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

}
