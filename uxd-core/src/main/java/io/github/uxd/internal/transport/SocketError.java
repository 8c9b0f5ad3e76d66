package io.github.uxd.internal.transport;

/**
 * What the kernel says of a path or a destination, by the {@code errno} it says it with.
 */
public enum SocketError {

	/**
	 * The path is taken ({@code EADDRINUSE}).
	 */
	ADDRESS_IN_USE,

	/**
	 * There is no such file ({@code ENOENT}).
	 */
	NO_SUCH_FILE,

	/**
	 * The file is there but nobody listens on it ({@code ECONNREFUSED}), or the receiver
	 * shut its socket down ({@code EPIPE}, {@code ECONNRESET}).
	 */
	REFUSED,

	/**
	 * The socket is not a datagram socket ({@code EPROTOTYPE}).
	 */
	WRONG_TYPE,

	/**
	 * No permission to write to the socket file, or to search a directory on the way to
	 * it ({@code EACCES}).
	 */
	ACCESS_DENIED,

	/**
	 * The datagram is larger than our send buffer allows ({@code EMSGSIZE}).
	 */
	TOO_LARGE,

	/**
	 * Anything else: the socket is connected to somebody else ({@code EPERM}), a file
	 * system that holds no sockets, …; the exception's message tells.
	 */
	OTHER

}
