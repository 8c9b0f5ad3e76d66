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
