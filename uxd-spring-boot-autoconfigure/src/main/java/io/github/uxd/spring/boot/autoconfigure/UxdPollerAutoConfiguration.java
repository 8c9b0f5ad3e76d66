package io.github.uxd.spring.boot.autoconfigure;

import io.github.uxd.Peer;
import io.github.uxd.spring.listener.PeerPoller;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of the {@link PeerPoller} that receives a peer's datagrams and
 * publishes them.
 */
@AutoConfiguration(after = UxdAutoConfiguration.class)
@ConditionalOnUxdSwitch({ "uxd.enabled", "uxd.poller.enabled" })
@ConditionalOnSingleCandidate(Peer.class)
@EnableConfigurationProperties(UxdProperties.class)
public final class UxdPollerAutoConfiguration {

	@Bean
	@Primary
	@ConditionalOnNoneOfPrimaryPeer(PeerPoller.class)
	PeerPoller uxdPeerPoller(Peer peer, UxdProperties properties, Environment environment,
			PollerCollaborators collaborators) {
		return new PollerFactory(ConfiguredPeer.primary(properties, environment)).create(peer, peer.name(),
				collaborators);
	}

}
