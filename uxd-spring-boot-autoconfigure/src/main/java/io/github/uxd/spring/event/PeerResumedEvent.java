package io.github.uxd.spring.event;

import io.github.uxd.Peer;

/**
 * A peer that had paused receives again, first of all what was sent meanwhile.
 */
public class PeerResumedEvent extends PeerEvent {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an event.
	 * @param peer the peer
	 * @param peerId the id of the peer
	 */
	public PeerResumedEvent(Peer peer, String peerId) {
		super(peer, peerId);
	}

}
