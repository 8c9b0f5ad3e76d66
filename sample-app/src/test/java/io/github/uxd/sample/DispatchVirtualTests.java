package io.github.uxd.sample;

import java.util.List;
import java.util.stream.IntStream;

import io.github.uxd.spring.annotation.UxdListener;
import io.github.uxd.spring.boot.test.AutoConfigureUxdTestClient;
import io.github.uxd.spring.boot.test.UxdTestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.stereotype.Component;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Listeners that run on virtual threads, one for each source that has sent something.
 */
@SpringBootTest(classes = DispatchVirtualTests.Worker.class, webEnvironment = WebEnvironment.NONE,
		properties = "uxd.dispatch.mode=virtual")
@EnableAutoConfiguration
@AutoConfigureUxdTestClient
@EnabledForJreRange(min = JRE.JAVA_21)
class DispatchVirtualTests {

	@Autowired
	UxdTestClient client;

	@Test
	void datagramsOfOneSourceStayInOrder() {
		IntStream.range(0, 100).forEach((number) -> this.client.send(String.valueOf(number)));
		List<String> answers = IntStream.range(0, 100).mapToObj((number) -> this.client.receive().text()).toList();
		assertThat(answers).containsExactlyElementsOf(IntStream.range(0, 100).mapToObj(String::valueOf).toList());
	}

	@Component
	static class Worker {

		@UxdListener
		String work(String text) {
			return text;
		}

	}

}
