package io.github.uxd.spring.event;

import io.github.uxd.Peer;

/**
 * Somebody had removed the socket file of a peer, and the peer has made it anew. Nothing
 * that was sent to it is lost; who looked for it meanwhile found no file.
 */
public class PeerHealedEvent extends PeerEvent {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an event.
	 * @param peer the peer
	 * @param peerId the id of the peer
	 */
	public PeerHealedEvent(Peer peer, String peerId) {
		super(peer, peerId);
	}

}
