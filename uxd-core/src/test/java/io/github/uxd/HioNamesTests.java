package io.github.uxd;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;

import io.github.uxd.internal.file.SocketLocation;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same name makes the same path in Python, whose {@code os.path.splitext} and
 * {@code os.path.abspath} are asked.
 */
class HioNamesTests {

	private static @Nullable Python python;

	@Property(tries = 1000, generation = net.jqwik.api.GenerationMode.RANDOMIZED)
	void aNameMakesThePathThatItMakesInPython(@ForAll("names") String name, @ForAll("bases") String base)
			throws IOException {
		String common = "/usr/local/var/hio/uxd";
		String expected = python().ask(hex(common) + "," + hex(base) + "," + hex(name));
		Path path = new SocketLocation(name, base, "uxd", true).below(Path.of(common));
		assertThat(hex(path.toString())).isEqualTo(expected);
	}

	@Provide
	Arbitrary<String> names() {
		return segments().list()
			.ofMinSize(1)
			.ofMaxSize(3)
			.map((segments) -> String.join("/", segments))
			.filter((name) -> SocketLocation.problemWith(name) == null);
	}

	@Provide
	Arbitrary<String> bases() {
		return Arbitraries.oneOf(Arbitraries.just(""), names());
	}

	private static Arbitrary<String> segments() {
		return Arbitraries.strings()
			.withChars('.', 'a', 'b', ' ', '-', '~', '\\', 'é', 'ß', '漢', '\n', '$')
			.ofMinLength(1)
			.ofMaxLength(8);
	}

	private static String hex(String text) {
		return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
	}

	private static Python python() throws IOException {
		Python running = python;
		if (running == null) {
			running = new Python("paths");
			python = running;
		}
		return running;
	}

	@AfterContainer
	static void end() {
		if (python != null) {
			python.close();
		}
	}

}
