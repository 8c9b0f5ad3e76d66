package io.github.uxd;

/**
 * What has become of a peer's socket file.
 */
public enum SocketFileState {

	/**
	 * It stands at its path, and senders find the peer.
	 */
	IN_PLACE,

	/**
	 * Somebody has removed it, a cleaner of temporary files say. {@link Peer#heal()}
	 * makes it anew.
	 */
	MISSING,

	/**
	 * Something else stands at the path, and it isn't fought over.
	 */
	TAKEN,

	/**
	 * The peer is closed, or has removed the file itself to close soon.
	 */
	ABSENT

}
