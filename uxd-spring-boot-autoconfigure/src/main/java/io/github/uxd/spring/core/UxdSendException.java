package io.github.uxd.spring.core;

import io.github.uxd.UxdAddress;
import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedRuntimeException;

/**
 * A datagram could not be sent, or was not answered. Subclasses name the reasons that a
 * caller may want to tell apart; an exception of this class itself stands for any other
 * one, which its cause tells.
 */
public class UxdSendException extends NestedRuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient UxdAddress destination;

	/**
	 * Create an exception.
	 * @param destination where the datagram was to go
	 * @param message what was wrong, with the destination
	 * @param cause the exception that tells more, or {@code null}
	 */
	public UxdSendException(UxdAddress destination, String message, @Nullable Throwable cause) {
		super(message, cause);
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
