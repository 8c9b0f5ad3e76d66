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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class KnownFileTests {

	@TempDir
	Path directory;

	private OpenDirectory open;

	private Path path;

	private KnownFile file;

	@BeforeEach
	void open() throws IOException {
		this.path = Files.writeString(this.directory.resolve("file"), "ours");
		this.open = OpenDirectory.open(this.directory);
		this.file = new KnownFile(this.open, this.path, this.open.keyOf(Path.of("file")));
	}

	@AfterEach
	void close() throws IOException {
		this.open.close();
	}

	@Test
	void thatWhichIsInPlaceIsRemoved() throws Exception {
		assertIsThere(true);
		assertThat(this.file.removeIfInPlace()).isTrue();
		assertIsThere(false);
		assertThat(this.file.removeIfInPlace()).as("again").isFalse();
	}

	@Test
	void anotherThatStandsThereIsLeftAlone() throws Exception {
		Files.move(this.path, this.directory.resolve("aside"));
		Files.writeString(this.path, "another's");
		assertIsThere(false);
		assertThat(this.file.removeIfInPlace()).isFalse();
		assertThat(this.path).hasContent("another's");
	}

	@Test
	void whatNobodyHasLookedAtIsNobodys() throws Exception {
		this.file = new KnownFile(this.open, this.path, null);
		assertIsThere(false);
		assertThat(this.file.removeIfInPlace()).isFalse();
		assertThat(this.path).hasContent("ours");
	}

	@Test
	void theRootIsNoFile() {
		assertThatIllegalArgumentException().isThrownBy(() -> KnownFile.nameOf(Path.of("/")));
	}

	private void assertIsThere(boolean expected) throws IOException {
		assertThat(this.file.isInPlace()).isEqualTo(expected);
		assertThat(this.file.isInDirectory()).isEqualTo(expected);
		assertThat(this.file.status() != null).isEqualTo(expected);
	}

}
