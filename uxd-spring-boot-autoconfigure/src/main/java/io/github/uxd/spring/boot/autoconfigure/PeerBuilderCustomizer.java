package io.github.uxd.spring.boot.autoconfigure;

import io.github.uxd.PeerBuilder;

/**
 * Changes how the peers of the properties are built. All beans of this type are called
 * for each peer, in their {@linkplain org.springframework.core.annotation.Order order},
 * after the properties.
 */
@FunctionalInterface
public interface PeerBuilderCustomizer {

	/**
	 * Change how a peer is built.
	 * @param builder the builder of the peer
	 * @param peerId the id of the peer: its key below {@code uxd.peers}, or the name of
	 * the primary peer
	 */
	void customize(PeerBuilder builder, String peerId);

}
