package io.github.uxd.spring.listener;

import java.util.Comparator;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.uxd.Peer;
import io.github.uxd.PeerDoer;
import io.github.uxd.PeerOpenException;
import io.github.uxd.WaitStrategy;
import io.github.uxd.spring.listener.PollerState.Busy;
import io.github.uxd.spring.listener.PollerState.Fact;
import io.github.uxd.spring.listener.PollerState.PauseReason;
import io.github.uxd.spring.listener.PollerState.Wish;
import io.github.uxd.spring.log.EscapingLog;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ApplicationEventPublisherAware;
import org.springframework.context.SmartLifecycle;

/**
 * Receives a peer's datagrams on a thread of its own, named after the peer. It is the
 * last to start and the first to stop, like Spring's listener containers. Any thread may
 * call the methods at any time, listeners of the peer too.
 * <p>
 * Stopping loses nothing that can be handled in time: the socket file is removed first,
 * so that new senders are told that nobody is there, then the datagrams that were sent
 * before are handled, until the drain timeout has passed. Then it ends, whatever a
 * listener does: no listener is called any more, one that is still busy is interrupted
 * and left behind, and what is left is counted and logged. Starting again after a stop
 * makes the file anew. Pausing leaves the file where it is, and what is sent in the
 * kernel's queue.
 * <p>
 * From the start until the stop the application is kept alive, as by other listener
 * containers.
 */
public class PeerPoller implements SmartLifecycle, ApplicationEventPublisherAware {

	private static final EscapingLog logger = new EscapingLog(PeerPoller.class);

	private static final long NANOS_UNTIL_NEXT_TRY = TimeUnit.MILLISECONDS.toNanos(500);

	private final String peerId;

	private final Peer peer;

	private final DatagramDispatcher dispatcher;

	private final PollerSettings settings;

	private final WaitStrategy waiting;

	private final ReceivingState state = new ReceivingState();

	private PeerEvents events = new PeerEvents((event) -> {
	});

	/**
	 * What the owner of the state has in hand.
	 */
	private volatile Delivery delivery;

	/**
	 * Create a poller.
	 * @param peerId the id of the peer, which its thread is named after
	 * @param dispatcher knows who is to get the datagrams of its peer
	 * @param settings how to work
	 */
	public PeerPoller(String peerId, DatagramDispatcher dispatcher, PollerSettings settings) {
		this(peerId, dispatcher, settings, WaitStrategy.spinning(settings.spin()));
	}

	PeerPoller(String peerId, DatagramDispatcher dispatcher, PollerSettings settings, WaitStrategy waiting) {
		this.peerId = peerId;
		this.peer = dispatcher.peer();
		this.dispatcher = dispatcher;
		this.settings = settings;
		this.waiting = waiting;
		this.delivery = new Delivery(dispatcher, this.state::nanosLeft);
		dispatcher.listeners().whenStopped((stopped) -> pause(PauseReason.LISTENERS_STOPPED, stopped));
		SourceOrderedExecutor executor = dispatcher.executor();
		if (executor != null) {
			executor.whenLeft(this.state::returned);
		}
	}

	@Override
	public void setApplicationEventPublisher(ApplicationEventPublisher publisher) {
		this.events = new PeerEvents(publisher);
	}

	/**
	 * Return the peer whose datagrams are received.
	 * @return the peer
	 */
	public Peer getPeer() {
		return this.peer;
	}

	/**
	 * Return what knows who is to get the datagrams.
	 * @return the dispatcher
	 */
	public DatagramDispatcher getDispatcher() {
		return this.dispatcher;
	}

	/**
	 * Open the peer unless it is open, and start to receive. If a stop is still under
	 * way, one that a listener has asked for say, what it leaves to do is done first, and
	 * the peer opens after this has returned: there is never more than one thread that
	 * receives.
	 * @throws PeerStartException if the peer can't be opened
	 */
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
				this.delivery = new Delivery(this.dispatcher, this.state::nanosLeft);
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

	private Thread thread(Lease lease, boolean open) {
		return new PollerThread(this, "uxd-" + this.peerId, lease, loop(lease, open));
	}

	private PollerLoop loop(Lease lease, boolean open) {
		return new PollerLoop(this.peerId, this.dispatcher, this.settings, this.waiting, this.state, this.events, lease,
				this.delivery, open);
	}

	/**
	 * Keep the application alive as long as it is to receive, by a thread that also sees
	 * to it that stops end in time.
	 */
	private void keepAlive() {
		if (!this.state.keep()) {
			return;
		}
		boolean kept = false;
		try {
			Thread thread = new Thread(this::endLateStops, "uxd-" + this.peerId + "-keep-alive");
			thread.setDaemon(false);
			thread.start();
			kept = true;
		}
		finally {
			if (!kept) {
				this.state.notKept();
			}
		}
	}

	private void endLateStops() {
		for (Stop late = this.state.awaitOverdue(); late != null; late = this.state.awaitOverdue()) {
			Lease lease = new Lease();
			if (this.state.takeOver(late, lease)) {
				// What is in hand stays that of the one left behind.
				this.delivery = new Delivery(this.dispatcher, this.state::nanosLeft);
				if (late.isHopeless()) {
					this.state.end(lease);
				}
				startSuccessor(lease);
			}
		}
	}

	/**
	 * Start the thread that ends a late stop, or else end it here: nobody must wait for
	 * it in vain because no thread can be had. If the peer is to receive again, this goes
	 * on until one can.
	 */
	private void startSuccessor(Lease lease) {
		while (this.state.owner() == lease) {
			try {
				thread(lease, false).start();
				return;
			}
			catch (Throwable ex) {
				logger.error("No thread can be had for peer '" + this.peerId + "'", ex);
			}
			this.state.end(lease);
			this.state.await(NANOS_UNTIL_NEXT_TRY, () -> this.state.owner() == lease && this.state.stopping() == null);
		}
	}

	/**
	 * Stop to receive, and wait until the last datagram has been handled, or the time for
	 * that is up. A listener of the peer may call this: its datagram goes to those who
	 * are still to get it, and then the others are handled, by another thread.
	 */
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
		Lease asker = (own == null && executor != null) ? executor.currentLease() : own;
		Stop stop = this.state.stop(callback, this.settings.drainTimeout(), this.dispatcher.dropped(), asker);
		if (stop == null) {
			callback.run();
			return;
		}
		if (executor != null) {
			executor.wakeUp();
		}
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
		if (executor != null) {
			executor.handOver();
		}
	}

	/**
	 * Leave what is sent from now on in the kernel's queue, until {@link #resume()}. Any
	 * thread may call this at any time, and doesn't wait: the datagram that is being
	 * handled is the last, and {@link #isPaused()} tells when that is done. (What was
	 * given to listeners on other threads before goes on there.) A poller that isn't
	 * running pauses as soon as it is. Stopping handles what waits, paused or not.
	 */
	public void pause() {
		pause(PauseReason.REQUESTED, true);
	}

	/**
	 * Receive again after {@link #pause()}, first of all what was sent meanwhile. A peer
	 * whose listeners are all stopped stays paused until one of them is started:
	 * {@link PollerState#pauseReasons()} tells.
	 */
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

	/**
	 * Return what the receiving side of the peer is to do and what it does.
	 * @return the state of this moment
	 */
	public PollerState getState() {
		return this.state.snapshot(Stream.concat(Stream.ofNullable(this.state.owner()), this.dispatcher.leases())
			.map(Lease::busy)
			.filter(Objects::nonNull)
			.max(Comparator.comparing(Busy::time))
			.orElse(null));
	}

	/**
	 * Return whether a call of a listener lasts longer than it should.
	 * @return {@code true} if so
	 */
	public boolean isStuck() {
		Busy busy = getState().busy();
		return busy != null && !this.settings.busyThreshold().isZero()
				&& busy.time().compareTo(this.settings.busyThreshold()) >= 0;
	}

	/**
	 * Return whether nothing is to be received because of {@link #pause()}, or because
	 * all listeners of the peer are stopped.
	 * @return {@code true} if so, from the very call on
	 */
	public boolean isPauseRequested() {
		return this.state.isPauseRequested();
	}

	/**
	 * Return whether nothing is received because of a {@linkplain #isPauseRequested()
	 * pause}, and what was received before is handled, unless listeners run on other
	 * threads.
	 * @return {@code true} if so; {@code false} if it isn't running
	 */
	public boolean isPaused() {
		return this.state.fact() == Fact.PAUSED;
	}

	/**
	 * Return whether datagrams are received, or would be if it weren't paused: from the
	 * start until a stop is asked for.
	 * @return {@code true} if so
	 */
	@Override
	public boolean isRunning() {
		return this.state.isRunning();
	}

	/**
	 * Return whether datagrams are meant to be received: it was started and not stopped
	 * since, even if it has given up by itself.
	 * @return {@code true} if so
	 */
	public boolean isMeantToRun() {
		return this.state.wish() != Wish.STOP;
	}

	/**
	 * Return where those wait who wait for the state to change.
	 */
	ReceivingState state() {
		return this.state;
	}

	@Override
	public int getPhase() {
		return this.settings.phase();
	}

}
