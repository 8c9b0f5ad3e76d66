package io.github.uxd.spring.event;

import io.github.uxd.Peer;
import io.github.uxd.text.OneLine;

/**
 * Something else stands at the path of a peer's socket file, so that no new sender finds
 * the peer. It is left alone, and the peer goes on with the senders it has.
 */
public class PeerDisplacedEvent extends PeerEvent {

	private static final long serialVersionUID = 1L;

	/**
	 * What stands at the path instead.
	 */
	private final String taker;

	/**
	 * Create an event.
	 * @param peer the peer
	 * @param peerId the id of the peer
	 * @param taker what stands there, and whose it is
	 */
	public PeerDisplacedEvent(Peer peer, String peerId, String taker) {
		super(peer, peerId);
		this.taker = taker;
	}

	/**
	 * Return what stands at the path now.
	 * @return a description, {@linkplain OneLine escaped}, such as
	 * {@code a socket of user root, held by process 123 (python3)}
	 */
	public String getTaker() {
		return this.taker;
	}

	@Override
	public String toString() {
		return "PeerDisplacedEvent[peer=" + getPeerId() + ", taker=" + this.taker + "]";
	}

}
