package io.github.uxd.spring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.uxd.PeerClosedException;
import io.github.uxd.PeerDoer;
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

	private final Duration wait;

	private final CountDownLatch stopped = new CountDownLatch(1);

	private final List<Runnable> whenEnded = new ArrayList<>();

	private boolean ended;

	private volatile boolean stopping;

	private volatile boolean abandoned;

	private boolean interruptSeen;

	private @Nullable BackOffExecution backOff;

	PollerLoop(PeerDoer doer, PollerSettings settings, FileWatch fileWatch) {
		this.doer = doer;
		this.settings = settings;
		this.fileWatch = fileWatch;
		Duration interval = settings.checkInterval();
		this.wait = (interval.isZero() || interval.compareTo(LONGEST_WAIT) > 0) ? LONGEST_WAIT : interval;
	}

	/**
	 * Ask the loop to end; any thread may. New senders are turned away at once, and what
	 * was sent before is handled.
	 */
	void stop() {
		this.stopping = true;
		this.doer.peer().refuseSenders();
		this.stopped.countDown();
		this.doer.peer().wakeUp();
	}

	/**
	 * Have nothing more to do with the peer, which is another loop's now. A handler that
	 * still runs is the last thing that this loop does.
	 */
	void abandon() {
		this.abandoned = true;
	}

	boolean isStopping() {
		return this.stopping;
	}

	/**
	 * Run something when the loop has ended, on its thread; or now if it has ended
	 * already.
	 */
	void whenEnded(Runnable callback) {
		synchronized (this.whenEnded) {
			if (!this.ended) {
				this.whenEnded.add(callback);
				return;
			}
		}
		callback.run();
	}

	@Override
	public void run() {
		try {
			while (!this.stopping) {
				turn();
			}
			if (!this.abandoned) {
				drain();
			}
		}
		finally {
			end();
		}
	}

	private void end() {
		List<Runnable> callbacks;
		synchronized (this.whenEnded) {
			this.ended = true;
			callbacks = List.copyOf(this.whenEnded);
		}
		callbacks.forEach(Runnable::run);
	}

	private void turn() {
		try {
			int count = this.doer.recur(() -> !this.stopping);
			if (this.backOff != null) {
				this.backOff = null;
				logger.info("Peer '" + name() + "' receives again");
			}
			if (count == 0 && !this.stopping) {
				this.doer.peer().awaitReadable(this.wait);
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
			if (!this.stopped.await(interval, TimeUnit.MILLISECONDS) && !this.doer.peer().isOpen()) {
				this.doer.enter();
			}
		}
		catch (InterruptedException ex) {
			forgetInterrupt();
		}
		catch (Exception ex) {
			logger.debug("Peer '" + name() + "' can't be opened again", ex);
		}
	}

	/**
	 * A handler that has been interrupted, or has caught an interrupt of its own, leaves
	 * its mark on the thread. That is no reason to receive no more: only {@link #stop()}
	 * is.
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
	 * Receive what has been sent until now.
	 */
	void drain() {
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
