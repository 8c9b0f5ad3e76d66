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

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.uxd.spring.HandlingFailure;
import io.github.uxd.spring.UxdErrorHandler;
import io.github.uxd.spring.annotation.UxdListener;
import io.github.uxd.spring.boot.test.AutoConfigureUxdTestClient;
import io.github.uxd.spring.boot.test.UxdTestClient;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.messaging.handler.annotation.support.MethodArgumentNotValidException;
import org.springframework.stereotype.Component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Objects travel as JSON once {@code spring-boot-starter-jackson} is there (a web
 * application has it), and are validated with {@code spring-boot-starter-validation}.
 */
@SpringBootTest(classes = { JsonTests.Orders.class, JsonTests.Refused.class }, webEnvironment = WebEnvironment.NONE)
@EnableAutoConfiguration
@AutoConfigureUxdTestClient
class JsonTests {

	@Autowired
	UxdTestClient client;

	@Autowired
	Refused refused;

	@Test
	void recordsComeAndGoAsJson() {
		assertThat(this.client.exchange("""
				{"item": "book", "count": 2}
				""").text()).isEqualTo("{\"item\":\"book\",\"total\":18}");
	}

	@Test
	void whatIsNotValidGoesToTheErrorHandlerAndIsNotAnswered() {
		this.client.send("{\"item\": \"book\", \"count\": -1}");
		await().untilAsserted(() -> assertThat(this.refused.failures).singleElement()
			.isInstanceOf(MethodArgumentNotValidException.class));
	}

	record Order(@NotBlank String item, @Positive int count) {
	}

	record Receipt(String item, int total) {
	}

	@Component
	static class Orders {

		@UxdListener
		Receipt take(@Valid Order order) {
			return new Receipt(order.item(), order.count() * 9);
		}

	}

	@Component
	static class Refused implements UxdErrorHandler {

		private final List<Throwable> failures = new CopyOnWriteArrayList<>();

		@Override
		public void handleError(HandlingFailure failure) {
			this.failures.add(failure.getCause());
		}

	}

}
