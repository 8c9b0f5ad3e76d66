package io.github.uxd.spring.core;

import io.github.uxd.UxdAddress;
import org.jspecify.annotations.Nullable;

/**
 * The calling thread was interrupted while it waited, and still is. The message says
 * whether the datagram was sent.
 */
public class SendInterruptedException extends UxdSendException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param destination where the datagram was to go
	 * @param message what was interrupted, and whether the datagram was sent
	 * @param cause the exception that tells more, or {@code null}
	 */
	public SendInterruptedException(UxdAddress destination, String message, @Nullable Throwable cause) {
		super(destination, message, cause);
	}

}
