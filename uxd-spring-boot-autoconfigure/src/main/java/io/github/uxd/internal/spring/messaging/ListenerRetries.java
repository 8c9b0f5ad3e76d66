package io.github.uxd.internal.spring.messaging;

import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryPolicy;

/**
 * Finds how the listeners of a peer are tried again.
 */
@FunctionalInterface
public interface ListenerRetries {

	/**
	 * Return how the listeners of a peer are tried again.
	 * @param peerId the id of the peer, or an empty text for the primary one
	 * @return when to try again, or {@code null} for never; what the sender of a datagram
	 * is to blame for is not tried again, whatever this says
	 */
	@Nullable RetryPolicy getRetry(String peerId);

}
