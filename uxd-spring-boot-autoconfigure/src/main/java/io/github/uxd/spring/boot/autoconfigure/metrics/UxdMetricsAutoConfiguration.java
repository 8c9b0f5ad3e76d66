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
package io.github.uxd.spring.boot.autoconfigure.metrics;

import io.github.uxd.internal.spring.metrics.ListenerTimers;
import io.github.uxd.internal.spring.metrics.PeerMetrics;
import io.github.uxd.spring.boot.autoconfigure.UxdAutoConfiguration;
import io.github.uxd.spring.boot.autoconfigure.UxdProperties;
import io.github.uxd.spring.listener.UxdPeers;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the meters of peers.
 */
@AutoConfiguration(after = UxdAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({ MeterRegistry.class, UxdPeers.class })
public final class UxdMetricsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	PeerMetrics uxdPeerMetrics(UxdPeers peers) {
		return new PeerMetrics(peers);
	}

	@Bean
	@ConditionalOnMissingBean
	ListenerTimers uxdListenerTimers(UxdProperties properties) {
		return new ListenerTimers((peerId) -> properties.ofPeer(peerId).getMetrics().isListenerTimer());
	}

}
