/*
 * Copyright the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.uxd.spring.boot.autoconfigure;

import java.util.stream.Stream;

import io.github.uxd.internal.spring.annotation.MissingMessagingListenerCheck;
import io.github.uxd.internal.spring.listener.AudienceMulticaster;
import io.github.uxd.internal.spring.listener.PeerListenerRegistry;
import io.github.uxd.spring.UxdErrorHandler;
import io.github.uxd.spring.listener.LoggingErrorHandler;
import io.github.uxd.spring.listener.ManagedPeer;
import io.github.uxd.spring.listener.UxdListenerCustomizer;
import io.github.uxd.spring.listener.UxdListenerRegistry;
import io.github.uxd.spring.listener.UxdPeers;
import io.github.uxd.spring.observation.UxdListenerObservationConvention;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of the peers: of each the peer itself, what opens it, what receives
 * its datagrams and the template that sends from it, and what all of them share.
 */
@AutoConfiguration
@Conditional(OnUxdEnabledCondition.class)
@EnableConfigurationProperties(UxdProperties.class)
@Import({ PeersRegistrar.class, PeerFactory.class, PollerFactory.class, TemplateFactory.class })
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

	/**
	 * Have Spring's own multicaster tell whether anybody listens to datagrams, unless the
	 * application has another. As Spring does it is made when all definitions are there,
	 * so that it is in nobody's way.
	 */
	@Bean
	static BeanFactoryPostProcessor uxdEventAudience() {
		return (beanFactory) -> {
			String name = AbstractApplicationContext.APPLICATION_EVENT_MULTICASTER_BEAN_NAME;
			if (!beanFactory.containsLocalBean(name)) {
				beanFactory.registerSingleton(name, new AudienceMulticaster(beanFactory));
			}
		};
	}

	@Bean
	@ConditionalOnMissingBean
	UxdPeers uxdPeers(ObjectProvider<ManagedPeer> peers, Environment environment) {
		return new UxdPeers(() -> primaryFirst(peers), () -> peers.getIfUnique() != null,
				() -> PeerIds.switchedOff(environment));
	}

	@Bean
	ShortQueueAdvice uxdShortQueueAdvice(UxdPeers peers) {
		return new ShortQueueAdvice(peers);
	}

	/**
	 * The order of the definitions isn't to be relied on.
	 */
	private static Stream<ManagedPeer> primaryFirst(ObjectProvider<ManagedPeer> peers) {
		ManagedPeer primary = peers.getIfUnique();
		return Stream.concat(Stream.ofNullable(primary), peers.stream().filter((peer) -> peer != primary));
	}

	@Bean
	@ConditionalOnMissingBean
	UxdErrorHandler uxdErrorHandler() {
		return new LoggingErrorHandler();
	}

	@Bean
	ConfiguredListeners uxdConfiguredListeners(UxdProperties properties, ObjectProvider<UxdListenerRegistry> registry) {
		return new ConfiguredListeners(properties, registry);
	}

	@Bean
	@ConditionalOnMissingBean
	UxdListenerRegistry uxdListenerRegistry(UxdPeers peers, UxdProperties properties,
			ObjectProvider<ObservationRegistry> observationRegistry,
			ObjectProvider<UxdListenerObservationConvention> convention,
			ObjectProvider<UxdListenerCustomizer> customizers) {
		PeerListenerRegistry registry = new PeerListenerRegistry(peers,
				(peerId) -> properties.ofPeer(peerId).getListener().isAutoStartup());
		// Looked up only for a peer that is to be observed: what reports observations may
		// itself listen.
		registry.observe(
				(peerId) -> properties.ofPeer(peerId).getListener().isObservationEnabled()
						? observationRegistry.getIfAvailable(() -> ObservationRegistry.NOOP) : ObservationRegistry.NOOP,
				convention.getIfAvailable());
		registry.customize(customizers.orderedStream().toList());
		return registry;
	}

	/**
	 * Without spring-messaging listener methods are refused, since nobody would call
	 * them.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingClass("org.springframework.messaging.handler.annotation.support.MessageHandlerMethodFactory")
	static class MissingMessagingConfiguration {

		@Bean
		static MissingMessagingListenerCheck uxdMissingMessagingListenerCheck() {
			return new MissingMessagingListenerCheck();
		}

	}

}
