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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

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
 * What a listener method may return as its answer: bytes, text, anything that becomes
 * JSON, something that isn't there yet, or nothing.
 */
@SpringBootTest(classes = AnswerTests.Answers.class, webEnvironment = WebEnvironment.NONE)
@EnableAutoConfiguration
@AutoConfigureUxdTestClient
class AnswerTests {

	@Autowired
	UxdTestClient client;

	@Test
	void anObjectBecomesJson() {
		assertThat(this.client.exchange("stock book").text()).isEqualTo("{\"book\":3}");
	}

	@Test
	void aFutureIsAnsweredWhenItIsDone() {
		assertThat(this.client.exchange("slow").text()).isEqualTo("done");
	}

	@Test
	void nothingIsSentForAnEmptyResult() {
		this.client.send("unknown");
		assertThat(this.client.exchange("bytes").text()).as("the first answer that comes").isEqualTo("raw");
	}

	@Component
	static class Answers {

		@UxdListener
		Optional<Object> answer(String question) {
			return switch (question) {
				case "stock book" -> Optional.of(Map.of("book", 3));
				case "bytes" -> Optional.of("raw".getBytes(StandardCharsets.UTF_8));
				default -> Optional.empty();
			};
		}

		@UxdListener
		CompletableFuture<String> answerLater(String question) {
			return CompletableFuture.supplyAsync(() -> question.equals("slow") ? "done" : null);
		}

	}

}
