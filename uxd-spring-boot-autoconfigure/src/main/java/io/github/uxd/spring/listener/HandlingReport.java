package io.github.uxd.spring.listener;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.spring.UxdErrorHandler;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Tells how the handling of datagrams went to those who want to know, and keeps what they
 * throw from those who handle. Thread-safe.
 */
final class HandlingReport {

	private static final Log logger = LogFactory.getLog(DatagramDispatcher.class);

	private final Peer peer;

	private final UxdErrorHandler errorHandler;

	private final @Nullable HandlingRecorder recorder;

	private final LastFailure lastFailure = new LastFailure();

	private final LogLimit errorHandlerLog = new LogLimit();

	private volatile boolean recorderFailed;

	/**
	 * Create a report.
	 * @param peer the peer whose datagrams are handled
	 * @param errorHandler is given what a handler or listener failed on
	 * @param recorder is told how long they took, or {@code null} to not look at the
	 * clock
	 */
	HandlingReport(Peer peer, UxdErrorHandler errorHandler, @Nullable HandlingRecorder recorder) {
		this.peer = peer;
		this.errorHandler = errorHandler;
		this.recorder = recorder;
	}

	/**
	 * Return what went wrong last.
	 */
	LastFailure lastFailure() {
		return this.lastFailure;
	}

	/**
	 * Take note that a datagram begins to be handled.
	 * @return what {@link #done} is to be given
	 */
	long start() {
		return (this.recorder != null) ? System.nanoTime() : 0;
	}

	/**
	 * Take note that a datagram was handled.
	 * @param start what {@link #start()} returned
	 * @param failure what was thrown first, or {@code null} if all went well
	 */
	void done(long start, @Nullable Throwable failure) {
		HandlingRecorder recorder = this.recorder;
		if (recorder == null) {
			return;
		}
		try {
			recorder.record(System.nanoTime() - start, failure);
		}
		catch (Throwable ex) {
			if (!this.recorderFailed) {
				this.recorderFailed = true;
				logger.error("How long the handlers of peer '" + this.peer.name()
						+ "' took can't be recorded; this is said once", ex);
			}
		}
	}

	/**
	 * Take note that a handler or listener failed.
	 * @param failure what it threw
	 * @param datagram what it failed on
	 */
	void failed(Throwable failure, Datagram datagram) {
		if (failure instanceof InterruptedException) {
			Thread.currentThread().interrupt();
		}
		this.lastFailure.remember(LastFailure.Activity.HANDLE, failure);
		try {
			this.errorHandler.handleError(failure, datagram, this.peer);
		}
		catch (Throwable ex) {
			if (ex != failure) {
				ex.addSuppressed(failure);
			}
			long unlogged = this.errorHandlerLog.ask();
			if (unlogged >= 0) {
				logger.error("The error handler of peer '" + this.peer.name() + "' failed"
						+ ((unlogged > 0) ? " (and " + unlogged + " times more since the last such message)" : ""), ex);
			}
		}
	}

}
