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
