package io.github.uxd;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * A peer can't do what it was asked to. The message says what was wrong, with the path it
 * was wrong at; the subclasses say what it was asked, and tell one reason from another.
 */
public class UxdException extends IOException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param message what was wrong, and where
	 * @param cause the exception that tells more, or {@code null}
	 */
	public UxdException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
