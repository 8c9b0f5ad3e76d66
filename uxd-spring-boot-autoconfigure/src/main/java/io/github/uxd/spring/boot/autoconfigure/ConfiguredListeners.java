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

package io.github.uxd.spring.boot.autoconfigure;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

import io.github.uxd.internal.spring.log.EscapingLog;
import io.github.uxd.internal.spring.log.LogNames;
import io.github.uxd.spring.listener.UxdListenerContainer;
import io.github.uxd.spring.listener.UxdListenerCustomizer;
import io.github.uxd.spring.listener.UxdListenerEndpoint;
import io.github.uxd.spring.listener.UxdListenerRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/**
 * Has listeners called as the properties of each say, and tells of properties that no
 * listener has.
 */
final class ConfiguredListeners implements UxdListenerCustomizer, ApplicationListener<ApplicationReadyEvent>, Ordered {

	private static final EscapingLog logger = new EscapingLog(LogNames.LISTENERS);

	private final UxdProperties properties;

	private final ObjectProvider<UxdListenerRegistry> registry;

	/**
	 * Create the customizer.
	 * @param properties the properties
	 * @param registry knows which listeners there are
	 */
	ConfiguredListeners(UxdProperties properties, ObjectProvider<UxdListenerRegistry> registry) {
		this.properties = properties;
		this.registry = registry;
	}

	/**
	 * Before the customizers of the application, which have the last word.
	 */
	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public void customize(UxdListenerEndpoint.Builder endpoint) {
		OneListenerProperties listener = this.properties.getListeners().get(endpoint.getId());
		if (listener == null) {
			return;
		}
		if (listener.getAutoStartup() != null) {
			endpoint.autoStartup(listener.getAutoStartup());
		}
		ValueChecks checks = new ValueChecks("uxd.listeners" + element(endpoint.getId()));
		checks.set("concurrency", listener.getConcurrency(), endpoint::concurrency);
		ListenerProperties.Retry retry = listener.getRetry();
		if (retry != null) {
			retry.check(checks, "retry");
			endpoint.retryPolicy(retry.toPolicy());
		}
	}

	/**
	 * Return an id as it stands in a key: in brackets, unless it could stand by itself.
	 */
	private static String element(String id) {
		return ConfigurationPropertyName.isValid(id) && id.indexOf('.') < 0 ? "." + id : "[" + id + "]";
	}

	/**
	 * Tell of ids that no listener has by now. It may be one that is registered later, so
	 * that this isn't reason enough not to start.
	 */
	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		Set<String> unknown = new LinkedHashSet<>(this.properties.getListeners().keySet());
		Collection<UxdListenerContainer> containers = this.registry.getObject().getContainers();
		containers.forEach((container) -> unknown.remove(container.getListenerId()));
		if (!unknown.isEmpty()) {
			logger.warn("There are properties below uxd.listeners for "
					+ String.join(", ", unknown.stream().map((id) -> "'" + id + "'").toList())
					+ ", but no such listener: the ids are "
					+ containers.stream().map((container) -> "'" + container.getListenerId() + "'").toList());
		}
	}

}
