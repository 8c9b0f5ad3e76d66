package io.github.uxd.spring.boot.autoconfigure.messaging;

import io.github.uxd.spring.annotation.UxdListener;
import io.github.uxd.internal.spring.annotation.UxdListenerAnnotationBeanPostProcessor;
import io.github.uxd.spring.boot.autoconfigure.UxdPeersAutoConfiguration;
import io.github.uxd.spring.boot.autoconfigure.UxdProperties;
import io.github.uxd.spring.core.UxdTemplate;
import io.github.uxd.spring.listener.UxdListenerRegistry;
import io.github.uxd.spring.listener.UxdPeers;
import io.github.uxd.internal.spring.messaging.ListenerRetries;
import io.github.uxd.internal.spring.messaging.ReplyOperations;
import io.github.uxd.internal.spring.messaging.UxdMessageHandlerMethodFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.handler.annotation.support.MessageHandlerMethodFactory;
import org.springframework.validation.Validator;

/**
 * Auto-configuration of {@link UxdListener @UxdListener} methods.
 */
@AutoConfiguration(after = { UxdPeersAutoConfiguration.class, UxdConversionAutoConfiguration.class },
		afterName = "org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration")
@ConditionalOnClass(MessageHandlerMethodFactory.class)
@ConditionalOnBean(UxdListenerRegistry.class)
public final class UxdListenerAutoConfiguration {

	@Bean
	static UxdListenerAnnotationBeanPostProcessor uxdListenerAnnotationProcessor() {
		return new UxdListenerAnnotationBeanPostProcessor();
	}

	@Bean
	static UxdListenerLazyInitializationExcludeFilter uxdListenerLazyInitializationExcludeFilter() {
		return new UxdListenerLazyInitializationExcludeFilter();
	}

	/**
	 * Found by its name only, like the converter.
	 */
	@Bean(name = UxdListenerAnnotationBeanPostProcessor.METHOD_FACTORY_BEAN_NAME, defaultCandidate = false)
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
	@ConditionalOnMissingBean
	ListenerRetries uxdListenerRetries(UxdPeers peers, UxdProperties properties) {
		return new PeerRetries(peers, properties);
	}

}
