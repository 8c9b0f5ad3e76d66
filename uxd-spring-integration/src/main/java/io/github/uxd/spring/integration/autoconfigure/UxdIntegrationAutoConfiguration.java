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
package io.github.uxd.spring.integration.autoconfigure;

import io.github.uxd.spring.boot.autoconfigure.messaging.UxdMessagingAutoConfiguration;
import io.github.uxd.spring.core.PayloadConverter;
import io.github.uxd.spring.integration.inbound.UxdInboundChannelAdapter;
import io.github.uxd.spring.integration.inbound.UxdInboundGateway;
import io.github.uxd.spring.integration.support.DatagramMessageMapper;
import io.github.uxd.spring.integration.support.SimpleDatagramMessageMapper;

import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.integration.dsl.IntegrationFlow;
import org.springframework.integration.mapping.InboundMessageMapper;

/**
 * Auto-configuration of the mapper that adapters of Spring Integration share. It converts
 * payloads as listener methods and templates do. A bean of its type replaces it.
 */
@AutoConfiguration(after = UxdMessagingAutoConfiguration.class)
@ConditionalOnClass(InboundMessageMapper.class)
@ConditionalOnBean(PayloadConverter.class)
public final class UxdIntegrationAutoConfiguration {

	/**
	 * Create an auto-configuration: for Spring Boot.
	 */
	public UxdIntegrationAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	DatagramMessageMapper uxdDatagramMessageMapper(PayloadConverter converter) {
		return new SimpleDatagramMessageMapper(converter);
	}

	/**
	 * Has flows made at the start even where all else waits until it is needed: one may
	 * begin with a peer, and nobody would listen.
	 */
	@Bean
	static LazyInitializationExcludeFilter uxdFlowLazyInitializationExcludeFilter() {
		return LazyInitializationExcludeFilter.forBeanTypes(IntegrationFlow.class, UxdInboundChannelAdapter.class,
				UxdInboundGateway.class);
	}

}
