package io.github.uxd;

/**
 * What a peer reaches the kernel through.
 */
public enum TransportType {

	/**
	 * {@link #NATIVE} where it runs, else {@link #JUNIXSOCKET}.
	 */
	AUTO,

	/**
	 * The C library itself, by {@code java.lang.foreign}. It needs JDK 22 or newer, Linux
	 * on x86-64 or aarch64, and a JVM that doesn't deny native access.
	 */
	NATIVE,

	/**
	 * The library junixsocket, on every JDK and wherever it has datagrams. It is slower,
	 * can't tell or send empty datagrams, doesn't know
	 * {@linkplain PeerBuilder#senderCredentials(boolean) who} has sent one, and leaves
	 * the socket file open to all for an instant before it gets its mode.
	 */
	JUNIXSOCKET

}
