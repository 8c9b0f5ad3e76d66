package io.github.uxd.internal.spring.messaging;

import java.util.concurrent.CompletableFuture;

import io.github.uxd.UxdAddress;

/**
 * Sends what listener methods return.
 */
@FunctionalInterface
public interface ReplyOperations {

	/**
	 * Send a reply, without waiting.
	 * @param peerId the id of the peer that received what is answered, or an empty text
	 * for the primary one
	 * @param reply the bytes
	 * @param destination who asked
	 * @return completes when the kernel has the reply, exceptionally if it can't be sent
	 */
	CompletableFuture<Void> reply(String peerId, byte[] reply, UxdAddress destination);

}
