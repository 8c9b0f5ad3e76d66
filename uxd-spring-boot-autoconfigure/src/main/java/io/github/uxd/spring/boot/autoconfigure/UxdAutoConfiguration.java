package io.github.uxd.spring.boot.autoconfigure;

import io.github.uxd.Peer;
import io.github.uxd.spring.listener.PeerLifecycle;
import io.github.uxd.wire.WireLog;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of a {@link Peer} and its lifecycle.
 */
@AutoConfiguration
@ConditionalOnUxdSwitch("uxd.enabled")
@EnableConfigurationProperties(UxdProperties.class)
public final class UxdAutoConfiguration {

	@Bean
	@ConfigurationPropertiesBinding
	static OctalConverter uxdOctalConverter() {
		return new OctalConverter();
	}

	@Bean
	@ConfigurationPropertiesBinding
	static EmptyPeerConverter uxdEmptyPeerConverter() {
		return new EmptyPeerConverter();
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnUxdSwitch("uxd.primary")
	Peer uxdPeer(UxdProperties properties, Environment environment, ObjectProvider<WireLog> wireLog,
			ObjectProvider<PeerBuilderCustomizer> customizers) {
		return new PeerFactory(ConfiguredPeer.primary(properties, environment)).create(wireLog.getIfAvailable(),
				customizers.orderedStream());
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnUxdSwitch(value = "uxd.wire-log.enabled", byDefault = false)
	WireLog uxdWireLog(UxdProperties properties, Environment environment) {
		return new WireLogFactory(ConfiguredPeer.primary(properties, environment)).open();
	}

	@Bean
	@ConditionalOnSingleCandidate(Peer.class)
	@Primary
	@ConditionalOnNoneOfPrimaryPeer(PeerLifecycle.class)
	PeerLifecycle uxdPeerLifecycle(Peer peer, UxdProperties properties) {
		return new PeerLifecycle(peer.name(), peer, properties.getPhase());
	}

}
