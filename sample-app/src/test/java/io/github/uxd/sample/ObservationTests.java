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
package io.github.uxd.sample;

import io.github.uxd.UxdAddress;
import io.github.uxd.spring.annotation.UxdListener;
import io.github.uxd.spring.boot.test.AutoConfigureUxdTestClient;
import io.github.uxd.spring.boot.test.UxdTestClient;
import io.github.uxd.spring.core.UxdTemplate;
import io.micrometer.observation.tck.TestObservationRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static io.micrometer.observation.tck.TestObservationRegistryAssert.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Each call of a listener and each send of a template is observed where that is asked
 * for: with Micrometer's tracing they become spans.
 */
@SpringBootTest(classes = ObservationTests.Echo.class, webEnvironment = WebEnvironment.NONE,
		properties = { "uxd.listener.observation-enabled=true", "uxd.template.observation-enabled=true" })
@EnableAutoConfiguration
@AutoConfigureUxdTestClient
class ObservationTests {

	@Autowired
	UxdTestClient client;

	@Autowired
	UxdTemplate template;

	@Autowired
	TestObservationRegistry observations;

	@Test
	void listenersAndSendsAreObserved() {
		this.client.exchange("hello");
		this.template.convertAndSend("a book", UxdAddress.of(this.client.path()));
		await().untilAsserted(() -> assertThat(this.observations).hasObservationWithNameEqualTo("uxd.process")
			.that()
			.hasLowCardinalityKeyValue("name", "sample")
			.hasLowCardinalityKeyValue("listener", "echo")
			.hasHighCardinalityKeyValue("source", this.client.path().toString())
			.hasBeenStopped());
		assertThat(this.observations).hasObservationWithNameEqualTo("uxd.send")
			.that()
			.hasLowCardinalityKeyValue("operation", "send")
			.hasHighCardinalityKeyValue("destination", this.client.path().toString())
			.hasBeenStopped();
	}

	@Configuration
	static class Echo {

		@Bean
		TestObservationRegistry observationRegistry() {
			return TestObservationRegistry.create();
		}

		@UxdListener(id = "echo")
		String echo(String text) {
			return text;
		}

	}

}
