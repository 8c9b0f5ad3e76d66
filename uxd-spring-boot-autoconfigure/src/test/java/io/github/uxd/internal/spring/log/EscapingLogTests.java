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
package io.github.uxd.internal.spring.log;

import java.io.IOException;
import java.lang.management.ManagementFactory;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class EscapingLogTests {

	private final EscapingLog log = new EscapingLog(EscapingLogTests.class.getName());

	@Test
	void aMessageThatIsFitIsLoggedAsItIs(CapturedOutput output) {
		this.log.warn("26 bytes from /run/a\\u000ab");
		this.log.error("gr\u00fc\u00df", new IOException("C:\\fine"));
		assertThat(output).contains("26 bytes from /run/a\\u000ab", "gr\u00fc\u00df", "java.io.IOException: C:\\fine",
				"at io.github.uxd");
	}

	@Test
	void whatWasForgottenIsEscapedAllTheSame(CapturedOutput output) {
		this.log.info("a\nb");
		this.log.warn("\u202e" + "y".repeat(65_000));
		assertThat(output).contains("a\\u000ab", "\\u202eyyy", "characters)").doesNotContain("\u202e");
		assertThat(output.toString().length()).isLessThan(6000);
	}

	@Test
	void whatOthersAreToBlameForIsOneLine(CapturedOutput output) {
		this.log.warnInOneLine("It failed", new IOException("a\nb"));
		assertThat(output.toString().lines().filter((line) -> !line.isBlank())).singleElement()
			.asString()
			.contains("WARN", "It failed: java.io.IOException: a\\u000ab");
	}

	@Test
	void whoeverLogsGoesOnWhereThereIsNoMemoryForTheMessage(CapturedOutput output) {
		this.log.error("It failed", new IOException() {

			private static final long serialVersionUID = 1L;

			@Override
			public String getMessage() {
				throw new OutOfMemoryError("as asked");
			}

		});
		this.log.warn("It goes on");
		assertThat(output).contains("It goes on (1 messages before this could not be written)");
		this.log.warn("And on");
		assertThat(output.toString()).endsWith("And on" + System.lineSeparator());
	}

	@Test
	void whatIsNotLoggedIsNotEscapedEither() {
		assertThat(this.log.isDebugEnabled()).isFalse();
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		String message = "\n".repeat(100_000);
		this.log.debug(message);
		long before = threads.getCurrentThreadAllocatedBytes();
		for (int i = 0; i < 100; i++) {
			this.log.debug(message);
		}
		assertThat(threads.getCurrentThreadAllocatedBytes() - before).as("bytes allocated").isLessThan(10_000);
	}

}
