package io.github.uxd.spring.boot.autoconfigure;

import io.github.uxd.Peer;
import io.github.uxd.spring.listener.DatagramDispatcher;
import io.github.uxd.spring.DatagramHandler;
import io.github.uxd.spring.listener.EventPublishingHandler;
import io.github.uxd.spring.listener.HandlingRecorder;
import io.github.uxd.spring.listener.LoggingErrorHandler;
import io.github.uxd.spring.listener.PeerPoller;
import io.github.uxd.spring.UxdErrorHandler;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the {@link PeerPoller} that receives a peer's datagrams and
 * publishes them.
 */
@AutoConfiguration(after = UxdAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = { "uxd.enabled", "uxd.poller.enabled" }, matchIfMissing = true)
@ConditionalOnSingleCandidate(Peer.class)
@EnableConfigurationProperties(UxdProperties.class)
public final class UxdPollerAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBooleanProperty(name = "uxd.poller.publish-events", matchIfMissing = true)
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
		DatagramDispatcher dispatcher = new DatagramDispatcher(peer, handlers.orderedStream().toList(), errorHandler,
				HandlingRecorder.all(recorders.orderedStream().toList()));
		return new PollerFactory(properties).create(peer, dispatcher);
	}

}
