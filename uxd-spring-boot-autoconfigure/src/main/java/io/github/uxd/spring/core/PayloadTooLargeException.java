package io.github.uxd.spring.core;

import io.github.uxd.DatagramTooLargeException;

/**
 * The payload has more bytes than the peer's send buffer holds.
 */
public class PayloadTooLargeException extends UxdSendException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param cause what the peer says
	 */
	public PayloadTooLargeException(DatagramTooLargeException cause) {
		super(cause.destination(),
				cause.getMessage() + " (raise 'buffer-size' of the peer, and net.core.wmem_max if that is less)",
				cause);
	}

}
