package io.github.uxd.spring.event;

import io.github.uxd.Peer;

/**
 * A peer has paused: it stays open and keeps its socket file, but leaves what is sent to
 * it in the kernel's queue, until senders are told that it is full.
 */
public class PeerPausedEvent extends PeerEvent {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an event.
	 * @param peer the peer
	 * @param peerId the id of the peer
	 */
	public PeerPausedEvent(Peer peer, String peerId) {
		super(peer, peerId);
	}

}
