package io.github.uxd.spring.core;

import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedRuntimeException;

/**
 * An object can't be made into a datagram, or a datagram into an object.
 */
public class PayloadConversionException extends NestedRuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param message which type can't be converted, and what to do about it
	 * @param cause the exception that tells more, or {@code null}
	 */
	public PayloadConversionException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
