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

import java.util.concurrent.atomic.AtomicInteger;

import io.github.uxd.spring.annotation.UxdListener;
import io.github.uxd.spring.boot.test.AutoConfigureUxdTestClient;
import io.github.uxd.spring.boot.test.UxdTestClient;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.stereotype.Component;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A listener that fails now and then is called again with the same datagram.
 */
@SpringBootTest(classes = RetryTests.Moody.class, webEnvironment = WebEnvironment.NONE,
		properties = { "uxd.listener.retry.max-retries=2", "uxd.listener.retry.initial-interval=1ms" })
@EnableAutoConfiguration
@AutoConfigureUxdTestClient
class RetryTests {

	@Autowired
	UxdTestClient client;

	@Test
	void aListenerIsCalledAgainUntilItSucceeds() {
		assertThat(this.client.exchange("please").text()).isEqualTo("yes, at try 3");
	}

	@Component
	static class Moody {

		private final AtomicInteger tries = new AtomicInteger();

		@UxdListener
		String answer(String text) {
			if (this.tries.incrementAndGet() < 3) {
				throw new IllegalStateException("Not in the mood");
			}
			return "yes, at try " + this.tries;
		}

	}

}
