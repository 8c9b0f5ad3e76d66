package io.github.uxd.spring.listener;

import java.io.UncheckedIOException;

import io.github.uxd.PeerOpenException;

/**
 * A peer can't be opened when the application, or its poller, starts. The cause says why.
 */
public class PeerStartException extends UncheckedIOException {

	private static final long serialVersionUID = 1L;

	/**
	 * The id of the peer.
	 */
	private final String peerId;

	/**
	 * Create an exception.
	 * @param peerId the id of the peer
	 * @param cause why it can't be opened
	 */
	public PeerStartException(String peerId, PeerOpenException cause) {
		super("The peer '" + peerId + "' can't be opened: " + cause.getMessage(), cause);
		this.peerId = peerId;
	}

	/**
	 * Return which peer can't be opened.
	 * @return the id of the peer
	 */
	public String getPeerId() {
		return this.peerId;
	}

}
