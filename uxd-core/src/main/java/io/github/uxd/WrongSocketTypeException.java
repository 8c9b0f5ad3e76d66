package io.github.uxd;

import org.jspecify.annotations.Nullable;

/**
 * The destination is a socket, but not one for datagrams ({@code EPROTOTYPE}).
 */
public class WrongSocketTypeException extends SendException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param destination where the datagram was to go
	 * @param cause the exception that tells more, or {@code null}
	 */
	public WrongSocketTypeException(UxdAddress destination, @Nullable Throwable cause) {
		super(destination, "The destination is not a datagram socket", cause);
	}

}
