package io.github.uxd.spring.core;

import io.github.uxd.PeerRefusedException;

/**
 * Nobody listens at the destination, though there is a file: its owner has died, say.
 */
public class DestinationRefusedException extends UxdSendException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param cause what the peer says
	 */
	public DestinationRefusedException(PeerRefusedException cause) {
		super(cause.destination(), String.valueOf(cause.getMessage()), cause);
	}

}
