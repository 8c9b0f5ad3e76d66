package io.github.uxd.file;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SocketLocationTests {

	private static final Path HEAD = Path.of("/head");

	@ParameterizedTest
	@CsvSource({ "main,/head/hio/uxd/main.uxd", "a.b,/head/hio/uxd/a.b", "a.,/head/hio/uxd/a.",
			".hidden,/head/hio/uxd/.hidden.uxd", "..hidden,/head/hio/uxd/..hidden.uxd", ".a.b,/head/hio/uxd/.a.b",
			"x.y/name,/head/hio/uxd/x.y/name.uxd" })
	void theExtensionIsAddedToANameThatHasNone(String name, String expected) {
		assertThat(location(name, "").under(HEAD)).hasToString(expected);
	}

	@Test
	void theBaseStandsBetweenTheCommonDirectoryAndTheFile() {
		assertThat(location("n", "a/b").under(HEAD)).hasToString("/head/hio/uxd/a/b/n.uxd");
		assertThat(location("n", "a/b").underHome(HEAD)).hasToString("/head/.hio/uxd/a/b/n.uxd");
	}

	@Test
	void cleanPeersHaveACommonDirectoryOfTheirOwn() {
		SocketLocation clean = new SocketLocation("n", "", "uxd", true, true);
		assertThat(clean.under(HEAD)).hasToString("/head/hio/clean/uxd/n.uxd");
		assertThat(clean.underHome(HEAD)).hasToString("/head/.hio/clean/uxd/n.uxd");
	}

	@Test
	void anotherExtensionOrNone() {
		assertThat(new SocketLocation("n", "", "sock", true, false).under(HEAD)).hasFileName("n.sock");
		assertThat(new SocketLocation("n", "", "sock", false, false).under(HEAD)).hasFileName("n");
	}

	@Test
	void theSharedDirectoryIsTheCommonOneOfAllPeers() {
		SocketLocation location = location("n", "a/b");
		assertThat(location.sharedDirectory(location.under(HEAD))).hasToString("/head/hio/uxd");
		assertThat(location("x/n", "").sharedDirectory(location("x/n", "").under(HEAD))).hasToString("/head/hio/uxd");
		assertThat(location("n", "").sharedDirectory(location("n", "").under(HEAD))).hasToString("/head/hio/uxd");
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
		return new SocketLocation(name, base, "uxd", true, false);
	}

}
