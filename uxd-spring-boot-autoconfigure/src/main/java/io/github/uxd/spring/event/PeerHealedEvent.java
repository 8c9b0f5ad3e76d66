package io.github.uxd.spring.event;

import io.github.uxd.Peer;

import org.springframework.context.ApplicationEvent;

/**
 * Somebody had removed the socket file of a peer, and the peer has made it anew. Nothing
 * that was sent to it is lost; who looked for it meanwhile found no file.
 */
public class PeerHealedEvent extends ApplicationEvent {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an event.
	 * @param peer the peer
	 */
	public PeerHealedEvent(Peer peer) {
		super(peer);
	}

	/**
	 * Return the peer.
	 * @return the peer
	 */
	public Peer getPeer() {
		return (Peer) getSource();
	}

	@Override
	public String toString() {
		return "PeerHealedEvent[" + getPeer() + "]";
	}

}
