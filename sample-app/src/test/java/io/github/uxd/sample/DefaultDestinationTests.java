package io.github.uxd.sample;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

import io.github.uxd.Peer;
import io.github.uxd.spring.boot.test.AutoConfigureUxdTestClient;
import io.github.uxd.spring.core.UxdOperations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A template that always sends to the same place: an absolute path, or an abstract name
 * after an {@code @}.
 */
@SpringBootTest(webEnvironment = WebEnvironment.NONE)
@AutoConfigureUxdTestClient
class DefaultDestinationTests {

	@TempDir
	static Path directory;

	@Autowired
	UxdOperations template;

	@DynamicPropertySource
	static void properties(DynamicPropertyRegistry registry) {
		registry.add("uxd.template.default-destination", () -> directory + "/warehouse.sock");
	}

	@Test
	void theDestinationNeedNotBeSaid() throws Exception {
		try (Peer warehouse = Peer.builder().path(directory.resolve("warehouse.sock")).build()) {
			warehouse.open();
			this.template.send("a book".getBytes(StandardCharsets.UTF_8));
			this.template.convertAndSend("two books");
			assertThat(warehouse.awaitReadable(Duration.ofSeconds(10))).isTrue();
			assertThat(warehouse.receive().text()).isEqualTo("a book");
			assertThat(warehouse.receive().text()).isEqualTo("two books");
		}
	}

}
