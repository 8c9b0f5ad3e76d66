package io.github.uxd.spring.listener;

import java.util.concurrent.CountDownLatch;

import io.github.uxd.Peer;
import io.github.uxd.PeerDoer;
import io.github.uxd.PeerOpenException;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ApplicationEventPublisherAware;
import org.springframework.context.SmartLifecycle;

/**
 * Receives a peer's datagrams on a thread of its own, named after the peer. It is the
 * last to start and the first to stop, like Spring's listener containers.
 * <p>
 * Stopping loses nothing that can be handled in time: the socket file is removed first,
 * so that new senders are told that nobody is there, then the datagrams that were sent
 * before are handled, until the drain timeout has passed. Starting again after a stop
 * makes the file anew. Pausing leaves the file where it is, and what is sent in the
 * kernel's queue.
 */
public class PeerPoller implements SmartLifecycle, ApplicationEventPublisherAware {

	private final String peerId;

	private final PeerDoer doer;

	private final DatagramDispatcher dispatcher;

	private final PollerSettings settings;

	private PeerEvents events = new PeerEvents((event) -> {
	});

	private final Object monitor = new Object();

	private @Nullable PollerLoop loop;

	private @Nullable Thread thread;

	private volatile boolean meantToRun;

	private final Pauses pauses = new Pauses();

	/**
	 * Create a poller.
	 * @param peerId the id of the peer, which its thread is named after
	 * @param dispatcher is given the datagrams of its peer
	 * @param settings how to work
	 */
	public PeerPoller(String peerId, DatagramDispatcher dispatcher, PollerSettings settings) {
		this.peerId = peerId;
		this.doer = new PeerDoer(dispatcher.peer(), dispatcher, settings.batchSize());
		this.dispatcher = dispatcher;
		this.settings = settings;
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
		return this.doer.peer();
	}

	/**
	 * Return what the datagrams are given to.
	 * @return the dispatcher
	 */
	public DatagramDispatcher getDispatcher() {
		return this.dispatcher;
	}

	/**
	 * Open the peer unless it is open, and start to receive. If a stop is still under
	 * way, one that a handler has asked for say, what it leaves to do is done first, and
	 * the peer opens after this has returned: there is never more than one thread that
	 * receives.
	 * @throws PeerStartException if the peer can't be opened
	 */
	@Override
	public void start() {
		synchronized (this.monitor) {
			this.meantToRun = true;
			if (this.loop != null && this.loop.resume()) {
				return;
			}
			try {
				this.doer.enter();
			}
			catch (PeerOpenException ex) {
				throw new PeerStartException(this.peerId, ex);
			}
			PollerLoop loop = new PollerLoop(this.peerId, this.doer, this.dispatcher, this.settings, this.pauses,
					this.events);
			this.dispatcher.restart();
			Thread thread = new Thread(loop, "uxd-" + this.peerId);
			// Keeps an application without a web server alive, as a listener container
			// does.
			thread.setDaemon(false);
			thread.start();
			this.loop = loop;
			this.thread = thread;
		}
	}

	/**
	 * Stop to receive, and wait until the last datagram has been handled.
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
		PollerLoop loop;
		boolean onItsThread;
		synchronized (this.monitor) {
			this.meantToRun = false;
			loop = this.loop;
			onItsThread = Thread.currentThread() == this.thread;
		}
		if (loop == null) {
			callback.run();
			return;
		}
		// A listener on another thread closes the application: it isn't waited for.
		this.dispatcher.leaveListener();
		loop.stop(callback);
		if (onItsThread) {
			// A listener closes the application: the loop can't stop before the
			// listener returns, which waits for us. So the rest is handled here and
			// now.
			loop.drainForHandler();
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
		this.pauses.setRequested(true);
		nudge();
	}

	/**
	 * Receive again after {@link #pause()}, first of all what was sent meanwhile. (A peer
	 * whose listeners are all stopped stays paused until one of them is started.)
	 */
	public void resume() {
		this.pauses.setRequested(false);
		nudge();
	}

	/**
	 * Set whether all listeners of the peer are stopped, which pauses it too.
	 */
	void setListenersStopped(boolean listenersStopped) {
		this.pauses.setListenersStopped(listenersStopped);
		nudge();
	}

	private void nudge() {
		PollerLoop loop;
		synchronized (this.monitor) {
			loop = this.loop;
		}
		if (loop != null) {
			loop.nudge();
		}
	}

	/**
	 * Return whether nothing is to be received because of {@link #pause()}, or because
	 * all listeners of the peer are stopped.
	 * @return {@code true} if so, from the very call on
	 */
	public boolean isPauseRequested() {
		return this.pauses.any();
	}

	/**
	 * Return whether nothing is received because of a {@linkplain #isPauseRequested()
	 * pause}, and what was received before is handled, unless listeners run on other
	 * threads.
	 * @return {@code true} if so; {@code false} if it isn't running
	 */
	public boolean isPaused() {
		synchronized (this.monitor) {
			return this.loop != null && this.loop.isRunning() && this.loop.isPaused();
		}
	}

	/**
	 * Return whether datagrams are received, or would be if it weren't paused: from the
	 * start until a stop is asked for.
	 * @return {@code true} if so
	 */
	@Override
	public boolean isRunning() {
		synchronized (this.monitor) {
			return this.loop != null && this.loop.isRunning();
		}
	}

	/**
	 * Return whether datagrams are meant to be received: it was started and not stopped
	 * since, even if it has given up by itself.
	 * @return {@code true} if so
	 */
	public boolean isMeantToRun() {
		return this.meantToRun;
	}

	@Override
	public int getPhase() {
		return this.settings.phase();
	}

}
