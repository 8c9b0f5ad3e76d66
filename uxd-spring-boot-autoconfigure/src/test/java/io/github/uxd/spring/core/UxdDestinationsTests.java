package io.github.uxd.spring.core;

import io.github.uxd.UxdAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class UxdDestinationsTests {

	@Test
	void readsAbsolutePathsAndAbstractNames() {
		assertThat(UxdDestinations.parse("/run/x.sock")).isEqualTo(UxdAddress.of("/run/x.sock"));
		assertThat(UxdDestinations.parse("@warehouse")).isEqualTo(UxdAddress.ofAbstract("warehouse"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "@", "x.sock", "./x.sock", "~/x.sock", " /x.sock" })
	void refusesWhatIsNeither(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> UxdDestinations.parse(text))
			.withMessageContaining("\"" + text + "\" is neither an absolute path");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "@" })
	void refusesWhatIsTooLong(String start) {
		String text = start + "x".repeat(108);
		assertThatIllegalArgumentException().isThrownBy(() -> UxdDestinations.parse(text))
			.withMessageContaining("at most")
			.withMessageContaining(text);
	}

}
