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

import java.util.Map;
import java.util.stream.Collectors;

import io.github.uxd.internal.spring.systemd.ServiceNotifier;
import io.github.uxd.internal.systemd.ServiceVariables;
import io.github.uxd.spring.boot.autoconfigure.UxdAutoConfiguration;
import io.github.uxd.spring.boot.autoconfigure.UxdProperties;
import io.github.uxd.spring.listener.UxdPeers;
import io.github.uxd.spring.systemd.SystemdNotifier;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.LivenessState;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Auto-configuration of what tells systemd how the application is.
 */
@AutoConfiguration(after = UxdAutoConfiguration.class)
@ConditionalOnBean(UxdPeers.class)
public final class UxdSystemdAutoConfiguration {

	/**
	 * Not left to who asks for it: most applications never do.
	 */
	@Bean
	@Lazy(false)
	@ConditionalOnMissingBean
	SystemdNotifier uxdSystemdNotifier(ApplicationContext context, ConfigurableEnvironment environment,
			UxdProperties properties, UxdPeers peers, ObjectProvider<ApplicationAvailability> availability) {
		if (!properties.getSystemd().isNotify()) {
			return ServiceNotifier.silent();
		}
		return ServiceNotifier.create(context, new ServiceVariables(variables(environment)), peers,
				() -> isAlive(availability.getIfAvailable()));
	}

	private static Map<String, String> variables(ConfigurableEnvironment environment) {
		return environment.getSystemEnvironment()
			.entrySet()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, (entry) -> String.valueOf(entry.getValue())));
	}

	/**
	 * Nobody has said anything yet in a context that is refreshed by itself.
	 */
	private static boolean isAlive(@Nullable ApplicationAvailability availability) {
		return availability == null
				|| availability.getState(LivenessState.class, LivenessState.CORRECT) == LivenessState.CORRECT;
	}

}
