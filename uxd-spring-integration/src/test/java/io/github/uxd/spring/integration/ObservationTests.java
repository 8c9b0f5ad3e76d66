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

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.uxd.spring.boot.test.UxdTestClient;
import io.github.uxd.spring.integration.dsl.Uxd;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.config.EnableIntegrationManagement;
import org.springframework.integration.dsl.IntegrationFlow;
import org.springframework.messaging.Message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A datagram is observed once by each of those who are asked to: the listener by us, the
 * rest by Spring Integration.
 */
@Timeout(20)
class ObservationTests {

	private final List<String> observations = new CopyOnWriteArrayList<>();

	private final BlockingQueue<Message<?>> received = new LinkedBlockingQueue<>();

	private final ApplicationContextRunner runner = IntegrationContexts.runner()
		.withBean(ObservationRegistry.class, this::registry)
		.withUserConfiguration(Management.class)
		.withBean("flow", IntegrationFlow.class,
				() -> IntegrationFlow.from(Uxd.inboundAdapter().id("adapter"))
					.handle(this.received::add, (endpoint) -> endpoint.id("end"))
					.get());

	private ObservationRegistry registry() {
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(new ObservationHandler<>() {
			@Override
			public void onStop(Observation.Context context) {
				ObservationTests.this.observations
					.add(context.getName() + " " + ((context.getParentObservation() != null) ? "below" : "above"));
			}

			@Override
			public boolean supportsContext(Observation.Context context) {
				return true;
			}
		});
		return registry;
	}

	@Test
	void theAdapterIsObservedAsAReceiverByIntegration() {
		this.runner.run((context) -> {
			context.getBean(UxdTestClient.class).send("apple");
			assertThat(this.received.poll(10, TimeUnit.SECONDS)).isNotNull();
			await().until(() -> this.observations.contains("spring.integration.handler above"));
			assertThat(this.observations.stream().filter((name) -> name.startsWith("uxd"))).isEmpty();
			assertThat(this.observations.stream().filter((name) -> name.endsWith("above"))).hasSize(1);
		});
	}

	@Test
	void theListenerIsObservedInItsPlaceIfThatIsOn() {
		this.runner.withPropertyValues("uxd.listener.observation-enabled=true").run((context) -> {
			context.getBean(UxdTestClient.class).send("apple");
			assertThat(this.received.poll(10, TimeUnit.SECONDS)).isNotNull();
			await().until(() -> this.observations.contains("uxd.process above"));
			assertThat(this.observations.stream().filter((name) -> name.endsWith("above"))).hasSize(1);
			assertThat(this.observations.stream().filter("spring.integration.handler below"::equals)).hasSize(1);
		});
	}

	@Configuration(proxyBeanMethods = false)
	@EnableIntegrationManagement(observationPatterns = "*")
	static class Management {

	}

}
