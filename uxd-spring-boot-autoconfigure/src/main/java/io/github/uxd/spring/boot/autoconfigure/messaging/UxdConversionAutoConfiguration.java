package io.github.uxd.spring.boot.autoconfigure.messaging;

import java.util.List;

import io.github.uxd.spring.boot.autoconfigure.ConditionalOnUxdSwitch;
import io.github.uxd.spring.boot.autoconfigure.UxdTemplateAutoConfiguration;
import io.github.uxd.spring.core.PayloadConverter;
import io.github.uxd.internal.spring.messaging.MessagePayloadConverter;
import io.github.uxd.spring.messaging.UxdMessageConverters;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.converter.JacksonJsonMessageConverter;
import org.springframework.messaging.converter.MessageConverter;

/**
 * Auto-configuration of the conversion of payloads: bytes, text, and JSON if Jackson is
 * there, by the {@link JsonMapper} bean if there is one. A bean named
 * {@code uxdMessageConverter} replaces it.
 */
@AutoConfiguration(before = UxdTemplateAutoConfiguration.class)
@ConditionalOnClass(MessageConverter.class)
@ConditionalOnUxdSwitch("uxd.enabled")
public final class UxdConversionAutoConfiguration {

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
