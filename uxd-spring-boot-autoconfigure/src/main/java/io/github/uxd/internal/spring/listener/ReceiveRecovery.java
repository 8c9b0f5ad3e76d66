package io.github.uxd.internal.spring.listener;

import io.github.uxd.Peer;
import io.github.uxd.spring.event.PeerFailedEvent;
import io.github.uxd.internal.spring.log.EscapingLog;
import io.github.uxd.internal.spring.log.LogNames;
import org.jspecify.annotations.Nullable;

import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.BackOffExecution;

/**
 * Tells when to try again after receiving has failed, and tells of it: once when it
 * begins to fail, once when it works again or is given up. For the thread that receives.
 */
final class ReceiveRecovery {

	private static final EscapingLog logger = new EscapingLog(LogNames.PEER_POLLER);

	private final Peer peer;

	private final String peerId;

	private final BackOff backOff;

	private final PeerEvents events;

	private final LastFailure lastFailure;

	private @Nullable BackOffExecution series;

	/**
	 * Create a recovery.
	 * @param peer the peer
	 * @param peerId the id of the peer
	 * @param backOff when to try again
	 * @param events where to tell of failures
	 * @param lastFailure where to remember them
	 */
	ReceiveRecovery(Peer peer, String peerId, BackOff backOff, PeerEvents events, LastFailure lastFailure) {
		this.peer = peer;
		this.peerId = peerId;
		this.backOff = backOff;
		this.events = events;
		this.lastFailure = lastFailure;
	}

	/**
	 * Take note of a failure.
	 * @param failure why receiving failed
	 * @return after how many milliseconds to try again, or {@link BackOffExecution#STOP}
	 */
	long failed(Throwable failure) {
		this.lastFailure.remember(failure);
		BackOffExecution series = this.series;
		if (series == null) {
			series = this.backOff.start();
			this.series = series;
			logger.warn("Peer '" + this.peerId + "' can't receive; it tries again until it can", failure);
			this.events.publish(new PeerFailedEvent(this.peer, this.peerId, failure));
		}
		else {
			logger.debug("Peer '" + this.peerId + "' still can't receive", failure);
		}
		long interval = series.nextBackOff();
		if (interval == BackOffExecution.STOP) {
			logger.error("Peer '" + this.peerId + "' stops receiving, since all its tries have failed", failure);
		}
		return interval;
	}

	/**
	 * Take note of a success.
	 */
	void succeeded() {
		if (this.series != null) {
			this.series = null;
			logger.info("Peer '" + this.peerId + "' receives again");
		}
	}

}
