package io.github.uxd.spring.event;

import io.github.uxd.Peer;

import org.springframework.context.ApplicationEvent;

/**
 * Something has happened to a peer. Published by the thread that receives for it, which
 * waits for the listeners; what they throw is logged.
 */
public abstract class PeerEvent extends ApplicationEvent {

	private static final long serialVersionUID = 1L;

	/**
	 * The id of the peer.
	 */
	private final String peerId;

	/**
	 * Create an event.
	 * @param peer the peer
	 * @param peerId the id of the peer
	 */
	protected PeerEvent(Peer peer, String peerId) {
		super(peer);
		this.peerId = peerId;
	}

	/**
	 * Return the peer.
	 * @return the peer
	 */
	public Peer getPeer() {
		return (Peer) getSource();
	}

	/**
	 * Return the id of the peer: its key below {@code uxd.peers}, or the name of the
	 * primary peer.
	 * @return the id
	 */
	public String getPeerId() {
		return this.peerId;
	}

	@Override
	public String toString() {
		return getClass().getSimpleName() + "[peer=" + this.peerId + "]";
	}

}
