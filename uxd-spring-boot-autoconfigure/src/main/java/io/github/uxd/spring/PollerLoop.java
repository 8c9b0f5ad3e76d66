package io.github.uxd.spring;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.uxd.PeerClosedException;
import io.github.uxd.PeerDoer;
import io.github.uxd.PeerOpenException;
import io.github.uxd.UxdException;
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
	private static final Duration WAIT = Duration.ofSeconds(10);

	private final PeerDoer doer;

	private final PollerSettings settings;

	private final Runnable whenEnded;

	private final CountDownLatch stopped = new CountDownLatch(1);

	private volatile boolean stopping;

	private @Nullable BackOffExecution backOff;

	PollerLoop(PeerDoer doer, PollerSettings settings, Runnable whenEnded) {
		this.doer = doer;
		this.settings = settings;
		this.whenEnded = whenEnded;
	}

	/**
	 * Ask the loop to end; any thread may. It drains first, and tells when it has ended.
	 */
	void stop() {
		this.stopping = true;
		this.stopped.countDown();
		this.doer.peer().wakeUp();
	}

	boolean isStopping() {
		return this.stopping;
	}

	@Override
	public void run() {
		try {
			while (!this.stopping) {
				turn();
			}
			drain();
		}
		finally {
			this.whenEnded.run();
		}
	}

	private void turn() {
		try {
			if (this.doer.recur() == 0 && !this.stopping) {
				this.doer.peer().awaitReadable(WAIT);
			}
			if (this.backOff != null) {
				this.backOff = null;
				logger.info("Peer '" + name() + "' receives again");
			}
			if (Thread.interrupted()) {
				stopBecauseInterrupted();
			}
		}
		catch (UxdException | RuntimeException ex) {
			recover(ex);
		}
	}

	private void recover(Exception failure) {
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
		catch (PeerOpenException ex) {
			logger.debug("Peer '" + name() + "' can't be opened again", ex);
		}
		catch (InterruptedException ex) {
			stopBecauseInterrupted();
		}
	}

	/**
	 * An interrupt asks the thread to end; nobody but its owner has a reason to.
	 */
	private void stopBecauseInterrupted() {
		logger.warn("Peer '" + name() + "' stops receiving, since its thread was interrupted");
		this.stopping = true;
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
		catch (UxdException ex) {
			logger.warn("Peer '" + name() + "' can't be drained", ex);
		}
	}

	private String name() {
		return this.doer.peer().name();
	}

}
