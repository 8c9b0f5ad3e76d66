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
package io.github.uxd.spring.boot.autoconfigure.systemd;

import java.util.Collection;
import java.util.List;

import io.github.uxd.internal.spring.systemd.ServiceNotifier;
import io.github.uxd.internal.systemd.ServiceVariables;
import io.github.uxd.spring.boot.autoconfigure.UxdAutoConfiguration;
import io.github.uxd.spring.boot.autoconfigure.SystemdProperties;
import io.github.uxd.spring.listener.ManagedPeer;
import io.github.uxd.spring.listener.UxdPeers;
import io.github.uxd.spring.systemd.SystemdNotifier;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Auto-configuration of what tells systemd how the application is, whether that has peers
 * or not: {@code Type=notify} is a matter of the whole of it.
 */
@AutoConfiguration(after = UxdAutoConfiguration.class)
@EnableConfigurationProperties(SystemdProperties.class)
public final class UxdSystemdAutoConfiguration {

	/**
	 * Not left to who asks for it: most applications never do.
	 */
	@Bean
	@Lazy(false)
	@ConditionalOnMissingBean
	SystemdNotifier uxdSystemdNotifier(ApplicationContext context, ConfigurableEnvironment environment,
			SystemdProperties properties, ObjectProvider<UxdPeers> peers,
			ObjectProvider<ApplicationAvailability> availability) {
		if (!properties.isNotify()) {
			return ServiceNotifier.silent();
		}
		return ServiceNotifier.create(context, new ServiceVariables(environment.getSystemEnvironment()),
				() -> all(peers.getIfAvailable()), () -> isAlive(availability.getIfAvailable()));
	}

	private static Collection<ManagedPeer> all(@Nullable UxdPeers peers) {
		return (peers != null) ? peers.getAll() : List.of();
	}

	/**
	 * Nobody has said anything yet in a context that is refreshed by itself.
	 */
	private static boolean isAlive(@Nullable ApplicationAvailability availability) {
		return availability == null
				|| availability.getState(LivenessState.class, LivenessState.CORRECT) == LivenessState.CORRECT;
	}

}
