package io.github.uxd;

import org.jspecify.annotations.Nullable;

/**
 * The process may not write to the socket file of the destination, or may not search a
 * directory on the way to it ({@code EACCES}).
 */
public class SendDeniedException extends SendException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param destination where the datagram was to go
	 * @param cause the exception that tells more, or {@code null}
	 */
	public SendDeniedException(UxdAddress destination, @Nullable Throwable cause) {
		super(destination, "No permission to send to the destination", cause);
	}

}
