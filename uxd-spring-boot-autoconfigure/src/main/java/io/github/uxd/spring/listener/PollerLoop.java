package io.github.uxd.spring.listener;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import io.github.uxd.Peer;
import io.github.uxd.PeerClosedException;
import io.github.uxd.PeerDoer;
import io.github.uxd.PeerOpenException;
import io.github.uxd.WaitStrategy;
import io.github.uxd.spring.event.PeerIdleEvent;
import io.github.uxd.spring.event.PeerPausedEvent;
import io.github.uxd.spring.event.PeerResumedEvent;
import io.github.uxd.spring.event.PeerStartedEvent;
import io.github.uxd.spring.event.PeerStoppedEvent;
import io.github.uxd.spring.event.PeerStoppedEvent.Reason;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

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

	private final String peerId;

	private final PeerDoer doer;

	private final DatagramDispatcher dispatcher;

	private final PollerSettings settings;

	private final Pauses pauses;

	private final PeerEvents events;

	private final FileWatch fileWatch;

	private final IdleWatch idleWatch;

	private final ReceiveRecovery recovery;

	private final WaitStrategy waiting;

	private final Duration wait;

	private final List<Runnable> whenStopped = new ArrayList<>();

	private volatile boolean stopping;

	private final BooleanSupplier goOn;

	/**
	 * Whether to go on once the stop that is under way is done.
	 */
	private boolean restart;

	private boolean ended;

	private boolean entered = true;

	private boolean drainingForHandler;

	private boolean stopTold;

	private boolean interruptSeen;

	private Reason reason = Reason.REQUESTED;

	/**
	 * Create a loop.
	 * @param peerId the id of the peer
	 * @param doer what to do in each cycle
	 * @param dispatcher is given the datagrams
	 * @param settings how to work
	 * @param pauses tell whether to leave datagrams where they are; {@link #nudge()}
	 * follows each change
	 * @param events where to tell of what happens
	 */
	PollerLoop(String peerId, PeerDoer doer, DatagramDispatcher dispatcher, PollerSettings settings, Pauses pauses,
			PeerEvents events) {
		this.peerId = peerId;
		this.doer = doer;
		this.dispatcher = dispatcher;
		this.settings = settings;
		this.pauses = pauses;
		this.goOn = () -> !this.stopping && !pauses.any();
		this.events = events;
		this.fileWatch = new FileWatch(doer.peer(), peerId, events, settings.checkInterval());
		this.idleWatch = new IdleWatch(settings.idleEventInterval(),
				(idleTime) -> events.publish(new PeerIdleEvent(doer.peer(), peerId, idleTime)));
		this.recovery = new ReceiveRecovery(doer.peer(), peerId, settings.backOff(), events, dispatcher.lastFailure());
		this.waiting = WaitStrategy.spinning(settings.spin());
		this.wait = shortest(settings.checkInterval(), settings.idleEventInterval());
	}

	/**
	 * Return the shortest of the times that are not zero, and {@link #LONGEST_WAIT}.
	 */
	private static Duration shortest(Duration... times) {
		Duration shortest = LONGEST_WAIT;
		for (Duration time : times) {
			if (!time.isZero() && time.compareTo(shortest) < 0) {
				shortest = time;
			}
		}
		return shortest;
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
				peer().refuseSenders();
				notifyAll();
			}
		}
		if (hasEnded) {
			callback.run();
		}
		else {
			peer().wakeUp();
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

	/**
	 * Have the loop look again whether it is paused.
	 */
	void nudge() {
		synchronized (this) {
			notifyAll();
		}
		peer().wakeUp();
	}

	@Override
	public void run() {
		boolean restarts;
		do {
			this.stopTold = false;
			this.reason = Reason.REQUESTED;
			this.idleWatch.restart();
			this.events.publish(new PeerStartedEvent(peer(), this.peerId));
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
		this.dispatcher.shutdown();
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
			if (this.pauses.any()) {
				stayPaused();
				return;
			}
			int count = this.doer.recur(this.goOn);
			this.recovery.succeeded();
			if (!this.stopping) {
				this.waiting.idle(count, peer(), this.wait);
			}
			if (Thread.interrupted()) {
				forgetInterrupt();
			}
			if (!this.stopping) {
				this.fileWatch.tend();
				this.idleWatch.tend(count);
			}
		}
		catch (Throwable ex) {
			// Errors too: the thread must not end without a word, with senders left to
			// fill a queue that nobody reads.
			recover(ex);
		}
	}

	private void stayPaused() {
		this.events.publish(new PeerPausedEvent(peer(), this.peerId));
		while (!this.stopping && this.pauses.any()) {
			try {
				pause(Math.max(1, this.wait.toMillis()), this.pauses::any);
			}
			catch (InterruptedException ex) {
				forgetInterrupt();
			}
			this.fileWatch.tend();
		}
		if (!this.stopping) {
			this.idleWatch.restart();
			this.events.publish(new PeerResumedEvent(peer(), this.peerId));
		}
	}

	private void recover(Throwable failure) {
		if (this.stopping) {
			return;
		}
		long interval = this.recovery.failed(failure);
		if (interval == BackOffExecution.STOP) {
			this.reason = Reason.GAVE_UP;
			this.stopping = true;
			return;
		}
		try {
			pause(interval, () -> true);
			this.entered &= peer().isOpen();
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

	private synchronized void pause(long millis, BooleanSupplier wanted) throws InterruptedException {
		long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
		for (long left = millis; left > 0 && !this.stopping
				&& wanted.getAsBoolean(); left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())) {
			wait(left);
		}
	}

	/**
	 * A handler that has been interrupted, or has caught an interrupt of its own, leaves
	 * its mark on the thread. That is no reason to receive no more: only a
	 * {@linkplain #stop(Runnable) stop} is.
	 */
	private void forgetInterrupt() {
		String message = "The thread of peer '" + this.peerId + "' was interrupted, and goes on all the same";
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
	 * Receive what has been sent until now, wait until it is handled, and tell that this
	 * has stopped.
	 */
	private void drain() {
		long start = System.nanoTime();
		try {
			boolean nobodyListens = this.pauses.areListenersStopped();
			Duration timeout = nobodyListens ? Duration.ZERO : this.settings.drainTimeout();
			if (!this.doer.drain(timeout)) {
				logger.warn("Peer '" + this.peerId + "' stopped "
						+ (nobodyListens ? "while no listener of it ran, " : "after " + timeout.toMillis() + " ms ")
						+ "with datagrams left in its queue, which are lost if it is closed now");
			}
			else if (!this.dispatcher.awaitIdle(timeout.minusNanos(System.nanoTime() - start))) {
				logger.warn("Peer '" + this.peerId + "' stopped after " + timeout.toMillis() + " ms with "
						+ this.dispatcher.pending() + " datagrams that its listeners have not handled yet");
			}
		}
		catch (PeerClosedException ex) {
			logger.debug("Peer '" + this.peerId + "' was closed before it was drained", ex);
		}
		catch (InterruptedException ex) {
			forgetInterrupt();
		}
		catch (Throwable ex) {
			logger.warn("Peer '" + this.peerId + "' can't be drained", ex);
		}
		if (!this.stopTold) {
			this.stopTold = true;
			this.events.publish(new PeerStoppedEvent(peer(), this.peerId, this.reason));
		}
	}

	private Peer peer() {
		return this.doer.peer();
	}

}
