package io.github.uxd.internal.file;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SocketLocationTests {

	private static final Path COMMON = Path.of("/head/hio/uxd");

	@ParameterizedTest
	@CsvSource({ "main,/head/hio/uxd/main.uxd", "a.b,/head/hio/uxd/a.b", "a.,/head/hio/uxd/a.",
			".hidden,/head/hio/uxd/.hidden.uxd", "..hidden,/head/hio/uxd/..hidden.uxd", ".a.b,/head/hio/uxd/.a.b",
			"x.y/name,/head/hio/uxd/x.y/name.uxd" })
	void theExtensionIsAddedToANameThatHasNone(String name, String expected) {
		assertThat(location(name, "").below(COMMON)).hasToString(expected);
	}

	@Test
	void theBaseStandsBetweenTheCommonDirectoryAndTheFile() {
		assertThat(location("n", "a/b").below(COMMON)).hasToString("/head/hio/uxd/a/b/n.uxd");
	}

	@Test
	void anotherExtensionOrNone() {
		assertThat(new SocketLocation("n", "", "sock", true).below(COMMON)).hasFileName("n.sock");
		assertThat(new SocketLocation("n", "", "sock", false).below(COMMON)).hasFileName("n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/", "/etc/passwd", "..", "../x", "a/../../x", "a/..", ".", "a//b", "a/", "a\0b" })
	void namesThatLeadElsewhereHaveAProblem(String name) {
		assertThat(SocketLocation.problemWith(name)).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "a", "..a", "a..", "a/b", "ä ö", "-x", "a.b.c", "..." })
	void otherNamesHaveNone(String name) {
		assertThat(SocketLocation.problemWith(name)).isNull();
	}

	private static SocketLocation location(String name, String base) {
		return new SocketLocation(name, base, "uxd", true);
	}

}
