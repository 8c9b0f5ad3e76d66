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
import io.github.uxd.spring.listener.UxdListenerContainer;
import io.github.uxd.spring.listener.UxdListenerRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.stereotype.Component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Listeners that are stopped and started while their peer goes on. They are found in the
 * registry by their ids.
 */
@SpringBootTest(classes = ListenerRegistryTests.Listeners.class, webEnvironment = WebEnvironment.NONE)
@EnableAutoConfiguration
@AutoConfigureUxdTestClient
class ListenerRegistryTests {

	@Autowired
	UxdListenerRegistry registry;

	@Autowired
	UxdTestClient client;

	@Autowired
	Listeners listeners;

	@Test
	void aListenerIsStartedByItsId() {
		UxdListenerContainer audit = this.registry.getContainer("audit");
		assertThat(audit.isRunning()).isFalse();
		assertThat(this.client.exchange("one").text()).isEqualTo("one");
		audit.start();
		assertThat(this.client.exchange("two").text()).isEqualTo("two");
		await().untilAsserted(() -> assertThat(this.listeners.audited).containsExactly("two"));
		audit.stop();
		assertThat(this.client.exchange("three").text()).isEqualTo("three");
		assertThat(this.listeners.audited).containsExactly("two");
	}

	@Test
	void aListenerThatSaysNoIdHasThatOfItsBeanAndMethod() {
		assertThat(this.registry.getContainers()).extracting(UxdListenerContainer::getListenerId)
			.containsExactlyInAnyOrder("audit", "listenerRegistryTests.Listeners.echo");
	}

	@Component
	static class Listeners {

		private final List<String> audited = new CopyOnWriteArrayList<>();

		@UxdListener(id = "audit", autoStartup = "false")
		void audit(String text) {
			this.audited.add(text);
		}

		@UxdListener
		String echo(String text) {
			return text;
		}

	}

}
