package io.github.uxd.spring.event;

import io.github.uxd.Peer;

/**
 * A peer has stopped to receive: new senders are turned away, and what they had sent
 * before has been handled.
 */
public class PeerStoppedEvent extends PeerEvent {

	private static final long serialVersionUID = 1L;

	/**
	 * Why it has stopped.
	 */
	private final Reason reason;

	/**
	 * Create an event.
	 * @param peer the peer
	 * @param peerId the id of the peer
	 * @param reason why it has stopped
	 */
	public PeerStoppedEvent(Peer peer, String peerId, Reason reason) {
		super(peer, peerId);
		this.reason = reason;
	}

	/**
	 * Return why the peer has stopped.
	 * @return the reason
	 */
	public Reason getReason() {
		return this.reason;
	}

	@Override
	public String toString() {
		return "PeerStoppedEvent[peer=" + getPeerId() + ", reason=" + this.reason + "]";
	}

	/**
	 * Why a peer has stopped.
	 */
	public enum Reason {

		/**
		 * It was asked to, by the end of the application say.
		 */
		REQUESTED,

		/**
		 * It could not receive, however often it tried.
		 */
		GAVE_UP

	}

}
