package io.github.uxd.spring.listener;

import java.util.List;
import java.util.function.Consumer;

import io.github.uxd.DatagramView;
import io.github.uxd.Peer;
import io.github.uxd.spring.DatagramHandler;
import io.github.uxd.spring.UxdErrorHandler;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Hands each datagram of a peer to all handlers in turn. Whatever one of them throws
 * costs that handler this datagram and nothing more.
 */
public class DatagramDispatcher implements Consumer<DatagramView> {

	private static final Log logger = LogFactory.getLog(DatagramDispatcher.class);

	private final Peer peer;

	private final DatagramHandler[] handlers;

	private final UxdErrorHandler errorHandler;

	private final @Nullable HandlingRecorder recorder;

	private boolean recorderFailed;

	/**
	 * Create a dispatcher.
	 * @param peer the peer whose datagrams are dispatched
	 * @param handlers the handlers, in the order in which to call them
	 * @param errorHandler is given what a handler failed on
	 * @param recorder is told how long the handlers took, or {@code null} to not look at
	 * the clock
	 */
	public DatagramDispatcher(Peer peer, List<DatagramHandler> handlers, UxdErrorHandler errorHandler,
			@Nullable HandlingRecorder recorder) {
		this.peer = peer;
		this.handlers = handlers.toArray(DatagramHandler[]::new);
		this.errorHandler = errorHandler;
		this.recorder = recorder;
		if (this.handlers.length == 0) {
			logger.warn("Nobody handles the datagrams of peer '" + peer.name() + "': they are received and forgotten");
		}
	}

	@Override
	public void accept(DatagramView datagram) {
		HandlingRecorder recorder = this.recorder;
		if (recorder == null) {
			dispatch(datagram);
			return;
		}
		long start = System.nanoTime();
		Throwable failure = dispatch(datagram);
		record(recorder, System.nanoTime() - start, failure);
	}

	private void record(HandlingRecorder recorder, long nanos, @Nullable Throwable failure) {
		try {
			recorder.record(nanos, failure);
		}
		catch (Throwable ex) {
			if (!this.recorderFailed) {
				this.recorderFailed = true;
				logger.error("How long the handlers of peer '" + this.peer.name()
						+ "' took can't be recorded; this is said once", ex);
			}
		}
	}

	private @Nullable Throwable dispatch(DatagramView datagram) {
		Throwable firstFailure = null;
		for (DatagramHandler handler : this.handlers) {
			try {
				handler.handle(datagram, this.peer);
			}
			catch (Throwable ex) {
				// Errors too: an assertion or a missing class in a listener must not
				// end the reception of all others.
				firstFailure = (firstFailure != null) ? firstFailure : ex;
				handleError(ex, datagram);
			}
		}
		return firstFailure;
	}

	private void handleError(Throwable failure, DatagramView datagram) {
		if (failure instanceof InterruptedException) {
			Thread.currentThread().interrupt();
		}
		try {
			this.errorHandler.handleError(failure, datagram, this.peer);
		}
		catch (Throwable ex) {
			if (ex != failure) {
				ex.addSuppressed(failure);
			}
			logger.error("The error handler of peer '" + this.peer.name() + "' failed", ex);
		}
	}

}
