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
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class HostDirectoriesTests {

	private static final String UNSET = "test.uxd.unset";

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
