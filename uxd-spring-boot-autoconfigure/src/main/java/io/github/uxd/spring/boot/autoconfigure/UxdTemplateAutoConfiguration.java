package io.github.uxd.spring.boot.autoconfigure;

import io.github.uxd.Peer;
import io.github.uxd.spring.core.PayloadConverter;
import io.github.uxd.spring.core.SimplePayloadConverter;
import io.github.uxd.spring.core.UxdOperations;
import io.github.uxd.spring.core.UxdTemplate;
import io.github.uxd.spring.observation.UxdSendObservationConvention;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of the template that sends from the primary peer, and of what those
 * of further peers share with it.
 */
@AutoConfiguration(after = UxdAutoConfiguration.class, before = UxdPeersAutoConfiguration.class)
@ConditionalOnUxdSwitch("uxd.enabled")
public final class UxdTemplateAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	PayloadConverter uxdPayloadConverter() {
		return new SimplePayloadConverter();
	}

	@Bean
	TemplateCollaborators uxdTemplateCollaborators(PayloadConverter converter,
			ObjectProvider<ObservationRegistry> observationRegistry,
			ObjectProvider<UxdSendObservationConvention> observationConvention,
			ObjectProvider<UxdTemplateCustomizer> customizers) {
		return new TemplateCollaborators(converter, observationRegistry, observationConvention, customizers);
	}

	@Bean
	@ConditionalOnSingleCandidate(Peer.class)
	@Primary
	@ConditionalOnNoneOfPrimaryPeer(UxdOperations.class)
	UxdTemplate uxdTemplate(Peer peer, UxdProperties properties, Environment environment,
			TemplateCollaborators collaborators) {
		return new TemplateFactory(ConfiguredPeer.primary(properties, environment)).create(peer, peer.name(),
				collaborators);
	}

}
