package io.github.uxd;

import org.jspecify.annotations.Nullable;

/**
 * The destination has a file but nobody listens on it ({@code ECONNREFUSED}), or its
 * receiver has shut it down ({@code EPIPE}): the receiver has died or is being restarted.
 */
public class PeerRefusedException extends SendException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param destination where the datagram was to go
	 * @param cause the exception that tells more, or {@code null}
	 */
	public PeerRefusedException(UxdAddress destination, @Nullable Throwable cause) {
		super(destination, "Nobody listens at the destination", cause);
	}

}
