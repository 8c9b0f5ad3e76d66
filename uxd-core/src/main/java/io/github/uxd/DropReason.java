package io.github.uxd;

/**
 * Why a datagram that was received is not delivered.
 */
public enum DropReason {

	/**
	 * It is larger than the peer's buffer, so a part of it is lost.
	 */
	OVERSIZE,

	/**
	 * It was in the queue, unread, when the peer closed, or when the time for its last
	 * datagrams was up.
	 */
	CLOSED,

	/**
	 * The user who sent it is not among those
	 * {@linkplain PeerBuilder#allowedUsers(java.util.Collection) allowed} to.
	 */
	NOT_ALLOWED

}
