package io.github.uxd;

/**
 * The path of a socket file has more bytes than the kernel has room for.
 */
public class PathTooLongException extends PeerOpenException {

	private static final long serialVersionUID = 1L;

	private final String path;

	private final int length;

	private final int limit;

	/**
	 * Create an exception.
	 * @param path the path
	 * @param length how many bytes it has in UTF-8
	 * @param limit how many bytes it may have, see {@link UxdAddress#maximumLength()}
	 */
	public PathTooLongException(String path, int length, int limit) {
		super("The path of the socket file has " + length + " bytes, but the kernel takes at most " + limit + ": "
				+ path, null);
		this.path = path;
		this.length = length;
		this.limit = limit;
	}

	/**
	 * Return the path.
	 * @return the path
	 */
	public String path() {
		return this.path;
	}

	/**
	 * Return the length of the path.
	 * @return the number of bytes in UTF-8
	 */
	public int length() {
		return this.length;
	}

	/**
	 * Return the length that a path may have.
	 * @return the number of bytes
	 */
	public int limit() {
		return this.limit;
	}

}
