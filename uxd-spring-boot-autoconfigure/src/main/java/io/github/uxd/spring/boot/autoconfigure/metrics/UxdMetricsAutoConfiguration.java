package io.github.uxd.spring.boot.autoconfigure.metrics;

import io.github.uxd.Peer;
import io.github.uxd.spring.listener.PeerPoller;
import io.github.uxd.spring.boot.autoconfigure.UxdAutoConfiguration;
import io.github.uxd.spring.metrics.ListenerTimer;
import io.github.uxd.spring.metrics.PeerMetrics;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the meters of a peer.
 */
@AutoConfiguration(after = UxdAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
@ConditionalOnSingleCandidate(Peer.class)
public final class UxdMetricsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	PeerMetrics uxdPeerMetrics(Peer peer, ObjectProvider<PeerPoller> poller) {
		return new PeerMetrics(peer, () -> poller.stream().anyMatch(PeerPoller::isRunning));
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBooleanProperty(name = "uxd.metrics.listener-timer", matchIfMissing = true)
	ListenerTimer uxdListenerTimer(Peer peer) {
		return new ListenerTimer(peer.name());
	}

}
