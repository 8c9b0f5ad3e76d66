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

import io.github.uxd.spring.UxdErrorHandler;
import io.github.uxd.spring.annotation.UxdListener;
import io.github.uxd.spring.boot.test.AutoConfigureUxdTestClient;
import io.github.uxd.spring.boot.test.UxdTestClient;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What becomes of a datagram that a listener fails on: a bean is told, which by default
 * logs it, and the next datagram follows.
 */
@SpringBootTest(classes = ErrorHandlerTests.Division.class, webEnvironment = WebEnvironment.NONE)
@EnableAutoConfiguration
@AutoConfigureUxdTestClient
class ErrorHandlerTests {

	@Autowired
	UxdTestClient client;

	@Autowired
	Division division;

	@Test
	void aFailureCostsOneDatagramAndIsToldToTheErrorHandler() {
		this.client.send("0");
		assertThat(this.client.exchange("5").text()).isEqualTo("20");
		await().untilAsserted(() -> assertThat(this.division.failures)
			.containsExactly("errorHandlerTests.Division.divide failed on 0: / by zero"));
	}

	@Configuration
	static class Division {

		private final List<String> failures = new CopyOnWriteArrayList<>();

		@Bean
		UxdErrorHandler errorHandler() {
			return (failure) -> this.failures.add(failure.getListenerId() + " failed on " + failure.getDatagram().text()
					+ ": " + failure.getCause().getMessage());
		}

		@UxdListener
		String divide(String divisor) {
			return String.valueOf(100 / Integer.parseInt(divisor));
		}

	}

}
