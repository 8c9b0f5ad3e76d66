package io.github.uxd.spring.event;

import io.github.uxd.Peer;

import org.springframework.context.ApplicationEvent;

/**
 * Somebody has put something else where the socket file of a peer was. It is left alone,
 * and senders find it instead of the peer.
 */
public class PeerDisplacedEvent extends ApplicationEvent {

	private static final long serialVersionUID = 1L;

	private final String taker;

	/**
	 * Create an event.
	 * @param peer the peer
	 * @param taker what stands at the path, and whose it is, for a person to read
	 */
	public PeerDisplacedEvent(Peer peer, String taker) {
		super(peer);
		this.taker = taker;
	}

	/**
	 * Return the peer.
	 * @return the peer
	 */
	public Peer getPeer() {
		return (Peer) getSource();
	}

	/**
	 * Return what stands at the path, and whose it is.
	 * @return a description for a person to read
	 */
	public String getTaker() {
		return this.taker;
	}

	@Override
	public String toString() {
		return "PeerDisplacedEvent[" + getPeer() + " by " + this.taker + "]";
	}

}
