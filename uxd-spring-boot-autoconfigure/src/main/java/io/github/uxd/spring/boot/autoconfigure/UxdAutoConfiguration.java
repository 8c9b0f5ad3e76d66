package io.github.uxd.spring.boot.autoconfigure;

import io.github.uxd.Peer;
import io.github.uxd.PeerDoer;
import io.github.uxd.spring.DatagramDispatcher;
import io.github.uxd.spring.DatagramHandler;
import io.github.uxd.spring.EventPublishingHandler;
import io.github.uxd.spring.HandlingRecorder;
import io.github.uxd.spring.LoggingErrorHandler;
import io.github.uxd.spring.PeerLifecycle;
import io.github.uxd.spring.PeerPoller;
import io.github.uxd.spring.PollerSettings;
import io.github.uxd.spring.UxdErrorHandler;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Auto-configuration of a {@link Peer}, its lifecycle, and the {@link PeerPoller} that
 * publishes what it receives.
 */
@AutoConfiguration
@ConditionalOnProperty(name = "uxd.enabled", matchIfMissing = true)
@EnableConfigurationProperties(UxdProperties.class)
public final class UxdAutoConfiguration {

	@Bean
	@ConfigurationPropertiesBinding
	static OctalConverter uxdOctalConverter() {
		return new OctalConverter();
	}

	@Bean
	@ConditionalOnMissingBean
	Peer uxdPeer(UxdProperties properties, Environment environment) {
		return new PeerFactory(properties, environment).create();
	}

	@Bean
	@ConditionalOnMissingBean
	PeerLifecycle uxdPeerLifecycle(Peer peer, UxdProperties properties) {
		return new PeerLifecycle(peer, properties.getPhase());
	}

	/**
	 * What receives.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnProperty(name = "uxd.poller.enabled", matchIfMissing = true)
	static class PollerConfiguration {

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
				UxdErrorHandler errorHandler, ObjectProvider<HandlingRecorder> recorder) {
			UxdProperties.Poller poller = properties.getPoller();
			DatagramDispatcher dispatcher = new DatagramDispatcher(peer, handlers.orderedStream().toList(),
					errorHandler, recorder.getIfAvailable());
			return new PeerPoller(new PeerDoer(peer, dispatcher, batchSize(poller)), settings(properties));
		}

		private static int batchSize(UxdProperties.Poller poller) {
			if (poller.getBatchSize() < 1) {
				throw new InvalidConfigurationPropertyValueException("uxd.poller.batch-size", poller.getBatchSize(),
						"It is less than 1.");
			}
			return poller.getBatchSize();
		}

		private static PollerSettings settings(UxdProperties properties) {
			UxdProperties.Poller poller = properties.getPoller();
			if (poller.getPhase() <= properties.getPhase()) {
				throw new InvalidConfigurationPropertyValueException("uxd.poller.phase", poller.getPhase(),
						"It is not greater than 'uxd.phase', which is " + properties.getPhase()
								+ ": the peer would close before its poller has stopped.");
			}
			ExponentialBackOff backOff = new ExponentialBackOff(poller.getBackOff().getInitialInterval().toMillis(),
					poller.getBackOff().getMultiplier());
			backOff.setMaxInterval(poller.getBackOff().getMaxInterval().toMillis());
			return new PollerSettings(poller.getPhase(), poller.getDrainTimeout(), backOff);
		}

	}

}
