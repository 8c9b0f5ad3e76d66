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

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.internal.spring.log.EscapingLog;
import io.github.uxd.internal.spring.log.LogLimit;
import io.github.uxd.internal.spring.log.LogNames;
import io.github.uxd.spring.DatagramRecoverer;
import io.github.uxd.spring.HandlingFailure;
import io.github.uxd.spring.UxdErrorHandler;
import io.github.uxd.spring.listener.PeerPoller.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Tells how the handling of datagrams went to those who want to know, and keeps what they
 * throw from those who handle. Thread-safe.
 */
final class HandlingReport {

	private static final EscapingLog logger = new EscapingLog(LogNames.PEER_POLLER);

	private final Peer peer;

	private final String peerId;

	private final UxdErrorHandler errorHandler;

	private final HandlingRecorder[] recorders;

	private final LogLimit errorHandlerLog = new LogLimit();

	private final LogLimit recovererLog = new LogLimit();

	private final LogLimit lateLog = new LogLimit();

	private final LongAdder recovered = new LongAdder();

	private final Set<HandlingRecorder> failedRecorders = ConcurrentHashMap.newKeySet();

	private volatile @Nullable DatagramRecoverer recoverer;

	private volatile boolean nobodySeen;

	private volatile @Nullable Failure lastFailure;

	/**
	 * Create a report.
	 * @param peer the peer whose datagrams are handled
	 * @param peerId the id of the peer
	 * @param errorHandler is given what a handler or listener failed on
	 * @param recorders are told how long they took
	 */
	HandlingReport(Peer peer, String peerId, UxdErrorHandler errorHandler, List<HandlingRecorder> recorders) {
		this.peer = peer;
		this.peerId = peerId;
		this.errorHandler = errorHandler;
		this.recorders = recorders.toArray(HandlingRecorder[]::new);
	}

	/**
	 * Set who takes what handlers and listeners fail on that have nobody of their own for
	 * it.
	 */
	void recoverBy(@Nullable DatagramRecoverer recoverer) {
		this.recoverer = recoverer;
	}

	/**
	 * Return what went wrong last, in handling or receiving.
	 * @return the failure, or {@code null} if nothing went wrong yet
	 */
	@Nullable Failure lastFailure() {
		return this.lastFailure;
	}

	/**
	 * Take note that receiving from the kernel, or opening, has failed.
	 */
	void notReceived(Throwable failure) {
		this.lastFailure = new Failure(Instant.now(), failure, null);
	}

	/**
	 * Take note that a datagram begins to be handled.
	 * @return what {@link #record} is to be given
	 */
	long start() {
		return (this.recorders.length > 0) ? System.nanoTime() : 0;
	}

	/**
	 * Take note that a datagram was handled. Part of the last call for it, since this may
	 * call others too.
	 * @param start what {@link #start} returned
	 * @param failure what was thrown first, or {@code null} if all went well
	 * @return the time until which that took, which may be the {@link #start} of the next
	 */
	long record(long start, @Nullable Throwable failure) {
		if (this.recorders.length == 0) {
			return 0;
		}
		long end = System.nanoTime();
		long nanos = end - start;
		for (HandlingRecorder recorder : this.recorders) {
			try {
				recorder.record(nanos, failure);
			}
			catch (Throwable ex) {
				if (this.failedRecorders.add(recorder)) {
					logger.error("How long the listeners of peer '" + this.peerId + "' took can't be recorded by "
							+ recorder.getClass().getName() + "; this is said once", ex);
				}
			}
		}
		return end;
	}

	/**
	 * Take note that a datagram was received that nobody gets.
	 */
	void nobody() {
		if (!this.nobodySeen) {
			this.nobodySeen = true;
			logger.warn("Nobody handles the datagrams of peer '" + this.peerId
					+ "': they are received and forgotten; this is said once");
		}
	}

	private boolean isCausedBySender(Recipient recipient, Throwable failure, Datagram datagram) {
		try {
			return recipient.isCausedBySender(failure, datagram);
		}
		catch (Throwable ex) {
			failure.addSuppressed(ex);
			return false;
		}
	}

	/**
	 * Take note that a handler or listener failed.
	 * @param recipient which one
	 * @param thrown what it threw
	 * @param datagram what it failed on
	 * @param late whether that was after the peer has stopped: then the error handler may
	 * be gone already
	 * @return what it threw in the end, if it was tried more than once
	 */
	Throwable failed(Recipient recipient, Throwable thrown, Datagram datagram, boolean late) {
		int attempts = (thrown instanceof TriedInVain vain) ? vain.attempts() : 1;
		Throwable failure = (thrown instanceof TriedInVain vain) ? vain.failure() : thrown;
		if (!late && failure instanceof InterruptedException) {
			Thread.currentThread().interrupt();
		}
		tell(recipient, failure, attempts, datagram, late);
		return failure;
	}

	/**
	 * Take note that the work of a listener has failed that goes on after its call.
	 * @param recipient which one
	 * @param failure what it failed with, which says nothing of the current thread
	 * @param datagram what it failed on
	 * @param late whether that was after the peer has stopped
	 */
	void failedLate(Recipient recipient, Throwable failure, Datagram datagram, boolean late) {
		tell(recipient, failure, 1, datagram, late);
	}

	private void tell(Recipient recipient, Throwable failure, int attempts, Datagram datagram, boolean late) {
		HandlingFailure report = new HandlingFailure(failure, datagram, this.peer, this.peerId, recipient.kind(),
				recipient.id(), attempts, !late && isCausedBySender(recipient, failure, datagram));
		this.lastFailure = new Failure(Instant.now(), failure, report);
		if (late) {
			long unlogged = this.lateLog.ask();
			if (unlogged >= 0) {
				logger.warn("Peer '" + this.peerId + "' has stopped, and now its " + recipient + " failed on "
						+ datagram + timesMore(unlogged), failure);
			}
		}
		else if (!isRecovered(recipient, report)) {
			handleError(recipient, report);
		}
	}

	/**
	 * Return how many datagrams somebody has taken that a handler or listener failed on.
	 */
	long recovered() {
		return this.recovered.sum();
	}

	private boolean isRecovered(Recipient recipient, HandlingFailure report) {
		DatagramRecoverer own = recipient.recoverer();
		DatagramRecoverer recoverer = (own != null) ? own : this.recoverer;
		if (recoverer == null) {
			return false;
		}
		try {
			recoverer.recover(report);
		}
		catch (Throwable ex) {
			if (ex instanceof InterruptedException) {
				Thread.currentThread().interrupt();
			}
			suppress(report.getCause(), ex);
			log(this.recovererLog,
					"What " + recipient + " of peer '" + this.peerId + "' has failed on can't be recovered", ex);
			return false;
		}
		this.recovered.increment();
		recipient.recovered();
		return true;
	}

	private void handleError(Recipient recipient, HandlingFailure report) {
		UxdErrorHandler errorHandler = recipient.errorHandler();
		try {
			((errorHandler != null) ? errorHandler : this.errorHandler).handleError(report);
		}
		catch (Throwable ex) {
			suppress(report.getCause(), ex);
			log(this.errorHandlerLog, "The error handler of peer '" + this.peerId + "' failed", ex);
		}
	}

	/**
	 * Keep one failure beside another, unless they are the same.
	 */
	private static void suppress(Throwable suppressed, Throwable failure) {
		if (suppressed != failure) {
			failure.addSuppressed(suppressed);
		}
	}

	private static void log(LogLimit limit, String message, Throwable failure) {
		long unlogged = limit.ask();
		if (unlogged >= 0) {
			logger.error(message + timesMore(unlogged), failure);
		}
	}

	private static String timesMore(long unlogged) {
		return (unlogged > 0) ? " (and " + unlogged + " times more since the last such message)" : "";
	}

}
