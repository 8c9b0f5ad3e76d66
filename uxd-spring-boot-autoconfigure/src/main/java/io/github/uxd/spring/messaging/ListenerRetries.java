package io.github.uxd.spring.messaging;

import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryOperations;

/**
 * Finds how the listeners of a peer are tried again.
 */
@FunctionalInterface
public interface ListenerRetries {

	/**
	 * Return how the listeners of a peer are tried again.
	 * @param peerId the id of the peer, or an empty text for the primary one
	 * @return the retries, or {@code null} if there are none
	 */
	@Nullable RetryOperations getRetry(String peerId);

}
