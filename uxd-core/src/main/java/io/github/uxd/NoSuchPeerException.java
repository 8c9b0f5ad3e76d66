package io.github.uxd;

import org.jspecify.annotations.Nullable;

/**
 * There is no socket file at the destination ({@code ENOENT}): the receiver has not
 * started yet, or has ended.
 */
public class NoSuchPeerException extends SendException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param destination where the datagram was to go
	 * @param cause the exception that tells more, or {@code null}
	 */
	public NoSuchPeerException(UxdAddress destination, @Nullable Throwable cause) {
		super(destination, "There is no socket file at the destination", cause);
	}

}
