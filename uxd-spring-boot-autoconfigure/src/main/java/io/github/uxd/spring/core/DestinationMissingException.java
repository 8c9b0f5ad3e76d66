package io.github.uxd.spring.core;

import io.github.uxd.NoSuchPeerException;

/**
 * There is no socket file at the destination: its owner hasn't started, or has stopped.
 */
public class DestinationMissingException extends UxdSendException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param cause what the peer says
	 */
	public DestinationMissingException(NoSuchPeerException cause) {
		super(cause.destination(), String.valueOf(cause.getMessage()), cause);
	}

}
