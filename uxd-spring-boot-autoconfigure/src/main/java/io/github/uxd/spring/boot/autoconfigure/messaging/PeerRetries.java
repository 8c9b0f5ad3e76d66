package io.github.uxd.spring.boot.autoconfigure.messaging;

import io.github.uxd.spring.boot.autoconfigure.ListenerProperties;
import io.github.uxd.spring.boot.autoconfigure.PeerProperties;
import io.github.uxd.spring.boot.autoconfigure.UxdProperties;
import io.github.uxd.spring.listener.UxdPeers;
import io.github.uxd.internal.spring.messaging.ListenerRetries;
import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryPolicy;

/**
 * Makes the retries of listener methods of their peers' properties.
 */
final class PeerRetries implements ListenerRetries {

	private final UxdProperties properties;

	private final UxdPeers peers;

	PeerRetries(UxdPeers peers, UxdProperties properties) {
		this.peers = peers;
		this.properties = properties;
	}

	@Override
	public @Nullable RetryPolicy getRetry(String peerId) {
		PeerProperties peer = this.properties.ofPeer(this.peers.get(peerId).id());
		ListenerProperties.Retry retry = peer.getListener().getRetry();
		if (retry.getMaxRetries() == 0) {
			return null;
		}
		return RetryPolicy.builder()
			.maxRetries(retry.getMaxRetries())
			.delay(retry.getInitialInterval())
			.multiplier(retry.getMultiplier())
			.maxDelay(retry.getMaxInterval())
			.build();
	}

}
