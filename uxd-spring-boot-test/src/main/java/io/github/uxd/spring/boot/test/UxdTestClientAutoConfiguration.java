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
package io.github.uxd.spring.boot.test;

import io.github.uxd.Activation;
import io.github.uxd.spring.boot.autoconfigure.PeerBuilderCustomizer;
import io.github.uxd.spring.boot.autoconfigure.UxdAutoConfiguration;
import io.github.uxd.spring.listener.UxdPeers;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration of a {@link UxdTestClient} and of temporary peers.
 */
@AutoConfiguration(after = UxdAutoConfiguration.class)
public final class UxdTestClientAutoConfiguration {

	/**
	 * Create an auto-configuration: for Spring Boot.
	 */
	public UxdTestClientAutoConfiguration() {
	}

	/**
	 * The last of the customizers: it undoes what the application's own do to the path. A
	 * test isn't started by systemd.
	 */
	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	PeerBuilderCustomizer temporaryUxdPeers() {
		return (builder, peerId) -> builder.path(null).temp(true).activation(Activation.NONE);
	}

	@Bean
	static TemporaryWireLogs temporaryUxdWireLogs() {
		return new TemporaryWireLogs();
	}

	@Bean
	@ConditionalOnBean(UxdPeers.class)
	@ConditionalOnMissingBean
	UxdTestClient uxdTestClient(UxdPeers peers) {
		return new UxdTestClient(peers);
	}

}
