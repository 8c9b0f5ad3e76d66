package io.github.uxd;

import org.jspecify.annotations.Nullable;

/**
 * A peer can't open; it is closed. The subclasses tell one reason from another.
 */
public class PeerOpenException extends UxdException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param message what was wrong, and where
	 * @param cause the exception that tells more, or {@code null}
	 */
	public PeerOpenException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
