package io.github.uxd;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * A peer can't open because somebody listens on the socket file at its path already. That
 * socket was left alone and goes on working.
 */
public class AddressInUseException extends PeerOpenException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param path the path of the socket file
	 * @param cause the exception that tells more, or {@code null}
	 */
	public AddressInUseException(Path path, @Nullable Throwable cause) {
		super("The address is in use: another process, or another peer of this one, listens on " + path, cause);
	}

}
