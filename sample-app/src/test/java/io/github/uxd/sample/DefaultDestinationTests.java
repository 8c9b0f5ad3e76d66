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
