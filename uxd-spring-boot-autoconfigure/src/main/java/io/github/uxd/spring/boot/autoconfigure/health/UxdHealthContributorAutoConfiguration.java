package io.github.uxd.spring.boot.autoconfigure.health;

import io.github.uxd.Peer;
import io.github.uxd.spring.listener.PeerLifecycle;
import io.github.uxd.spring.listener.PeerPoller;
import io.github.uxd.spring.boot.autoconfigure.UxdPollerAutoConfiguration;
import io.github.uxd.spring.health.UxdHealthIndicator;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the health of a peer.
 */
@AutoConfiguration(after = UxdPollerAutoConfiguration.class)
@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnSingleCandidate(Peer.class)
@ConditionalOnEnabledHealthIndicator("uxd")
public final class UxdHealthContributorAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = { "uxdHealthIndicator", "uxdHealthContributor" })
	HealthIndicator uxdHealthContributor(Peer peer, ObjectProvider<PeerLifecycle> lifecycle,
			ObjectProvider<PeerPoller> poller) {
		return new UxdHealthIndicator(peer, () -> lifecycle.stream().anyMatch(PeerLifecycle::isRunning)
				&& poller.stream().allMatch(PeerPoller::isMeantToRun));
	}

}
