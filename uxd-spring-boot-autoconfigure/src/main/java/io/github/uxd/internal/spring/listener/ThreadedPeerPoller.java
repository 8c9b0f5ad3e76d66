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

import java.util.Comparator;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import io.github.uxd.Peer;
import io.github.uxd.PeerDoer;
import io.github.uxd.PeerOpenException;
import io.github.uxd.WaitStrategy;
import io.github.uxd.internal.spring.log.EscapingLog;
import io.github.uxd.internal.spring.log.LogNames;
import io.github.uxd.spring.listener.PeerPoller;
import io.github.uxd.spring.listener.PeerStartException;
import io.github.uxd.spring.listener.PollerState;
import io.github.uxd.spring.listener.PollerState.Busy;
import io.github.uxd.spring.listener.PollerState.Fact;
import io.github.uxd.spring.listener.PollerState.PauseReason;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ApplicationEventPublisherAware;

/**
 * Receives on a thread of its own, as one state says.
 */
public class ThreadedPeerPoller implements PeerPoller, ApplicationEventPublisherAware {

	private static final EscapingLog logger = new EscapingLog(LogNames.PEER_POLLER);

	private static final long NANOS_UNTIL_NEXT_TRY = TimeUnit.MILLISECONDS.toNanos(500);

	private final String peerId;

	private final String noThread;

	private final Peer peer;

	private final DatagramDispatcher dispatcher;

	private final PollerSettings settings;

	private final WaitStrategy waiting;

	private final ReceivingState state = new ReceivingState();

	private final Heartbeat heartbeat;

	private ApplicationEventPublisher publisher = (event) -> {
	};

	/**
	 * What the owner of the state has in hand.
	 */
	private volatile Delivery delivery;

	/**
	 * Create a poller.
	 * @param dispatcher knows who is to get the datagrams of its peer, whose id the
	 * thread is named after
	 * @param settings how to work
	 */
	public ThreadedPeerPoller(DatagramDispatcher dispatcher, PollerSettings settings) {
		this(dispatcher, settings, settings.waiting());
	}

	ThreadedPeerPoller(DatagramDispatcher dispatcher, PollerSettings settings, WaitStrategy waiting) {
		this.peerId = dispatcher.peerId();
		this.noThread = "No thread can be had for peer '" + this.peerId + "'";
		this.peer = dispatcher.peer();
		this.dispatcher = dispatcher;
		this.settings = settings;
		this.waiting = waiting;
		this.heartbeat = new Heartbeat(this.peer, this.state);
		this.delivery = newDelivery();
		dispatcher.listeners().whenStopped((stopped) -> pause(PauseReason.LISTENERS_STOPPED, stopped));
		dispatcher.executor().whenLeft(this.state::returned);
	}

	@Override
	public void setApplicationEventPublisher(ApplicationEventPublisher publisher) {
		this.publisher = publisher;
	}

	@Override
	public Peer getPeer() {
		return this.peer;
	}

	DatagramDispatcher dispatcher() {
		return this.dispatcher;
	}

	@Override
	public void start() {
		Lease lease = new Lease();
		if (!this.state.start(lease)) {
			return;
		}
		boolean started = false;
		try {
			keepAlive();
			new PeerDoer(this.peer, (view) -> {
			}, 1).enter();
			// A stop that took too long meanwhile has given its place to another.
			if (this.state.owner() == lease) {
				this.delivery = newDelivery();
				// A stop that nobody could carry out may have left something.
				this.dispatcher.listeners().dropCollected();
				thread(lease, true).start();
				this.state.opened(lease);
			}
			started = true;
		}
		catch (PeerOpenException ex) {
			throw new PeerStartException(this.peerId, ex);
		}
		finally {
			if (!started) {
				this.state.openFailed(lease);
			}
		}
	}

	private Delivery newDelivery() {
		return new Delivery(this.dispatcher, this.state::nanosLeft);
	}

	private Thread thread(Lease lease, boolean open) {
		return new PollerThread(this, "uxd-" + this.peerId, lease, new PollerLoop(this.dispatcher, this.settings,
				this.waiting, this.state, this.heartbeat, this.publisher, lease, this.delivery, open));
	}

	/**
	 * Keep the application alive as long as it is to receive, by a thread that also sees
	 * to it that stops end in time.
	 */
	private void keepAlive() {
		this.state.keep(() -> {
			Thread thread = new Thread(this::endLateStops, "uxd-" + this.peerId + "-keep-alive");
			thread.setDaemon(false);
			thread.start();
		});
	}

	private void endLateStops() {
		for (Stop late = this.state.awaitOverdue(); late != null; late = this.state.awaitOverdue()) {
			try {
				endLate(late);
			}
			catch (Throwable ex) {
				// There is nobody else to do it.
				logger.error("A stop that took too long can't be ended yet", ex);
				LockSupport.parkNanos(NANOS_UNTIL_NEXT_TRY);
			}
		}
	}

	private void endLate(Stop late) {
		// First all that takes memory: whoever takes over must go on.
		Lease lease = new Lease();
		Delivery delivery = newDelivery();
		BooleanSupplier isWanted = () -> this.state.owner() == lease && this.state.stopping() == null;
		if (this.state.takeOver(late, lease)) {
			// What is in hand stays that of the one left behind.
			this.delivery = delivery;
			if (late.isHopeless()) {
				this.state.end(lease);
			}
			startSuccessor(lease, isWanted);
		}
	}

	/**
	 * Start the thread that ends a late stop, or else end it here: nobody must wait for
	 * it in vain because no thread can be had. If the peer is to receive again, this goes
	 * on until one can.
	 */
	private void startSuccessor(Lease lease, BooleanSupplier isWanted) {
		while (this.state.owner() == lease) {
			try {
				thread(lease, false).start();
				return;
			}
			catch (Throwable ex) {
				logger.error(this.noThread, ex);
			}
			this.state.end(lease);
			this.state.await(NANOS_UNTIL_NEXT_TRY, isWanted);
		}
	}

	@Override
	public void stop() {
		CountDownLatch ended = new CountDownLatch(1);
		stop(ended::countDown);
		try {
			ended.await();
		}
		catch (InterruptedException ex) {
			// The poller stops all the same, just without us waiting for it.
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void stop(Runnable callback) {
		SourceOrderedExecutor executor = this.dispatcher.executor();
		Lease own = PollerThread.currentLease(this);
		Lease asker = (own != null) ? own : executor.currentLease();
		Stop stop = this.state.stop(callback, this.settings.drainTimeout(), this.dispatcher.dropped(), asker);
		if (stop == null) {
			callback.run();
			return;
		}
		executor.wakeUp();
		this.peer.wakeUp();
		try {
			// At once: the thread that receives may be busy.
			this.peer.refuseSenders();
		}
		finally {
			this.state.turnedAway(stop);
		}
		// If a call asks, another thread goes on with what ours does: it may wait for
		// that.
		if (own != null && !own.isTakenAway()) {
			Lease successor = new Lease();
			this.state.handOver(own, successor, thread(successor, false));
		}
		executor.handOver();
	}

	@Override
	public void pause() {
		pause(PauseReason.REQUESTED, true);
	}

	@Override
	public void resume() {
		pause(PauseReason.REQUESTED, false);
	}

	private void pause(PauseReason reason, boolean pause) {
		if (pause) {
			this.state.pause(reason);
		}
		else {
			this.state.resume(reason);
		}
		this.peer.wakeUp();
	}

	@Override
	public PollerState getState() {
		return this.state
			.snapshot(Stream.concat(Stream.ofNullable(this.state.owner()), this.dispatcher.executor().leases().stream())
				.map(Lease::busy)
				.filter(Objects::nonNull)
				.max(Comparator.comparing(Busy::time))
				.orElse(null));
	}

	@Override
	public boolean isStuck() {
		Busy busy = getState().busy();
		return busy != null && !this.settings.busyThreshold().isZero()
				&& busy.time().compareTo(this.settings.busyThreshold()) >= 0;
	}

	@Override
	public boolean isPauseRequested() {
		return this.state.isPauseRequested();
	}

	@Override
	public boolean isPaused() {
		return this.state.fact() == Fact.PAUSED;
	}

	@Override
	public boolean isRunning() {
		return this.state.isRunning();
	}

	/**
	 * Return where those wait who wait for the state to change.
	 */
	ReceivingState receiving() {
		return this.state;
	}

	/**
	 * Return who tells whether the thread that receives still turns.
	 * @return the heartbeat, the same whichever thread it is
	 */
	public Heartbeat heartbeat() {
		return this.heartbeat;
	}

	/**
	 * Return how many datagrams are received at most before something else is looked at.
	 */
	int batchSize() {
		return this.settings.batchSize();
	}

	@Override
	public long getDropped() {
		return this.dispatcher.dropped();
	}

	@Override
	public long getRecovered() {
		return this.dispatcher.recovered();
	}

	@Override
	public long getFiltered() {
		return this.dispatcher.filtered();
	}

	@Override
	public int getPending() {
		return this.dispatcher.pending();
	}

	@Override
	public @Nullable Failure getLastFailure() {
		return this.dispatcher.report().lastFailure();
	}

	@Override
	public int getPhase() {
		return this.settings.phase();
	}

}
