package io.github.uxd;

import org.jspecify.annotations.Nullable;

/**
 * A peer can't open because the process may not create the socket file, or a directory
 * above it, or may not look at what stands there.
 */
public class OpenDeniedException extends PeerOpenException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param message what was not permitted, and where
	 * @param cause the exception that tells more, or {@code null}
	 */
	public OpenDeniedException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
