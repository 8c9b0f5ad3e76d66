package io.github.uxd.internal.transport;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * A path can't be bound or a destination not be sent to. The transport itself is
 * unharmed.
 */
public class SocketErrorException extends IOException {

	private static final long serialVersionUID = 1L;

	private final SocketError error;

	/**
	 * Create an exception.
	 * @param error what is wrong
	 * @param message the words of the library or kernel, or {@code null}
	 * @param cause the exception that says so, or {@code null}
	 */
	public SocketErrorException(SocketError error, @Nullable String message, @Nullable Throwable cause) {
		super(message, cause);
		this.error = error;
	}

	/**
	 * Return what is wrong.
	 * @return the error
	 */
	public SocketError error() {
		return this.error;
	}

}
