package io.github.uxd.spring.boot.autoconfigure;

import io.github.uxd.internal.spring.annotation.MissingMessagingListenerCheck;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for applications without spring-messaging: listener methods are
 * refused, since nobody would call them.
 */
@AutoConfiguration
@ConditionalOnMissingClass("org.springframework.messaging.handler.annotation.support.MessageHandlerMethodFactory")
@ConditionalOnUxdSwitch("uxd.enabled")
public final class UxdMissingMessagingAutoConfiguration {

	@Bean
	static MissingMessagingListenerCheck uxdMissingMessagingListenerCheck() {
		return new MissingMessagingListenerCheck();
	}

}
