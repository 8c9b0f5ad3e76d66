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

import java.util.Locale;

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
 * The first listener method: it takes the text of a datagram, and what it returns is the
 * answer.
 */
@SpringBootTest(classes = ListenerMethodTests.Shouter.class, webEnvironment = WebEnvironment.NONE)
@EnableAutoConfiguration
@AutoConfigureUxdTestClient
class ListenerMethodTests {

	@Autowired
	UxdTestClient client;

	@Test
	void whatAMethodReturnsIsTheAnswer() {
		assertThat(this.client.exchange("hello").text()).isEqualTo("HELLO");
	}

	@Component
	static class Shouter {

		@UxdListener
		String shout(String text) {
			return text.toUpperCase(Locale.ROOT);
		}

	}

}
