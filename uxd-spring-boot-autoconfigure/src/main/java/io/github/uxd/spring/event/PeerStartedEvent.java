package io.github.uxd.spring.event;

import io.github.uxd.Peer;

/**
 * A peer has started to receive.
 */
public class PeerStartedEvent extends PeerEvent {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an event.
	 * @param peer the peer
	 * @param peerId the id of the peer
	 */
	public PeerStartedEvent(Peer peer, String peerId) {
		super(peer, peerId);
	}

}
