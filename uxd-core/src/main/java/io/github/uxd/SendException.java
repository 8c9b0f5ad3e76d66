package io.github.uxd;

import org.jspecify.annotations.Nullable;

/**
 * A datagram can't be sent to a destination, and trying again is of no use unless
 * something changes there. Nothing was sent; the peer is unharmed.
 */
public class SendException extends UxdException {

	private static final long serialVersionUID = 1L;

	private final transient UxdAddress destination;

	/**
	 * Create an exception.
	 * @param destination where the datagram was to go
	 * @param message what was wrong
	 * @param cause the exception that tells more, or {@code null}
	 */
	public SendException(UxdAddress destination, String message, @Nullable Throwable cause) {
		super(message + ": " + destination, cause);
		this.destination = destination;
	}

	/**
	 * Return where the datagram was to go.
	 * @return the destination
	 */
	public UxdAddress destination() {
		return this.destination;
	}

}
