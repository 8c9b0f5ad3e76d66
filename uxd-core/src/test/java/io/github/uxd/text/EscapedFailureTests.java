package io.github.uxd.text;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

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

	private static String printed(Throwable failure) {
		StringWriter text = new StringWriter();
		failure.printStackTrace(new PrintWriter(text, true));
		return text.toString();
	}

}
