package io.github.uxd.spring;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import io.github.uxd.Peer;
import io.github.uxd.PeerDoer;
import io.github.uxd.PeerOpenException;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;
import org.springframework.util.Assert;

/**
 * Receives a peer's datagrams on a thread of its own, named after the peer. It is the
 * last to start and the first to stop, like Spring's listener containers.
 * <p>
 * Stopping loses nothing: the socket file is removed first, so that new senders are told
 * that nobody is there, then the datagrams that were sent before are handled. Starting
 * again after a stop makes the file anew.
 */
public class PeerPoller implements SmartLifecycle {

	private final PeerDoer doer;

	private final PollerSettings settings;

	private final Object monitor = new Object();

	private final List<Runnable> stopCallbacks = new ArrayList<>();

	private @Nullable PollerLoop loop;

	private @Nullable Thread thread;

	private volatile boolean running;

	/**
	 * Create a poller.
	 * @param doer what to do in each cycle
	 * @param settings how to work
	 */
	public PeerPoller(PeerDoer doer, PollerSettings settings) {
		this.doer = doer;
		this.settings = settings;
	}

	/**
	 * Return the peer whose datagrams are received.
	 * @return the peer
	 */
	public Peer getPeer() {
		return this.doer.peer();
	}

	/**
	 * Open the peer unless it is open, and start to receive.
	 * @throws UncheckedIOException if the peer can't be opened
	 * @throws IllegalStateException if a stop is still under way
	 */
	@Override
	public void start() {
		synchronized (this.monitor) {
			if (this.loop != null) {
				Assert.state(!this.loop.isStopping(),
						() -> "Peer '" + getPeer().name() + "' can't start to receive before it has stopped");
				return;
			}
			try {
				this.doer.enter();
			}
			catch (PeerOpenException ex) {
				throw new UncheckedIOException(ex);
			}
			PollerLoop loop = new PollerLoop(this.doer, this.settings, this::ended);
			Thread thread = new Thread(loop, "uxd-" + getPeer().name());
			// Keeps an application without a web server alive, as a listener container
			// does.
			thread.setDaemon(false);
			this.loop = loop;
			this.thread = thread;
			this.running = true;
			thread.start();
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
		PollerLoop ownLoop;
		synchronized (this.monitor) {
			PollerLoop loop = this.loop;
			if (loop != null) {
				loop.stop();
			}
			ownLoop = (Thread.currentThread() == this.thread) ? loop : null;
			if (loop != null && ownLoop == null) {
				this.stopCallbacks.add(callback);
				return;
			}
		}
		if (ownLoop != null) {
			// A listener closes the application: the loop can't end before the listener
			// returns,
			// which waits for us. So the rest is handled here and now.
			ownLoop.drain();
		}
		callback.run();
	}

	/**
	 * Called by the loop when it is done, on its thread.
	 */
	private void ended() {
		List<Runnable> callbacks;
		synchronized (this.monitor) {
			this.running = false;
			this.loop = null;
			this.thread = null;
			callbacks = List.copyOf(this.stopCallbacks);
			this.stopCallbacks.clear();
		}
		callbacks.forEach(Runnable::run);
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return this.settings.phase();
	}

}
