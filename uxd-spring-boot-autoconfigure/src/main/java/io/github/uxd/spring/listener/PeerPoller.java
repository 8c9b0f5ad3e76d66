package io.github.uxd.spring.listener;

import java.io.UncheckedIOException;
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
 * Stopping loses nothing: the socket file is removed first, so that new senders are told
 * that nobody is there, then the datagrams that were sent before are handled. Starting
 * again after a stop makes the file anew.
 */
public class PeerPoller implements SmartLifecycle, ApplicationEventPublisherAware {

	private final PeerDoer doer;

	private final PollerSettings settings;

	private ApplicationEventPublisher publisher = (event) -> {
	};

	private final Object monitor = new Object();

	private @Nullable PollerLoop loop;

	private @Nullable Thread thread;

	private volatile boolean meantToRun;

	/**
	 * Create a poller.
	 * @param doer what to do in each cycle
	 * @param settings how to work
	 */
	public PeerPoller(PeerDoer doer, PollerSettings settings) {
		this.doer = doer;
		this.settings = settings;
	}

	@Override
	public void setApplicationEventPublisher(ApplicationEventPublisher publisher) {
		this.publisher = publisher;
	}

	/**
	 * Return the peer whose datagrams are received.
	 * @return the peer
	 */
	public Peer getPeer() {
		return this.doer.peer();
	}

	/**
	 * Open the peer unless it is open, and start to receive. If a stop is still under
	 * way, one that a handler has asked for say, what it leaves to do is done first:
	 * there is never more than one thread that receives.
	 * @throws UncheckedIOException if the peer can't be opened
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
				throw new UncheckedIOException(ex);
			}
			PollerLoop loop = new PollerLoop(this.doer, this.settings,
					new FileWatch(getPeer(), this.publisher, this.settings.checkInterval()));
			Thread thread = new Thread(loop, "uxd-" + getPeer().name());
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
		loop.stop(callback);
		if (onItsThread) {
			// A listener closes the application: the loop can't stop before the
			// listener returns, which waits for us. So the rest is handled here and
			// now.
			loop.drainForHandler();
		}
	}

	/**
	 * Return whether datagrams are received: from the start until a stop is asked for.
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
