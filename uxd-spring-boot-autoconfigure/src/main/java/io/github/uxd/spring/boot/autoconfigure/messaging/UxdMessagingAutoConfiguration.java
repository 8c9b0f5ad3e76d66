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
package io.github.uxd.spring.boot.autoconfigure.messaging;

import java.util.List;

import io.github.uxd.internal.spring.annotation.UxdListenerAnnotationBeanPostProcessor;
import io.github.uxd.internal.spring.annotation.UxdListenerMethods;
import io.github.uxd.internal.spring.messaging.ListenerRetries;
import io.github.uxd.internal.spring.messaging.MessagePayloadConverter;
import io.github.uxd.internal.spring.messaging.ReplyOperations;
import io.github.uxd.internal.spring.messaging.UxdMessageHandlerMethodFactory;
import io.github.uxd.spring.annotation.UxdListener;
import io.github.uxd.spring.boot.autoconfigure.UxdAutoConfiguration;
import io.github.uxd.spring.boot.autoconfigure.UxdProperties;
import io.github.uxd.spring.core.PayloadConverter;
import io.github.uxd.spring.core.UxdTemplate;
import io.github.uxd.spring.listener.UxdListenerRegistry;
import io.github.uxd.spring.listener.UxdPeers;
import io.github.uxd.spring.messaging.UxdMessageConverters;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.messaging.converter.JacksonJsonMessageConverter;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.handler.annotation.support.MessageHandlerMethodFactory;
import org.springframework.validation.Validator;

/**
 * Auto-configuration of {@link UxdListener @UxdListener} methods, and of the conversion
 * of payloads: bytes, text, and JSON if Jackson is there, by the {@link JsonMapper} bean
 * if there is one. A bean named {@code uxdMessageConverter} replaces it.
 */
@AutoConfiguration(after = UxdAutoConfiguration.class,
		afterName = "org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration")
@ConditionalOnClass(MessageHandlerMethodFactory.class)
@ConditionalOnBean(UxdListenerRegistry.class)
public final class UxdMessagingAutoConfiguration {

	/**
	 * Found by its name only: others look for message converters of theirs by type.
	 */
	@Bean(defaultCandidate = false)
	@ConditionalOnMissingBean(name = "uxdMessageConverter")
	MessageConverter uxdMessageConverter() {
		return UxdMessageConverters.create();
	}

	@Bean
	@ConditionalOnMissingBean
	PayloadConverter uxdPayloadConverter(@Qualifier("uxdMessageConverter") MessageConverter converter) {
		return new MessagePayloadConverter(converter);
	}

	@Bean
	static UxdListenerAnnotationBeanPostProcessor uxdListenerAnnotationProcessor() {
		return new UxdListenerAnnotationBeanPostProcessor();
	}

	/**
	 * Has beans with listener methods made at the start even where all others wait until
	 * they are needed: else nobody would listen.
	 */
	@Bean
	static LazyInitializationExcludeFilter uxdListenerLazyInitializationExcludeFilter() {
		UxdListenerMethods methods = new UxdListenerMethods();
		return (beanName, definition, beanType) -> !methods.find(beanType).areNone();
	}

	/**
	 * Found by its name only, like the converter, and not made before a method listens.
	 */
	@Bean(name = UxdListenerAnnotationBeanPostProcessor.METHOD_FACTORY_BEAN_NAME, defaultCandidate = false)
	@Lazy
	@ConditionalOnMissingBean(name = UxdListenerAnnotationBeanPostProcessor.METHOD_FACTORY_BEAN_NAME)
	MessageHandlerMethodFactory uxdMessageHandlerMethodFactory(
			@Qualifier("uxdMessageConverter") MessageConverter converter, ObjectProvider<Validator> validator) {
		return new UxdMessageHandlerMethodFactory(converter, validator.getIfUnique());
	}

	@Bean
	@ConditionalOnMissingBean
	ReplyOperations uxdReplyOperations(UxdPeers peers, ObjectProvider<UxdTemplate> templates,
			UxdProperties properties) {
		return new PeerReplies(peers, templates, properties);
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	ListenerRetries uxdListenerRetries(UxdPeers peers, UxdProperties properties) {
		return (peerId) -> peers.getSwitchedOff().contains(peerId) ? null
				: properties.ofPeer(peers.get(peerId).id()).getListener().getRetry().toPolicy();
	}

	/**
	 * JSON is what it is elsewhere in the application: as its {@code spring.jackson}
	 * properties say.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(JsonMapper.class)
	static class JsonConfiguration {

		@Bean(defaultCandidate = false)
		@ConditionalOnMissingBean(name = "uxdMessageConverter")
		MessageConverter uxdMessageConverter(ObjectProvider<JsonMapper> mappers) {
			JsonMapper mapper = mappers.getIfUnique();
			return (mapper != null) ? UxdMessageConverters.create(List.of(new JacksonJsonMessageConverter(mapper)))
					: UxdMessageConverters.create();
		}

	}

}
