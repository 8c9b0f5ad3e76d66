package io.github.uxd.spring.boot.autoconfigure.observation;

import io.github.uxd.spring.boot.autoconfigure.UxdPeersAutoConfiguration;
import io.github.uxd.spring.boot.autoconfigure.UxdProperties;
import io.github.uxd.spring.listener.UxdPeers;
import io.github.uxd.spring.observation.ObservedListeners;
import io.github.uxd.spring.observation.ObservedSends;
import io.github.uxd.spring.observation.UxdListenerObservationConvention;
import io.github.uxd.spring.observation.UxdSendObservationConvention;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the observations of listeners and templates. The registry is
 * looked up only for a peer that is to be observed: what reports observations may itself
 * send with a template.
 */
@AutoConfiguration(after = UxdPeersAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean({ ObservationRegistry.class, UxdPeers.class })
public final class UxdObservationAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ObservedListeners uxdObservedListeners(UxdProperties properties, ObjectProvider<ObservationRegistry> registry,
			ObjectProvider<UxdListenerObservationConvention> convention) {
		return new ObservedListeners((peerId) -> properties.ofPeer(peerId).getListener().isObservationEnabled(),
				registry::getObject, convention.getIfAvailable());
	}

	@Bean
	@ConditionalOnMissingBean
	ObservedSends uxdObservedSends(UxdProperties properties, ObjectProvider<ObservationRegistry> registry,
			ObjectProvider<UxdSendObservationConvention> convention) {
		return new ObservedSends((peerId) -> properties.ofPeer(peerId).getTemplate().isObservationEnabled(),
				registry::getObject, convention.getIfAvailable());
	}

}
