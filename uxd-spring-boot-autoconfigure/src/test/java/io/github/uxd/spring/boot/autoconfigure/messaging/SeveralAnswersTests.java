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
package io.github.uxd.spring.boot.autoconfigure.messaging;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

import io.github.uxd.spring.annotation.UxdListener;
import io.github.uxd.spring.boot.autoconfigure.UxdAutoConfigurations;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Listeners of one peer that would each answer.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class SeveralAnswersTests {

	private static final String WARNING = "all answer";

	@TempDir
	Path directory;

	private ApplicationContextRunner runner;

	@BeforeEach
	void setUp() {
		this.runner = new ApplicationContextRunner().withConfiguration(UxdAutoConfigurations.with())
			.withPropertyValues("uxd.path=" + this.directory.resolve("main"),
					"uxd.peers.side.path=" + this.directory.resolve("side"));
	}

	@Test
	void areToldOfAtTheStart(CapturedOutput output) {
		this.runner.withUserConfiguration(Both.class)
			.run((context) -> assertThat(output).contains("Listeners 'first', 'second' of peer 'main' " + WARNING));
	}

	@Test
	void areNoneIfOneReturnsNothingOrIsOfAnotherPeer(CapturedOutput output) {
		this.runner.withUserConfiguration(One.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(output).doesNotContain(WARNING);
		});
	}

	static class Both {

		@UxdListener(id = "first")
		String first(String text) {
			return text;
		}

		@UxdListener(id = "second")
		CompletableFuture<String> second(String text) {
			return CompletableFuture.completedFuture(text);
		}

	}

	static class One {

		@UxdListener
		String answer(String text) {
			return text;
		}

		@UxdListener
		void look(String text) {
		}

		@UxdListener
		CompletableFuture<Void> work(String text) {
			return CompletableFuture.completedFuture(null);
		}

		@UxdListener(peer = "side")
		String answerThere(String text) {
			return text;
		}

	}

}
