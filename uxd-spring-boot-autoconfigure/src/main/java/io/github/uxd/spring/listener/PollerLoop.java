package io.github.uxd.spring.listener;

import java.time.Duration;
import java.util.function.BooleanSupplier;

import io.github.uxd.Peer;
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

	private final Duration drainTimeout;

	private final Pauses pauses;

	private final PeerEvents events;

	private final FileWatch fileWatch;

	private final IdleWatch idleWatch;

	private final ReceiveRecovery recovery;

	private final PeerDrain drain;

	private final WaitStrategy waiting;

	private final Duration wait;

	private final StopSignal stop = new StopSignal();

	private final BooleanSupplier goOn;

	private volatile boolean paused;

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
		Peer peer = doer.peer();
		this.peerId = peerId;
		this.doer = doer;
		this.dispatcher = dispatcher;
		this.drainTimeout = settings.drainTimeout();
		this.pauses = pauses;
		this.goOn = () -> !this.stop.isStopping() && !pauses.any();
		this.events = events;
		this.fileWatch = new FileWatch(peer, peerId, events, settings.checkInterval());
		this.idleWatch = new IdleWatch(settings.idleEventInterval(),
				(idleTime) -> events.publish(new PeerIdleEvent(peer, peerId, idleTime)));
		this.recovery = new ReceiveRecovery(peer, peerId, settings.backOff(), events, dispatcher.lastFailure());
		this.drain = new PeerDrain(peerId, doer, dispatcher, this.drainTimeout);
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
		if (this.stop.request(callback, this::turnAway)) {
			peer().wakeUp();
		}
		else {
			callback.run();
		}
	}

	private void turnAway() {
		peer().refuseSenders();
		// The loop may wait for room among the listeners' threads.
		this.dispatcher.stopWithin(this.drainTimeout);
	}

	/**
	 * Ask the loop to go on after the stop that is under way, if one is.
	 * @return {@code false} if it is too late for that
	 */
	boolean resume() {
		return this.stop.resume();
	}

	/**
	 * Return whether the loop receives, or will again.
	 */
	boolean isRunning() {
		return this.stop.isRunning();
	}

	/**
	 * Return whether the loop leaves datagrams where they are.
	 */
	boolean isPaused() {
		return this.paused;
	}

	/**
	 * Have the loop look again whether it is to pause.
	 */
	void nudge() {
		this.stop.nudge();
		peer().wakeUp();
	}

	@Override
	public void run() {
		try {
			do {
				runUntilStopped();
			}
			while (goesOn());
		}
		finally {
			// Whatever has happened: nobody must wait for it in vain.
			this.stop.end();
			this.stop.runCallbacks();
			this.dispatcher.shutdown();
		}
	}

	private void runUntilStopped() {
		this.stopTold = false;
		this.reason = Reason.REQUESTED;
		this.idleWatch.restart();
		this.events.publish(new PeerStartedEvent(peer(), this.peerId));
		while (!this.stop.isStopping()) {
			turn();
		}
		drain();
	}

	private boolean goesOn() {
		this.dispatcher.restart();
		boolean restarts = this.stop.restarts();
		this.entered = !restarts;
		// Not before: who is told that this has stopped, and starts again, is to find the
		// peer open when that is done.
		this.stop.runCallbacks();
		return restarts;
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
			if (!this.stop.isStopping()) {
				this.waiting.idle(count, peer(), this.wait);
			}
			if (Thread.interrupted()) {
				forgetInterrupt();
			}
			if (!this.stop.isStopping()) {
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
		this.paused = true;
		try {
			this.events.publish(new PeerPausedEvent(peer(), this.peerId));
			while (!this.stop.isStopping() && this.pauses.any()) {
				pause(Math.max(1, this.wait.toMillis()), this.pauses::any);
				this.fileWatch.tend();
			}
		}
		finally {
			this.paused = false;
		}
		if (!this.stop.isStopping()) {
			this.idleWatch.restart();
			this.events.publish(new PeerResumedEvent(peer(), this.peerId));
		}
	}

	private void recover(Throwable failure) {
		if (this.stop.isStopping()) {
			return;
		}
		long interval = this.recovery.failed(failure);
		if (interval == BackOffExecution.STOP) {
			this.reason = Reason.GAVE_UP;
			this.stop.giveUp();
			return;
		}
		pause(interval, () -> true);
		this.entered &= peer().isOpen();
	}

	/**
	 * Open the peer, if it isn't or has turned senders away.
	 */
	private void enter() throws PeerOpenException {
		if (!this.entered) {
			// A stop must find either the socket of before or the new one.
			this.stop.unlessStopping(this.doer::enter);
			this.entered = true;
		}
	}

	private void pause(long millis, BooleanSupplier wanted) {
		try {
			this.stop.pause(millis, wanted);
		}
		catch (InterruptedException ex) {
			forgetInterrupt();
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
				this.dispatcher.finishDelivery();
				drain();
			}
			finally {
				this.drainingForHandler = false;
			}
		}
		this.stop.runCallbacks();
	}

	/**
	 * Receive what has been sent until now, wait until it is handled, and tell that this
	 * has stopped.
	 */
	private void drain() {
		this.drain.run(this.pauses.areListenersStopped());
		if (!this.stopTold) {
			this.stopTold = true;
			this.events.publish(new PeerStoppedEvent(peer(), this.peerId, this.reason));
		}
	}

	private Peer peer() {
		return this.doer.peer();
	}

}
