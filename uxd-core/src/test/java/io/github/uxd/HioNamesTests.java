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
package io.github.uxd;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

import io.github.uxd.internal.file.SocketLocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same name makes the same path in Python, whose {@code os.path.splitext} and
 * {@code os.path.abspath} are asked about a thousand names. The system property
 * {@code test.uxd.seed} makes those of a failed test again.
 */
@Timeout(60)
class HioNamesTests {

	private static final int NAMES = 1000;

	private static final String COMMON = "/usr/local/var/hio/uxd";

	/**
	 * What could be read as something else: by a path, a shell or a terminal, or as part
	 * of a character of several bytes (two, three and four of them).
	 */
	private static final List<String> CHARACTERS = List.of("a", "b", " ", "-", "~", "\\", "$", "*", "\n", "\t",
			"\u001b", "\u007f", "é", "ß", "e\u0301", "漢", "\u202e", "\u2028", "\uffff", "😀", "\udbff\udfff");

	/**
	 * Segments that a rule about dots may stumble over.
	 */
	private static final List<String> DOTTED = List.of("...", "..a", ".a", "a.", "a..", ".a.", "a.b", ".a.b", "..a.b",
			"a.b.c", ".uxd", "a.uxd", "a.UXD", "....a", "a. ", ". ", " .", "é.漢", ".\n");

	/**
	 * The longest path of a socket file, in bytes.
	 */
	private static final int LONGEST = 107;

	private final long seed = Long.getLong("test.uxd.seed", System.nanoTime());

	private final Random random = new Random(this.seed);

	@Test
	void aNameMakesThePathThatItMakesInPython() throws IOException {
		try (Python python = new Python("paths")) {
			for (int i = 0; i < NAMES; i++) {
				String base = this.random.nextBoolean() ? "" : name();
				String name = name();
				String expected = python.ask(hex(COMMON) + "," + hex(base) + "," + hex(name));
				Path path = new SocketLocation(name, base, "uxd", true).below(Path.of(COMMON));
				assertThat(hex(path.toString()))
					.as("name %d, <%s> in the base <%s>, with -Dtest.uxd.seed=%d", i, name, base, this.seed)
					.isEqualTo(expected);
			}
		}
	}

	/**
	 * Make a name of one to three segments; one in eight is as long as the path may be, a
	 * byte more or less.
	 */
	private String name() {
		List<String> segments = new ArrayList<>();
		for (int i = this.random.nextInt(3); i >= 0; i--) {
			segments.add(segment());
		}
		String name = String.join("/", segments);
		int missing = LONGEST - (COMMON + "/" + name + ".uxd").getBytes(StandardCharsets.UTF_8).length;
		return (this.random.nextInt(8) == 0) ? name + "x".repeat(Math.max(0, missing + this.random.nextInt(-1, 2)))
				: name;
	}

	private String segment() {
		String segment = (this.random.nextInt(4) == 0) ? pick(DOTTED) : characters();
		return (SocketLocation.problemWith(segment) == null) ? segment : segment();
	}

	private String characters() {
		StringBuilder characters = new StringBuilder();
		for (int i = this.random.nextInt(8); i >= 0; i--) {
			characters.append((this.random.nextInt(5) == 0) ? "." : pick(CHARACTERS));
		}
		return characters.toString();
	}

	private String pick(List<String> some) {
		return some.get(this.random.nextInt(some.size()));
	}

	private static String hex(String text) {
		return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
	}

}
