package io.github.uxd.spring.event;

import io.github.uxd.Peer;
import io.github.uxd.text.OneLine;

/**
 * A peer could not receive. It tries again and again, with growing pauses; this is
 * published for the first failure of a series.
 */
public class PeerFailedEvent extends PeerEvent {

	private static final long serialVersionUID = 1L;

	/**
	 * Why it can't receive.
	 */
	private final Throwable failure;

	/**
	 * Create an event.
	 * @param peer the peer
	 * @param peerId the id of the peer
	 * @param failure why it could not receive
	 */
	public PeerFailedEvent(Peer peer, String peerId, Throwable failure) {
		super(peer, peerId);
		this.failure = failure;
	}

	/**
	 * Return why the peer could not receive.
	 * @return the failure
	 */
	public Throwable getFailure() {
		return this.failure;
	}

	@Override
	public String toString() {
		return "PeerFailedEvent[peer=" + getPeerId() + ", failure=" + OneLine.of(this.failure) + "]";
	}

}
