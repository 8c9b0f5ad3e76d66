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
package io.github.uxd.spring.boot.autoconfigure.health;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.uxd.internal.spring.health.UxdHealthIndicator;
import io.github.uxd.spring.boot.autoconfigure.UxdAutoConfiguration;
import io.github.uxd.spring.listener.UxdPeers;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the health of peers: that of the only one, or of each by its id.
 */
@AutoConfiguration(after = UxdAutoConfiguration.class)
@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean(UxdPeers.class)
@ConditionalOnEnabledHealthIndicator("uxd")
public final class UxdHealthContributorAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = { "uxdHealthIndicator", "uxdHealthContributor" })
	HealthContributor uxdHealthContributor(UxdPeers peers) {
		Map<String, HealthContributor> contributors = new LinkedHashMap<>();
		// A slash, which the name of the primary peer may have, would mean a part of a
		// part
		// there; no id of another peer has a dot.
		peers.getAll().forEach((peer) -> contributors.put(peer.id().replace('/', '.'), new UxdHealthIndicator(peer)));
		return (contributors.size() == 1) ? contributors.values().iterator().next()
				: CompositeHealthContributor.fromMap(contributors);
	}

}
