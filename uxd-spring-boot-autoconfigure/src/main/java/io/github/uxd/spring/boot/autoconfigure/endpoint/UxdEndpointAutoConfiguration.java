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
package io.github.uxd.spring.boot.autoconfigure.endpoint;

import io.github.uxd.spring.boot.autoconfigure.UxdAutoConfiguration;
import io.github.uxd.spring.endpoint.UxdEndpoint;
import io.github.uxd.spring.endpoint.UxdEndpointWebExtension;
import io.github.uxd.spring.listener.UxdListenerRegistry;
import io.github.uxd.spring.listener.UxdPeers;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the {@link UxdEndpoint}.
 */
@AutoConfiguration(after = UxdAutoConfiguration.class)
@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnBean({ UxdPeers.class, UxdListenerRegistry.class })
@ConditionalOnAvailableEndpoint(UxdEndpoint.class)
public final class UxdEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	UxdEndpoint uxdEndpoint(UxdPeers peers, UxdListenerRegistry listeners) {
		return new UxdEndpoint(peers, listeners);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(UxdEndpoint.class)
	@ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
	UxdEndpointWebExtension uxdEndpointWebExtension(UxdEndpoint endpoint) {
		return new UxdEndpointWebExtension(endpoint);
	}

}
