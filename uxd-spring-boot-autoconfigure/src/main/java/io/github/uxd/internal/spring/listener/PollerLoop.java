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

import java.time.Duration;
import java.util.function.BooleanSupplier;

import io.github.uxd.DatagramView;
import io.github.uxd.Peer;
import io.github.uxd.PeerDoer;
import io.github.uxd.PeerOpenException;
import io.github.uxd.UxdException;
import io.github.uxd.WaitStrategy;
import io.github.uxd.internal.spring.log.EscapingLog;
import io.github.uxd.internal.spring.log.LogNames;
import io.github.uxd.spring.event.PeerPausedEvent;
import io.github.uxd.spring.event.PeerResumedEvent;
import io.github.uxd.spring.event.PeerStartedEvent;
import io.github.uxd.spring.listener.PollerState.Fact;
import io.github.uxd.spring.listener.PollerState.Wish;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.util.backoff.BackOffExecution;

/**
 * What a thread that receives does as long as the {@linkplain ReceivingState state} is
 * its own: one duty cycle after the other, each as the state says.
 */
final class PollerLoop implements Runnable {

	private static final EscapingLog logger = new EscapingLog(LogNames.PEER_POLLER);

	/**
	 * How long one wait lasts at most. Whatever is to end it wakes it up, so that this
	 * bounds nothing but the harm of a lost wake-up.
	 */
	private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

	private static final long MILLIS_AFTER_TWO_FAILURES = 100;

	private final String peerId;

	private final Peer peer;

	private final PeerDoer doer;

	private final DatagramDispatcher dispatcher;

	private final Delivery delivery;

	private final Lease lease;

	private final ReceivingState state;

	private final Heartbeat heartbeat;

	private final Duration drainTimeout;

	private final PeerEvents events;

	private final FileWatch fileWatch;

	private final IdleWatch idleWatch;

	private final ReceiveRecovery recovery;

	private final WaitStrategy waiting;

	private final Duration wait;

	/*
	 * Made once: where there is no memory, not even these could be.
	 */

	private final BooleanSupplier goOn;

	private final BooleanSupplier whilePaused;

	private final BooleanSupplier whileFailed;

	private final PeerDrain drain;

	private boolean isOpenAlready;

	private boolean startTold;

	private long millisToNextTry;

	/**
	 * Create a loop.
	 * @param dispatcher knows who is to get the datagrams
	 * @param settings how to work
	 * @param waiting how to wait for the next datagram
	 * @param state the state of the peer's receiving side
	 * @param heartbeat where to answer who asks whether the thread turns
	 * @param publisher where to tell of what happens
	 * @param lease the right of the loop's thread to receive
	 * @param delivery what is in hand, for the first thing to do
	 * @param open whether the peer has been opened for the loop already
	 */
	PollerLoop(DatagramDispatcher dispatcher, PollerSettings settings, WaitStrategy waiting, ReceivingState state,
			Heartbeat heartbeat, ApplicationEventPublisher publisher, Lease lease, Delivery delivery, boolean open) {
		this.peerId = dispatcher.peerId();
		this.peer = dispatcher.peer();
		this.doer = new PeerDoer(this.peer, this::receive, settings.batchSize());
		this.dispatcher = dispatcher;
		this.delivery = delivery;
		this.isOpenAlready = open;
		this.lease = lease;
		this.state = state;
		this.heartbeat = heartbeat;
		this.drainTimeout = settings.drainTimeout();
		this.events = new PeerEvents(this.peer, this.peerId, publisher, lease);
		this.fileWatch = new FileWatch(this.events, settings.checkInterval());
		this.idleWatch = new IdleWatch(this.events, settings.idleEventInterval());
		this.recovery = new ReceiveRecovery(this.events, settings.backOff(), dispatcher.report());
		this.waiting = waiting;
		this.wait = least(least(LONGEST_WAIT, settings.checkInterval()), settings.idleEventInterval());
		this.drain = new PeerDrain(this.doer, dispatcher, delivery, lease, state, this.events);
		this.goOn = heartbeat.during(() -> state.isFlowing() && !lease.isTakenAway() && !delivery.isInHand());
		this.whilePaused = heartbeat.during(() -> state.fact() == Fact.PAUSED && state.wish() == Wish.PAUSE);
		this.whileFailed = heartbeat.during(() -> state.fact() == Fact.FAILED);
	}

	private static Duration least(Duration wait, Duration other) {
		return (other.isZero() || wait.compareTo(other) <= 0) ? wait : other;
	}

	@Override
	public void run() {
		while (isOwner()) {
			cycle();
		}
		this.state.returned(this.lease);
	}

	private boolean isOwner() {
		return this.state.owner() == this.lease;
	}

	private void cycle() {
		this.heartbeat.turned();
		try {
			if (this.isOpenAlready) {
				this.isOpenAlready = false;
				opened();
			}
			switch (this.state.fact()) {
				case OPENING -> open();
				case RECEIVING -> turn();
				case PAUSED -> stayPaused();
				case FAILED -> tryAgain();
				case DRAINING -> {
					this.startTold = false;
					this.drain.run();
				}
				// Then there is no owner.
				case CLOSED, GAVE_UP -> Thread.onSpinWait();
			}
		}
		catch (Throwable ex) {
			// Errors too: the thread must not end without a word, with senders left to
			// fill a queue that nobody reads.
			fail(ex);
		}
	}

	private void open() throws PeerOpenException {
		this.doer.enter();
		opened();
	}

	private void opened() {
		this.state.opened(this.lease);
		if (!this.startTold) {
			this.startTold = true;
			this.idleWatch.restart();
			this.events.publish(PeerStartedEvent::new);
		}
	}

	private void turn() throws UxdException {
		if (this.state.wish() == Wish.PAUSE) {
			if (this.state.paused(this.lease)) {
				this.events.publish(PeerPausedEvent::new);
			}
			return;
		}
		this.delivery.batchBegins();
		if (this.delivery.isInHand() && !this.delivery.deliver(this.lease)) {
			return;
		}
		int count;
		try {
			count = this.doer.recur(this.goOn);
		}
		finally {
			this.delivery.batchEnds(this.lease);
		}
		if (this.goOn.getAsBoolean()) {
			this.waiting.idle(count, this.peer, this.wait);
		}
		if (this.goOn.getAsBoolean()) {
			this.recovery.succeeded();
			this.fileWatch.tend();
			this.idleWatch.tend(count);
			if (this.dispatcher.dispatches()) {
				this.dispatcher.executor().tend();
			}
		}
	}

	private void receive(DatagramView view) {
		this.delivery.take(view);
		this.delivery.deliver(this.lease);
	}

	private void stayPaused() throws PeerOpenException {
		this.state.await(this.wait.toNanos(), this.whilePaused);
		if (this.state.resumed(this.lease)) {
			this.idleWatch.restart();
			this.events.publish(PeerResumedEvent::new);
		}
		else if (this.state.fact() == Fact.PAUSED) {
			this.doer.repair();
			this.fileWatch.tend();
		}
	}

	private void tryAgain() throws PeerOpenException, UxdException {
		this.state.await(this.millisToNextTry * 1_000_000, this.whileFailed);
		if (this.state.fact() == Fact.FAILED) {
			this.doer.repair();
			this.peer.awaitReadable(Duration.ZERO);
			opened();
		}
	}

	private void fail(Throwable failure) {
		try {
			if (this.state.stopping() != null) {
				logger.warn("Peer '" + this.peerId + "' has failed while it was stopping", failure);
				this.state.failed(this.lease);
				return;
			}
			this.millisToNextTry = this.recovery.failed(failure);
			if (this.millisToNextTry == BackOffExecution.STOP) {
				this.state.giveUp(this.lease, this.drainTimeout, this.dispatcher.dropped());
				return;
			}
		}
		catch (Throwable another) {
			// Of an Error that comes after another, for want of memory say, nobody can be
			// told. To try again is all that is left.
			this.millisToNextTry = MILLIS_AFTER_TWO_FAILURES;
		}
		this.state.failed(this.lease);
	}

}
