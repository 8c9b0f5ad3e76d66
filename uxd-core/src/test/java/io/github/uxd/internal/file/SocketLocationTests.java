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

	@Test
	void aNameOfDotsAloneHasNoExtension() {
		assertThat(location("...", "").below(COMMON)).hasToString("/head/hio/uxd/....uxd");
	}

	@ParameterizedTest
	@CsvSource({ "'',has an empty segment", "/,starts with a slash", "/etc/passwd,starts with a slash",
			"..,has the segment \"..\"", "../x,has the segment \"..\"", "a/../../x,has the segment \"..\"",
			"a/..,has the segment \"..\"", ".,has the segment \".\"", "a//b,has an empty segment",
			"a/,has an empty segment", "a\0b,contains a NUL character", "'\0b',contains a NUL character" })
	void namesThatLeadElsewhereHaveAProblem(String name, String problem) {
		assertThat(SocketLocation.problemWith(name)).startsWith(problem);
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
