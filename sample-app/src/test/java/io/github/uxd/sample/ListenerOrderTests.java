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

import io.github.uxd.spring.annotation.UxdListener;
import io.github.uxd.spring.boot.test.AutoConfigureUxdTestClient;
import io.github.uxd.spring.boot.test.UxdTestClient;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Several methods listen to the same peer: {@code @Order} says who comes first.
 */
@SpringBootTest(classes = ListenerOrderTests.Desk.class, webEnvironment = WebEnvironment.NONE)
@EnableAutoConfiguration
@AutoConfigureUxdTestClient
class ListenerOrderTests {

	@Autowired
	UxdTestClient client;

	@Autowired
	Desk desk;

	@Test
	void listenersAreCalledInTheirOrder() {
		this.client.exchange("form");
		assertThat(this.desk.steps).containsExactly("audit form", "check form", "file form");
	}

	@Component
	static class Desk {

		private final List<String> steps = new CopyOnWriteArrayList<>();

		@UxdListener
		@Order(3)
		String file(String text) {
			this.steps.add("file " + text);
			return "filed";
		}

		@UxdListener
		@Order(1)
		void audit(String text) {
			this.steps.add("audit " + text);
		}

		@UxdListener
		@Order(2)
		void check(String text) {
			this.steps.add("check " + text);
		}

	}

}
