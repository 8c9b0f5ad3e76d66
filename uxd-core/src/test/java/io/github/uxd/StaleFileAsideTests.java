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
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.github.uxd.internal.file.OpenDirectory;
import io.github.uxd.internal.file.StaleFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * A file is moved aside to be asked about: only what is a socket and stale is removed,
 * and all else is where it was.
 */
class StaleFileAsideTests {

	private static final int LONGEST = 107;

	@TempDir
	Path directory;

	private final List<Path> asked = new ArrayList<>();

	private OpenDirectory open;

	private Path path;

	@BeforeEach
	void open() throws IOException {
		this.open = OpenDirectory.open(this.directory);
		this.path = this.directory.resolve("socket");
	}

	@AfterEach
	void close() throws IOException {
		this.open.close();
	}

	@Test
	void nothingIsNotAskedAbout() throws Exception {
		assertThat(remove((aside) -> true)).isFalse();
		assertThat(this.asked).isEmpty();
	}

	@Test
	void aStaleSocketIsAskedAboutAsideAndRemoved() throws Exception {
		Object key = key(ForeignSockets.staleDatagram(this.path));
		assertThat(remove((aside) -> {
			assertThat(this.path).doesNotExist();
			assertThat(key(aside)).isEqualTo(key);
			return true;
		})).isTrue();
		assertThat(this.asked).singleElement().satisfies((aside) -> {
			assertThat(aside.getParent()).isEqualTo(this.directory);
			assertThat(aside.getFileName().toString()).startsWith(".");
		});
		assertThat(this.directory).isEmptyDirectory();
	}

	@Test
	void aSocketThatSomebodyListensOnIsPutBack() throws Exception {
		Object key = key(ForeignSockets.staleDatagram(this.path));
		assertThat(remove((aside) -> false)).isFalse();
		assertThat(this.asked).hasSize(1);
		assertIsAlone(key);
	}

	@Test
	void aSocketThatNobodyCanTellOfIsPutBack() throws Exception {
		Object key = key(ForeignSockets.staleDatagram(this.path));
		assertThatIOException().isThrownBy(() -> remove((aside) -> {
			throw new IOException("no descriptor");
		})).withMessage("no descriptor");
		assertIsAlone(key);
	}

	@Test
	void whatIsNoSocketIsPutBackUnasked() throws Exception {
		Object key = key(Files.writeString(this.path, "precious"));
		assertThat(remove((aside) -> true)).isFalse();
		assertIsAlone(key);
		assertThat(this.path).hasContent("precious");
		Files.delete(this.path);
		key = key(Files.createSymbolicLink(this.path, this.directory.resolve("nothing")));
		assertThat(remove((aside) -> true)).isFalse();
		assertIsAlone(key);
		Files.delete(this.path);
		key = key(Files.createDirectory(this.path));
		assertThat(remove((aside) -> true)).isFalse();
		assertIsAlone(key);
		assertThat(this.asked).isEmpty();
	}

	@Test
	void whatHasComeMeanwhileIsLeftAlone() throws Exception {
		Object key = key(ForeignSockets.staleDatagram(this.path));
		assertThat(remove((aside) -> {
			Files.writeString(this.path, "another's");
			return false;
		})).isFalse();
		assertThat(this.path).hasContent("another's");
		assertThat(key(this.asked.get(0))).as("nor is the other lost").isEqualTo(key);
	}

	@Test
	void aPathThatIsTooLongToBeAskedAsideIsLeftAlone() throws Exception {
		Object key = key(ForeignSockets.staleDatagram(this.path));
		int shortest = this.directory.toString().getBytes(StandardCharsets.UTF_8).length + 2;
		assertThatExceptionOfType(FileSystemException.class)
			.isThrownBy(() -> StaleFile.remove(this.open, this.path, shortest, (aside) -> true))
			.withMessageContaining(this.path.toString())
			.withMessageContaining("choose a shorter path");
		assertIsAlone(key);
	}

	private boolean remove(StaleFile.Question isStale) throws IOException {
		return StaleFile.remove(this.open, this.path, LONGEST, (aside) -> {
			this.asked.add(aside);
			return isStale.ask(aside);
		});
	}

	private void assertIsAlone(Object key) throws IOException {
		try (Stream<Path> files = Files.list(this.directory)) {
			assertThat(files).containsExactly(this.path);
		}
		assertThat(key(this.path)).isEqualTo(key);
	}

	private static Object key(Path path) throws IOException {
		return Files.getAttribute(path, "unix:fileKey", LinkOption.NOFOLLOW_LINKS);
	}

}
