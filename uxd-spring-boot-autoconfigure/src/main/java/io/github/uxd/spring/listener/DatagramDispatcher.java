package io.github.uxd.spring.listener;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import io.github.uxd.Datagram;
import io.github.uxd.DatagramView;
import io.github.uxd.Peer;
import io.github.uxd.spring.DatagramHandler;
import io.github.uxd.spring.DatagramListener;
import io.github.uxd.spring.UxdErrorHandler;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Hands each datagram of a peer to all handlers in turn, then a copy of it to all
 * listeners, here or on other threads. Whatever one of them throws costs that one this
 * datagram and nothing more.
 */
public class DatagramDispatcher implements Consumer<DatagramView> {

	private static final Log logger = LogFactory.getLog(DatagramDispatcher.class);

	private final Peer peer;

	private final DatagramHandler[] handlers;

	private final PeerListeners listeners = new PeerListeners();

	private final @Nullable SourceOrderedExecutor executor;

	private final HandlingReport report;

	/**
	 * What the thread that receives is giving to its listeners, and who is next.
	 */
	private @Nullable Datagram delivered;

	private DatagramListener[] recipients = new DatagramListener[0];

	private int nextRecipient;

	private boolean nobodySeen;

	/**
	 * Create a dispatcher that calls listeners on the thread that receives.
	 * @param peer the peer whose datagrams are dispatched
	 * @param handlers the handlers, in the order in which to call them
	 * @param errorHandler is given what a handler or listener failed on
	 * @param recorder is told how long they took, or {@code null} to not look at the
	 * clock
	 */
	public DatagramDispatcher(Peer peer, List<DatagramHandler> handlers, UxdErrorHandler errorHandler,
			@Nullable HandlingRecorder recorder) {
		this(peer, handlers, errorHandler, recorder, peer.name(), DispatchSettings.CALLER);
	}

	/**
	 * Create a dispatcher.
	 * @param peer the peer whose datagrams are dispatched
	 * @param handlers the handlers, in the order in which to call them
	 * @param errorHandler is given what a handler or listener failed on
	 * @param recorder is told how long they took (the listeners alone, if those run on
	 * other threads), or {@code null} to not look at the clock
	 * @param threadNames what the names of other threads begin with, after "uxd-"
	 * @param settings where the listeners run
	 * @throws IllegalArgumentException if virtual threads are asked for on a JDK that has
	 * none
	 */
	public DatagramDispatcher(Peer peer, List<DatagramHandler> handlers, UxdErrorHandler errorHandler,
			@Nullable HandlingRecorder recorder, String threadNames, DispatchSettings settings) {
		this.peer = peer;
		this.handlers = handlers.toArray(DatagramHandler[]::new);
		this.report = new HandlingReport(peer, errorHandler, recorder);
		this.executor = ListenerThreads.executor(threadNames, settings);
	}

	/**
	 * Add a listener.
	 * @param listener the listener, called from the next datagram on
	 * @param order its place among the others, as in
	 * {@link org.springframework.core.Ordered}
	 */
	public void addListener(DatagramListener listener, int order) {
		addListener(listener, order, true);
	}

	void addListener(DatagramListener listener, int order, boolean running) {
		this.listeners.add(listener, order, running);
	}

	void setRunning(DatagramListener listener, boolean running) {
		this.listeners.setRunning(listener, running);
	}

	/**
	 * Remove a listener.
	 * @param listener the listener, called no more for datagrams that come from now on
	 */
	public void removeListener(DatagramListener listener) {
		this.listeners.remove(listener);
	}

	@Override
	public void accept(DatagramView view) {
		long start = this.report.start();
		Throwable failure = handle(view);
		DatagramListener[] listeners = this.listeners.running();
		if (listeners.length > 0) {
			Datagram datagram = view.copy();
			SourceOrderedExecutor executor = this.executor;
			if (executor != null) {
				dispatch(executor, datagram, listeners, failure);
				return;
			}
			failure = deliverHere(datagram, listeners, failure);
		}
		else if (this.handlers.length == 0 && !this.nobodySeen) {
			this.nobodySeen = true;
			logger.warn("Nobody handles the datagrams of peer '" + this.peer.name()
					+ "': they are received and forgotten; this is said once");
		}
		this.report.done(start, failure);
	}

	private @Nullable Throwable handle(DatagramView view) {
		Throwable firstFailure = null;
		for (DatagramHandler handler : this.handlers) {
			try {
				handler.handle(view, this.peer);
			}
			catch (Throwable ex) {
				// Errors too: an assertion or a missing class in a listener must not
				// end the reception of all others.
				firstFailure = (firstFailure != null) ? firstFailure : ex;
				this.report.failed(ex, view.copy());
			}
		}
		return firstFailure;
	}

	private void dispatch(SourceOrderedExecutor executor, Datagram datagram, DatagramListener[] listeners,
			@Nullable Throwable handlerFailure) {
		try {
			boolean accepted = executor.execute(datagram.source(), () -> {
				long start = this.report.start();
				this.report.done(start, deliver(datagram, listeners, handlerFailure));
				// A mark that a listener has left on a thread is not for the next one.
				Thread.interrupted();
			});
			if (!accepted && logger.isDebugEnabled()) {
				logger.debug("Peer '" + this.peer.name() + "' has dropped " + datagram + ": its listeners are busy");
			}
		}
		catch (Throwable ex) {
			// No thread can be had, say. That is no reason to take the socket for broken.
			this.report.failed(ex, datagram);
		}
	}

	private @Nullable Throwable deliver(Datagram datagram, DatagramListener[] listeners, @Nullable Throwable failure) {
		Throwable firstFailure = failure;
		for (DatagramListener listener : listeners) {
			firstFailure = deliver(datagram, listener, firstFailure);
		}
		return firstFailure;
	}

	/**
	 * As {@link #deliver(Datagram, DatagramListener[], Throwable)}, but so that
	 * {@link #finishDelivery()} can go on in the middle of it.
	 */
	private @Nullable Throwable deliverHere(Datagram datagram, DatagramListener[] listeners,
			@Nullable Throwable failure) {
		Throwable firstFailure = failure;
		this.delivered = datagram;
		this.recipients = listeners;
		this.nextRecipient = 0;
		while (this.delivered == datagram && this.nextRecipient < listeners.length) {
			firstFailure = deliver(datagram, listeners[this.nextRecipient++], firstFailure);
		}
		this.delivered = null;
		return firstFailure;
	}

	/**
	 * Give the datagram that a listener is called for to those after it, for that
	 * listener is about to receive others.
	 */
	void finishDelivery() {
		Datagram datagram = this.delivered;
		DatagramListener[] listeners = this.recipients;
		while (datagram != null && this.delivered == datagram && this.nextRecipient < listeners.length) {
			deliver(datagram, listeners[this.nextRecipient++], null);
		}
		this.delivered = null;
	}

	private @Nullable Throwable deliver(Datagram datagram, DatagramListener listener, @Nullable Throwable failure) {
		try {
			listener.onDatagram(datagram, this.peer);
			return failure;
		}
		catch (Throwable ex) {
			this.report.failed(ex, datagram);
			return (failure != null) ? failure : ex;
		}
	}

	/**
	 * Return how many datagrams were dropped because there was no room for them.
	 * @return the number of datagrams; 0 where listeners run on the thread that receives
	 */
	public long dropped() {
		return (this.executor != null) ? this.executor.dropped() : 0;
	}

	/**
	 * Return how many datagrams wait for a listener's thread or are on one.
	 * @return the number of datagrams; 0 where listeners run on the thread that receives
	 */
	public int pending() {
		return (this.executor != null) ? this.executor.pending() : 0;
	}

	/**
	 * Return what went wrong last, in handling or receiving.
	 * @return the last failure
	 */
	public LastFailure lastFailure() {
		return this.report.lastFailure();
	}

	Peer peer() {
		return this.peer;
	}

	/**
	 * Wait until the listeners have handled all datagrams that were dispatched.
	 * @param timeout how long at most
	 * @return whether they have
	 */
	boolean awaitIdle(Duration timeout) {
		return this.executor == null || this.executor.awaitIdle(timeout);
	}

	/**
	 * Don't wait for the listener that calls this, if it is one: it waits for us.
	 */
	void leaveListener() {
		if (this.executor != null) {
			this.executor.leaveTask();
		}
	}

	/**
	 * Wait for room among the listeners' threads no longer than a while from now on.
	 */
	void stopWithin(Duration timeout) {
		if (this.executor != null) {
			this.executor.stopWithin(timeout);
		}
	}

	/**
	 * Wait for room among them as long as it takes, again.
	 */
	void restart() {
		if (this.executor != null) {
			this.executor.restart();
		}
	}

	/**
	 * Give up what waits for the listeners' threads, and let those end.
	 * @return how many datagrams were given up, which count as dropped
	 */
	int discard() {
		return (this.executor != null) ? this.executor.discard() : 0;
	}

	/**
	 * Let the listeners' threads end once they have done what there is to do.
	 */
	void shutdown() {
		if (this.executor != null) {
			this.executor.shutdown();
		}
	}

}
