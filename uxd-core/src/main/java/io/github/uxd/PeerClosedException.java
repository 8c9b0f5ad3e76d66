package io.github.uxd;

import org.jspecify.annotations.Nullable;

/**
 * The peer is not open: it was never opened, or was closed, maybe by another thread while
 * the call was under way.
 */
public final class PeerClosedException extends UxdException {

	private static final long serialVersionUID = 1L;

	PeerClosedException(String name, @Nullable Throwable cause) {
		super("The peer '" + name + "' is not open", cause);
	}

}
