package io.github.uxd;

import java.nio.file.Path;

/**
 * A peer can't open because something that isn't a socket stands at its path. It was left
 * alone.
 */
public class NotASocketException extends PeerOpenException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param path the path
	 * @param found what stands there, such as {@code "a regular file"}
	 */
	public NotASocketException(Path path, String found) {
		super("There is " + found + " where the socket file is to be, and it is not ours to remove: " + path, null);
	}

}
