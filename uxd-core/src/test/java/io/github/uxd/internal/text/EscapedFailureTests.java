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
package io.github.uxd.internal.text;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EscapedFailureTests {

	@Test
	void whatHarmsNobodyStaysItself() {
		Throwable failure = new IOException("C:\\no harm", new IllegalStateException("cause"));
		failure.addSuppressed(new IOException());
		assertThat(EscapedFailure.of(failure)).isSameAs(failure);
	}

	@Test
	void theStackTraceStaysAndWhatIsSaidIsEscaped() {
		Throwable cause = new IOException("\u001b[31m");
		Throwable failure = new IllegalStateException("x\n2026 ERROR forged", cause);
		failure.addSuppressed(new IOException("\u202e"));
		Throwable escaped = EscapedFailure.of(failure);
		assertThat(escaped).hasToString("java.lang.IllegalStateException: x\\u000a2026 ERROR forged")
			.hasMessage(escaped.toString());
		assertThat(escaped.getStackTrace()).isEqualTo(failure.getStackTrace());
		assertThat(escaped.getCause()).hasToString("java.io.IOException: \\u001b[31m");
		assertThat(escaped.getCause().getStackTrace()).isEqualTo(cause.getStackTrace());
		assertThat(escaped.getSuppressed()).singleElement().hasToString("java.io.IOException: \\u202e");
		assertThat(printed(escaped)).isEqualTo(printed(failure).replace("x\n2026", "x\\u000a2026")
			.replace("\u001b", "\\u001b")
			.replace("\u202e", "\\u202e"));
	}

	@Test
	void aCauseAloneIsReasonEnough() {
		assertThat(EscapedFailure.of(new IOException("fine", new IOException("a\nb"))))
			.hasToString("java.io.IOException: fine")
			.hasRootCauseMessage("java.io.IOException: a\\u000ab");
	}

	@Test
	void aLongMessageIsCut() {
		assertThat(EscapedFailure.of(new IOException("y".repeat(65_618))).toString()).hasSize(1000)
			.startsWith("java.io.IOException: yyy")
			.endsWith("characters)");
	}

	@Test
	void causesInACircleAndWithoutEndComeToAnEnd() {
		IOException first = new IOException("a\nb");
		IOException second = new IOException("second", first);
		first.initCause(second);
		assertThat(printed(EscapedFailure.of(first))).contains("a\\u000ab", "second");
		Throwable deep = new IOException("deepest");
		for (int i = 0; i < 10_000; i++) {
			deep = new IOException("deep", deep);
			deep.addSuppressed(new IOException("suppressed"));
		}
		assertThat(printed(EscapedFailure.of(deep))).contains("which are not shown").hasSizeLessThan(100_000);
	}

	@Test
	void aMessageThatCantBeHadHarmsNobody() {
		Throwable failure = new IOException() {

			@Override
			public String getMessage() {
				throw new UnsupportedOperationException("no message");
			}

		};
		assertThat(EscapedFailure.of(failure).toString()).startsWith(EscapedFailureTests.class.getName())
			.endsWith(", whose message can't be had");
	}

	@Test
	void aCauseThatCantBeHadHarmsNobody() {
		Throwable failure = new IOException("fine") {

			@Override
			public synchronized Throwable getCause() {
				throw new IllegalStateException("no cause");
			}

		};
		Throwable escaped = EscapedFailure.of(failure);
		assertThat(escaped).hasToString(failure.toString());
		assertThat(escaped.getStackTrace()).isEqualTo(failure.getStackTrace());
		assertThat(escaped.getCause()).hasToString("... and a cause that can't be had");
	}

	@Test
	void aTextThatNeedsAMissingClassHarmsNobody() {
		Throwable failure = new IOException() {

			@Override
			public String toString() {
				throw new NoClassDefFoundError("missing");
			}

		};
		assertThat(EscapedFailure.of(failure).toString()).endsWith(", whose message can't be had");
	}

	@Test
	void aTextWithoutEndHarmsNobody() {
		Throwable failure = new IOException() {

			@Override
			public String getMessage() {
				return "on and on: " + this;
			}

		};
		assertThat(EscapedFailure.of(failure).toString()).endsWith(", whose message can't be had");
	}

	@ParameterizedTest
	@ValueSource(strings = { "fine", "a\nb" })
	void aStackTraceThatCantBeHadHarmsNobody(String message) {
		for (StackTraceElement[] trace : new StackTraceElement[][] { null, { null } }) {
			Throwable escaped = EscapedFailure.of(new IOException(message) {

				@Override
				public StackTraceElement[] getStackTrace() {
					return trace;
				}

			});
			assertThat(escaped).isInstanceOf(EscapedFailure.class);
			assertThat(escaped.getStackTrace()).isEmpty();
		}
	}

	@Test
	void anErrorOfTheMachineIsNobodysText() {
		Throwable failure = new IOException() {

			@Override
			public String getMessage() {
				throw new InternalError("the machine");
			}

		};
		assertThatExceptionOfType(InternalError.class).isThrownBy(() -> EscapedFailure.of(failure));
	}

	private static String printed(Throwable failure) {
		StringWriter text = new StringWriter();
		failure.printStackTrace(new PrintWriter(text, true));
		return text.toString();
	}

}
