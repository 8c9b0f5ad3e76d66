package io.github.uxd.internal.file;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class HostDirectoriesTests {

	private static final String UNSET = "uxd.test.unset";

	@Test
	void theFirstVariableThatIsSetAndNotEmptyCounts() {
		assertThat(first(Map.of("TMPDIR", "/a", "TEMP", "/b"))).hasToString("/a");
		assertThat(first(Map.of("TMPDIR", "", "TEMP", "/b"))).hasToString("/b");
		assertThat(first(Map.of("TEMP", "b"))).isEqualTo(Path.of("b").toAbsolutePath());
	}

	@Test
	void withoutAnyThePropertyCountsElseTheRoot() {
		assertThat(HostDirectories.first(Map.of(), "java.home", "TMPDIR"))
			.isEqualTo(Path.of(System.getProperty("java.home")));
		assertThat(first(Map.of())).hasToString("/");
	}

	@Test
	void aTildeAloneIsTheHomeDirectory() {
		assertThat(HostDirectories.absolute(Path.of("~/a"))).isEqualTo(HostDirectories.home().resolve("a"));
		assertThat(HostDirectories.absolute(Path.of("/~/a"))).hasToString("/~/a");
		assertThatIllegalArgumentException().isThrownBy(() -> HostDirectories.absolute(Path.of("~a")))
			.withMessageContaining("\"~a\" is not absolute");
	}

	private static Path first(Map<String, String> environment) {
		return HostDirectories.first(environment, UNSET, "TMPDIR", "TEMP");
	}

}
