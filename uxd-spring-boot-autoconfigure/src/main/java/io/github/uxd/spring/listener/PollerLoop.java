package io.github.uxd.spring.listener;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import io.github.uxd.PeerClosedException;
import io.github.uxd.PeerDoer;
import io.github.uxd.PeerOpenException;
import io.github.uxd.WaitStrategy;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.backoff.BackOffExecution;

/**
 * What the thread of a {@link PeerPoller} does from its start to its end: it receives as
 * long as there is something, waits in the kernel when there isn't, backs off when
 * receiving fails, and drains the kernel's queue at the end.
 */
final class PollerLoop implements Runnable {

	private static final Log logger = LogFactory.getLog(PeerPoller.class);

	/**
	 * How long one wait lasts at most. Whatever is to end it wakes it up, so that this
	 * bounds nothing but the harm of a lost wake-up.
	 */
	private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

	private final PeerDoer doer;

	private final PollerSettings settings;

	private final FileWatch fileWatch;

	private final WaitStrategy waiting;

	private final Duration wait;

	private final List<Runnable> whenStopped = new ArrayList<>();

	private volatile boolean stopping;

	private final BooleanSupplier goOn = () -> !this.stopping;

	/**
	 * Whether to go on once the stop that is under way is done.
	 */
	private boolean restart;

	private boolean ended;

	private boolean entered = true;

	private boolean drainingForHandler;

	private boolean interruptSeen;

	private @Nullable BackOffExecution backOff;

	PollerLoop(PeerDoer doer, PollerSettings settings, FileWatch fileWatch) {
		this.doer = doer;
		this.settings = settings;
		this.fileWatch = fileWatch;
		this.waiting = WaitStrategy.spinning(settings.spin());
		Duration interval = settings.checkInterval();
		this.wait = (interval.isZero() || interval.compareTo(LONGEST_WAIT) > 0) ? LONGEST_WAIT : interval;
	}

	/**
	 * Ask the loop to stop; any thread may. Senders are turned away at once, and what was
	 * sent before is handled.
	 * @param callback what to run when it has stopped, on its thread; or on ours, if it
	 * has stopped already
	 */
	void stop(Runnable callback) {
		boolean hasEnded;
		synchronized (this) {
			this.restart = false;
			hasEnded = this.ended;
			if (!hasEnded) {
				this.stopping = true;
				this.whenStopped.add(callback);
				this.doer.peer().refuseSenders();
				notifyAll();
			}
		}
		if (hasEnded) {
			callback.run();
		}
		else {
			this.doer.peer().wakeUp();
		}
	}

	/**
	 * Ask the loop to go on after the stop that is under way, if one is.
	 * @return {@code false} if it is too late for that
	 */
	synchronized boolean resume() {
		this.restart = this.stopping && !this.ended;
		return !this.ended;
	}

	/**
	 * Return whether the loop receives, or will again.
	 */
	synchronized boolean isRunning() {
		return !this.ended && (!this.stopping || this.restart);
	}

	@Override
	public void run() {
		boolean restarts;
		do {
			while (!this.stopping) {
				turn();
			}
			drain();
			restarts = restarts();
			// Not before: who is told that this has stopped, and starts again, is to
			// find the peer open when that is done.
			runCallbacks();
		}
		while (restarts);
	}

	private synchronized boolean restarts() {
		if (this.restart) {
			this.restart = false;
			this.stopping = false;
			this.entered = false;
			return true;
		}
		this.ended = true;
		return false;
	}

	private void runCallbacks() {
		List<Runnable> callbacks;
		synchronized (this) {
			callbacks = List.copyOf(this.whenStopped);
			this.whenStopped.clear();
		}
		callbacks.forEach(Runnable::run);
	}

	private void turn() {
		try {
			enter();
			int count = this.doer.recur(this.goOn);
			if (this.backOff != null) {
				this.backOff = null;
				logger.info("Peer '" + name() + "' receives again");
			}
			if (!this.stopping) {
				this.waiting.idle(count, this.doer.peer(), this.wait);
			}
			if (Thread.interrupted()) {
				forgetInterrupt();
			}
			if (!this.stopping) {
				this.fileWatch.tend();
			}
		}
		catch (Throwable ex) {
			// Errors too: the thread must not end without a word, with senders left to
			// fill a queue that nobody reads.
			recover(ex);
		}
	}

	private void recover(Throwable failure) {
		if (this.stopping) {
			return;
		}
		BackOffExecution execution = this.backOff;
		if (execution == null) {
			execution = this.settings.backOff().start();
			this.backOff = execution;
			logger.warn("Peer '" + name() + "' can't receive; it tries again until it can", failure);
		}
		else {
			logger.debug("Peer '" + name() + "' still can't receive", failure);
		}
		long interval = execution.nextBackOff();
		if (interval == BackOffExecution.STOP) {
			logger.error("Peer '" + name() + "' stops receiving, since all its tries have failed", failure);
			this.stopping = true;
			return;
		}
		try {
			pause(interval);
			this.entered &= this.doer.peer().isOpen();
		}
		catch (InterruptedException ex) {
			forgetInterrupt();
		}
	}

	/**
	 * Open the peer, if it isn't or has turned senders away.
	 */
	private void enter() throws PeerOpenException {
		if (!this.entered) {
			synchronized (this) {
				// A stop must find either the socket of before or the new one.
				if (!this.stopping) {
					this.doer.enter();
				}
			}
			this.entered = true;
		}
	}

	private synchronized void pause(long millis) throws InterruptedException {
		long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
		for (long left = millis; left > 0
				&& !this.stopping; left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())) {
			wait(left);
		}
	}

	/**
	 * A handler that has been interrupted, or has caught an interrupt of its own, leaves
	 * its mark on the thread. That is no reason to receive no more: only a
	 * {@linkplain #stop(Runnable) stop} is.
	 */
	private void forgetInterrupt() {
		String message = "The thread of peer '" + name() + "' was interrupted, and goes on all the same";
		if (this.interruptSeen) {
			logger.debug(message);
		}
		else {
			this.interruptSeen = true;
			logger.warn(message + "; this is said once");
		}
	}

	/**
	 * Receive what has been sent until now, for a handler that waits until this has
	 * stopped, and is what it would wait for.
	 */
	void drainForHandler() {
		if (!this.drainingForHandler) {
			this.drainingForHandler = true;
			try {
				drain();
				runCallbacks();
			}
			finally {
				this.drainingForHandler = false;
			}
		}
		else {
			runCallbacks();
		}
	}

	/**
	 * Receive what has been sent until now.
	 */
	private void drain() {
		try {
			if (!this.doer.drain(this.settings.drainTimeout())) {
				logger.warn("Peer '" + name() + "' stopped after " + this.settings.drainTimeout().toMillis()
						+ " ms with datagrams left in its queue, which are lost if it is closed now");
			}
		}
		catch (PeerClosedException ex) {
			logger.debug("Peer '" + name() + "' was closed before it was drained", ex);
		}
		catch (Throwable ex) {
			logger.warn("Peer '" + name() + "' can't be drained", ex);
		}
	}

	private String name() {
		return this.doer.peer().name();
	}

}
