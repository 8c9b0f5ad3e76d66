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
package io.github.uxd.spring.integration;

import io.github.uxd.spring.boot.autoconfigure.UxdAutoConfiguration;
import io.github.uxd.spring.boot.autoconfigure.messaging.UxdMessagingAutoConfiguration;
import io.github.uxd.spring.boot.test.UxdTestClientAutoConfiguration;
import io.github.uxd.spring.integration.autoconfigure.UxdIntegrationAutoConfiguration;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.integration.autoconfigure.IntegrationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/**
 * Applications with temporary peers, a client, and Spring Integration.
 */
public final class IntegrationContexts {

	private IntegrationContexts() {
	}

	/**
	 * Return a runner of an application whose primary peer is called 'shop'.
	 */
	public static ApplicationContextRunner runner() {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(UxdAutoConfiguration.class, UxdMessagingAutoConfiguration.class,
					UxdTestClientAutoConfiguration.class, UxdIntegrationAutoConfiguration.class,
					IntegrationAutoConfiguration.class))
			.withPropertyValues("uxd.name=shop");
	}

}
