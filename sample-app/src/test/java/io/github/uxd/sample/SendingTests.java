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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.uxd.UxdAddress;
import io.github.uxd.spring.boot.test.AutoConfigureUxdTestClient;
import io.github.uxd.spring.boot.test.UxdTestClient;
import io.github.uxd.spring.core.UxdSendException;
import io.github.uxd.spring.core.UxdTemplate;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Sending with a template: it converts, and waits while the destination is full.
 */
@SpringBootTest(webEnvironment = WebEnvironment.NONE)
@AutoConfigureUxdTestClient
class SendingTests {

	private static final byte[] PAYLOAD = "a book".getBytes(StandardCharsets.UTF_8);

	@Autowired
	UxdTemplate template;

	@Autowired
	UxdTestClient client;

	@Test
	void bytesTextAndObjectsAreSent() {
		UxdAddress destination = UxdAddress.of(this.client.path());
		this.template.send(PAYLOAD, destination);
		this.template.convertAndSend("two books", destination);
		this.template.convertAndSend(List.of("book", "pen"), destination);
		assertThat(this.client.receive().text()).isEqualTo("a book");
		assertThat(this.client.receive().text()).isEqualTo("two books");
		assertThat(this.client.receive().text()).isEqualTo("[\"book\",\"pen\"]");
	}

	@Test
	void sendingToAFullDestinationWaitsUntilTheDeadline() {
		UxdAddress destination = UxdAddress.of(this.client.path());
		fill(destination);
		assertThatExceptionOfType(UxdSendException.class)
			.isThrownBy(() -> this.template.send(PAYLOAD, destination, Duration.ofMillis(50)))
			.satisfies((ex) -> assertThat(ex.reason().isFull()).isTrue());
	}

	@Test
	void sendingAsynchronouslyDoesNotWaitForRoom() {
		UxdAddress destination = UxdAddress.of(this.client.path());
		int before = fill(destination);
		CompletableFuture<Void> sent = this.template.sendAsync("at last".getBytes(StandardCharsets.UTF_8), destination);
		assertThat(sent).isNotDone();
		for (int i = 0; i < before; i++) {
			this.client.receive();
		}
		sent.join();
		assertThat(this.client.receive().text()).isEqualTo("at last");
	}

	/**
	 * Send until there is no room, trying each time once.
	 */
	private int fill(UxdAddress destination) {
		int count = 0;
		while (true) {
			try {
				this.template.send(PAYLOAD, destination, Duration.ZERO);
				count++;
			}
			catch (UxdSendException ex) {
				assertThat(ex.reason().isFull()).isTrue();
				return count;
			}
		}
	}

}
