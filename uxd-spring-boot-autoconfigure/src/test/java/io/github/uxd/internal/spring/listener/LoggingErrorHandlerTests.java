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
package io.github.uxd.internal.spring.listener;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.spring.HandlingFailure;
import io.github.uxd.spring.HandlingFailure.Kind;
import io.github.uxd.spring.listener.LoggingErrorHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class LoggingErrorHandlerTests {

	private final LoggingErrorHandler handler = new LoggingErrorHandler();

	private final Datagram datagram = Datagram.of("hello".getBytes(StandardCharsets.UTF_8), null);

	private final Peer peer = Peer.builder().name("n").build();

	@Test
	void logsTheFirstFailureAndDoesNotFloodTheLog(CapturedOutput output) {
		for (int i = 0; i < 1000; i++) {
			this.handler.handleError(failure(new IllegalStateException("failure " + i), 1, false));
		}
		assertThat(output)
			.contains("ERROR", "Peer 'sensors'", "listener 'orders.onOrder'", "5 bytes from ", "failure 0",
					"at io.github.uxd")
			.doesNotContain("failure 999", "the last time");
	}

	@Test
	void whatTheSenderIsToBlameForIsOneLineWithoutAStackTrace(CapturedOutput output) {
		this.handler.handleError(failure(new IllegalStateException("not a number"), 1, true));
		assertThat(output.toString().lines().filter((line) -> !line.isBlank())).singleElement()
			.asString()
			.contains("WARN", "listener 'orders.onOrder'", "not a number");
	}

	@Test
	void whatTheSenderHasChosenMakesNoLineOfItsOwn(CapturedOutput output) {
		this.handler.handleError(failure(
				new IllegalStateException("x\n2026 ERROR forged \u001b[31m \u202e " + "y".repeat(500)), 1, true));
		assertThat(output.toString().lines().filter((line) -> !line.isBlank())).singleElement()
			.asString()
			.contains("x\\u000a2026 ERROR forged \\u001b[31m \\u202e yyy")
			.hasSizeLessThan(600);
	}

	@Test
	void whatAListenerSaysOfAPayloadIsEscapedInItsStackTrace(CapturedOutput output) {
		Throwable failure = new IllegalStateException("x\n2026 ERROR forged \u001b[31m",
				new IOException("\u202e" + "y".repeat(65_000)));
		failure.addSuppressed(new IOException("\u009b"));
		this.handler.handleError(failure(failure, 1, false));
		assertThat(output)
			.contains("java.lang.IllegalStateException: x\\u000a2026 ERROR forged \\u001b[31m", "at io.github.uxd",
					"Caused by: ", "java.io.IOException: \\u202eyyy", "Suppressed: ", "java.io.IOException: \\u009b")
			.doesNotContain("\u001b", "\u202e", "\u009b");
		assertThat(output.toString().lines()).noneMatch((line) -> line.startsWith("2026 ERROR"));
		assertThat(output.toString().length()).isLessThan(20_000);
	}

	@Test
	void eachListenerHasALimitOfItsOwn(CapturedOutput output) {
		for (String listener : List.of("a", "b", "a")) {
			this.handler.handleError(new HandlingFailure(new IllegalStateException("as asked"), this.datagram,
					this.peer, "sensors", Kind.LISTENER, listener, 1, true));
		}
		assertThat(output.toString().lines().filter((line) -> !line.isBlank())).hasSize(2);
	}

	@Test
	void tellsHowOftenItWasTriedAndOfEachKindByItself(CapturedOutput output) {
		this.handler.handleError(failure(new IllegalStateException("not a number"), 1, true));
		this.handler.handleError(failure(new IllegalStateException("database is down"), 4, false));
		assertThat(output).contains("not a number", "database is down", "the last time of 4");
	}

	private HandlingFailure failure(Throwable cause, int attempts, boolean causedBySender) {
		return new HandlingFailure(cause, this.datagram, this.peer, "sensors", Kind.LISTENER, "orders.onOrder",
				attempts, causedBySender);
	}

}
