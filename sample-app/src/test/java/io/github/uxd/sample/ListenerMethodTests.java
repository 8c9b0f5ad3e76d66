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
