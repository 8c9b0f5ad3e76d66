package io.github.uxd.spring.boot.autoconfigure;

import io.github.uxd.Peer;
import io.github.uxd.PeerDoer;
import io.github.uxd.spring.DatagramDispatcher;
import io.github.uxd.spring.DatagramHandler;
import io.github.uxd.spring.EventPublishingHandler;
import io.github.uxd.spring.HandlingRecorder;
import io.github.uxd.spring.LoggingErrorHandler;
import io.github.uxd.spring.PeerPoller;
import io.github.uxd.spring.PollerSettings;
import io.github.uxd.spring.UxdErrorHandler;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Auto-configuration of the {@link PeerPoller} that receives a peer's datagrams and
 * publishes them.
 */
@AutoConfiguration(after = UxdAutoConfiguration.class)
@ConditionalOnProperty(name = { "uxd.enabled", "uxd.poller.enabled" }, matchIfMissing = true)
@ConditionalOnSingleCandidate(Peer.class)
@EnableConfigurationProperties(UxdProperties.class)
public final class UxdPollerAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	EventPublishingHandler uxdEventPublishingHandler(ApplicationEventPublisher publisher) {
		return new EventPublishingHandler(publisher);
	}

	@Bean
	@ConditionalOnMissingBean
	UxdErrorHandler uxdErrorHandler() {
		return new LoggingErrorHandler();
	}

	@Bean
	@ConditionalOnMissingBean
	PeerPoller uxdPeerPoller(Peer peer, UxdProperties properties, ObjectProvider<DatagramHandler> handlers,
			UxdErrorHandler errorHandler, ObjectProvider<HandlingRecorder> recorders) {
		UxdProperties.Poller poller = properties.getPoller();
		DatagramDispatcher dispatcher = new DatagramDispatcher(peer, handlers.orderedStream().toList(), errorHandler,
				HandlingRecorder.all(recorders.orderedStream().toList()));
		check(poller.getBatchSize() > 0, "batch-size", poller.getBatchSize(), "It is less than 1.");
		return new PeerPoller(new PeerDoer(peer, dispatcher, poller.getBatchSize()), settings(properties));
	}

	private static PollerSettings settings(UxdProperties properties) {
		UxdProperties.Poller poller = properties.getPoller();
		UxdProperties.BackOff times = poller.getBackOff();
		check(poller.getPhase() > properties.getPhase(), "phase", poller.getPhase(),
				"It is not greater than 'uxd.phase', which is " + properties.getPhase()
						+ ": the peer would close before its poller has stopped.");
		check(!poller.getDrainTimeout().isNegative(), "drain-timeout", poller.getDrainTimeout(), "It is negative.");
		check(!poller.getCheckInterval().isNegative(), "check-interval", poller.getCheckInterval(), "It is negative.");
		check(times.getInitialInterval().toMillis() > 0, "back-off.initial-interval", times.getInitialInterval(),
				"It is less than a millisecond.");
		check(times.getMaxInterval().compareTo(times.getInitialInterval()) >= 0, "back-off.max-interval",
				times.getMaxInterval(), "It is less than the initial interval.");
		check(times.getMultiplier() >= 1, "back-off.multiplier", times.getMultiplier(), "It is less than 1.");
		ExponentialBackOff backOff = new ExponentialBackOff(times.getInitialInterval().toMillis(),
				times.getMultiplier());
		backOff.setMaxInterval(times.getMaxInterval().toMillis());
		return new PollerSettings(poller.getPhase(), poller.getDrainTimeout(), poller.getCheckInterval(), backOff);
	}

	private static void check(boolean valid, String property, Object value, String reason) {
		if (!valid) {
			throw new InvalidConfigurationPropertyValueException("uxd.poller." + property, value, reason);
		}
	}

}
