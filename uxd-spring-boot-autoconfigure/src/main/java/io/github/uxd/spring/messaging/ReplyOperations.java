package io.github.uxd.spring.messaging;

import io.github.uxd.spring.core.UxdOperations;

/**
 * Finds what a peer sends the replies of its listeners by.
 */
@FunctionalInterface
public interface ReplyOperations {

	/**
	 * Return the operations of a peer.
	 * @param peerId the id of the peer, or an empty text for the primary one
	 * @return its operations
	 */
	UxdOperations getOperations(String peerId);

}
