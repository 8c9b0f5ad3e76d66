package io.github.uxd.spring.boot.autoconfigure.messaging;

import io.github.uxd.spring.boot.autoconfigure.ListenerProperties;
import io.github.uxd.spring.boot.autoconfigure.UxdProperties;
import io.github.uxd.spring.messaging.ListenerRetries;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.retry.RetryOperations;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;

/**
 * Makes the retries of listener methods of their peers' properties.
 */
final class PeerRetries implements ListenerRetries {

	private final UxdProperties properties;

	PeerRetries(UxdProperties properties) {
		this.properties = properties;
	}

	@Override
	public @Nullable RetryOperations getRetry(String peerId) {
		ListenerProperties.Retry retry = this.properties.ofPeer(peerId).getListener().getRetry();
		if (retry.getMaxRetries() == 0) {
			return null;
		}
		try {
			return new RetryTemplate(RetryPolicy.builder()
				.maxRetries(retry.getMaxRetries())
				.delay(retry.getInitialInterval())
				.multiplier(retry.getMultiplier())
				.maxDelay(retry.getMaxInterval())
				.build());
		}
		catch (IllegalArgumentException ex) {
			String prefix = this.properties.getPeers().containsKey(peerId) ? "uxd.peers." + peerId : "uxd";
			throw new InvalidConfigurationPropertyValueException(prefix + ".listener.retry",
					"max-retries=" + retry.getMaxRetries() + ", initial-interval=" + retry.getInitialInterval()
							+ ", multiplier=" + retry.getMultiplier() + ", max-interval=" + retry.getMaxInterval(),
					String.valueOf(ex.getMessage()));
		}
	}

}
