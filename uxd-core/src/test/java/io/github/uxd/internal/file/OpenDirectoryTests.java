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
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Where a way leads, what is said of it, and what is done in the directory at its end.
 */
class OpenDirectoryTests {

	private static final Path FILE = Path.of("file");

	private static final Path OTHER = Path.of("other");

	@TempDir
	Path temporary;

	private Path directory;

	private List<String> openBefore;

	@BeforeEach
	void find() throws IOException {
		this.directory = this.temporary.toRealPath();
		this.openBefore = openOnTheWay();
	}

	@Test
	void aWayLeadsThroughLinksAndDotsToWhereItReallyIs() throws Exception {
		Path real = Files.createDirectories(this.directory.resolve("a/real"));
		Files.createSymbolicLink(this.directory.resolve("relative"), Path.of("a/real"));
		Files.createSymbolicLink(this.directory.resolve("absolute"), this.directory.resolve("relative"));
		for (String way : List.of("a/real", "a/./real", "a/../a/real", "relative", "absolute", "absolute/../real",
				"relative/../../relative")) {
			Path asked = this.directory.resolve(way);
			try (OpenDirectory open = OpenDirectory.open(asked)) {
				assertThat(open.path()).as(way).isEqualTo(real);
				assertThat(open).hasToString(real.toString());
				assertThat(open.isInPlace()).isTrue();
				assertThat(open.way()).containsKeys(Path.of("/"), this.directory, asked);
			}
		}
		assertNothingIsOpen();
	}

	@Test
	void aWayThatLeadsNowhereIsRefusedAndNothingStaysOpen() throws Exception {
		Files.createFile(this.directory.resolve(FILE));
		Path loop = Files.createSymbolicLink(this.directory.resolve("loop"), Path.of("loop"));
		assertThatExceptionOfType(NoSuchFileException.class)
			.isThrownBy(() -> OpenDirectory.open(this.directory.resolve(OTHER)));
		assertThatExceptionOfType(FileSystemException.class)
			.isThrownBy(() -> OpenDirectory.open(this.directory.resolve(FILE).resolve(OTHER)))
			.withMessageContaining("it is a regular file and not a directory");
		assertThatExceptionOfType(FileSystemLoopException.class).isThrownBy(() -> OpenDirectory.open(loop));
		assertNothingIsOpen();
	}

	@Test
	void asManyLinksAsTheKernelFollowsAreFollowed() throws Exception {
		Path last = Files.createDirectory(this.directory.resolve("0"));
		for (int i = 1; i <= 41; i++) {
			last = Files.createSymbolicLink(this.directory.resolve(Integer.toString(i)), last.getFileName());
		}
		try (OpenDirectory open = OpenDirectory.open(this.directory.resolve("40"))) {
			assertThat(open.path()).hasFileName("0");
		}
		assertThatExceptionOfType(FileSystemLoopException.class)
			.isThrownBy(() -> OpenDirectory.open(this.directory.resolve("41")));
	}

	@Test
	void whoElseCanChangeTheWayIsTold() throws Exception {
		Path open = Files.createDirectory(this.directory.resolve("open"));
		Path inside = Files.createDirectory(open.resolve("inside"));
		setMode(open, "rwxrwxrwx");
		setMode(inside, "rwxrwx---");
		try (OpenDirectory opened = OpenDirectory.open(inside)) {
			assertThat(opened.weaknesses()).containsExactly(open + " is writable by other users",
					inside + " is writable by other users");
			assertThat(opened.isSearchableByOthers()).isTrue();
		}
		setMode(open, "rwx------");
		setMode(inside, "rwx------");
		try (OpenDirectory opened = OpenDirectory.open(inside)) {
			assertThat(opened.weaknesses()).isEmpty();
			assertThat(opened.isSearchableByOthers()).isFalse();
		}
	}

	@Test
	void aLinkOfSomebodyElseIsNotFollowed() throws Exception {
		assumeTrue(ProcessUser.id() == ProcessUser.ROOT, "may give files away");
		Path link = Files.createSymbolicLink(this.directory.resolve("link"), this.directory);
		assertThat(new ProcessBuilder("chown", "-h", "65534", link.toString()).start().waitFor()).isZero();
		assertThatExceptionOfType(ForeignLinkException.class).isThrownBy(() -> OpenDirectory.open(link));
		assertNothingIsOpen();
	}

	@Test
	void missingDirectoriesGetTheModeThatIsAskedForThatPath() throws Exception {
		Path sticky = this.directory.resolve("a/b");
		try (OpenDirectory open = OpenDirectory.openOrCreate(sticky,
				(path) -> path.equals(sticky) ? 01777 : OpenDirectory.BY_UMASK)) {
			assertThat(open.path()).isEqualTo(sticky);
			assertThat(open.status().permissions()).isEqualTo(01777);
		}
		assertThat((int) Files.getAttribute(sticky, "unix:mode") & 07777).isEqualTo(01777);
		assertThat((int) Files.getAttribute(this.directory.resolve("a"), "unix:mode") & 0700).isEqualTo(0700);
		assertNothingIsOpen();
	}

	/**
	 * The way is replaced at the last moment, so that nobody comes to set the mode of
	 * what was made: it has the one that it was made with.
	 */
	@Test
	void aNewDirectoryIsNeverMoreOpenThanAsked() throws Exception {
		Path parent = Files.createDirectory(this.directory.resolve("parent"));
		Path asked = parent.resolve("new");
		assertThatExceptionOfType(AccessDeniedException.class)
			.isThrownBy(() -> OpenDirectory.openOrCreate(asked, (missing) -> replace(parent)))
			.withMessageContaining("somebody has put something else in its place");
		assertThat((int) Files.getAttribute(asked, "unix:mode") & 07777).isEqualTo(0500);
		assertNothingIsOpen();
	}

	private int replace(Path path) {
		try {
			Files.move(path, this.directory.resolve("moved"));
			Files.createDirectory(path);
			return 0500;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The sticky bit is set by path alone, which somebody else could exchange.
	 */
	@Test
	void whereOthersMayReplaceADirectoryItGetsNoMoreThanItsNineBits() throws Exception {
		setMode(this.directory, "rwxrwxrwx");
		Path sticky = this.directory.resolve("a");
		OpenDirectory.openOrCreate(sticky, (path) -> 01777).close();
		assertThat((int) Files.getAttribute(sticky, "unix:mode") & 07777).isEqualTo(0777);
		assertNothingIsOpen();
	}

	@Test
	void aDirectoryThatWasMovedIsNotInPlaceNorTheSame() throws Exception {
		Path path = Files.createDirectory(this.directory.resolve("dir"));
		try (OpenDirectory first = OpenDirectory.open(path); OpenDirectory again = OpenDirectory.open(path)) {
			assertThat(first.isSameAs(again)).isTrue();
			Files.move(path, this.directory.resolve("moved"));
			assertThat(first.isInPlace()).isFalse();
			Files.createDirectory(path);
			assertThat(first.isInPlace()).isFalse();
			try (OpenDirectory other = OpenDirectory.open(path);
					OpenDirectory moved = OpenDirectory.open(this.directory.resolve("moved"))) {
				assertThat(first.isSameAs(other)).isFalse();
				assertThat(first.isSameAs(moved)).as("by its path").isFalse();
			}
		}
	}

	@Test
	void filesAreMovedRemovedAndLookedAtByTheirNames() throws Exception {
		Files.writeString(this.directory.resolve(FILE), "12345");
		try (OpenDirectory open = OpenDirectory.open(this.directory)) {
			Object key = open.keyOf(FILE);
			assertThat(key).isNotNull();
			assertThat(open.sizeOf(FILE, key)).isEqualTo(5);
			assertThat(open.sizeOf(OTHER, key)).isEqualTo(-1);
			assertThat(open.move(FILE, OTHER)).isTrue();
			assertThat(open.move(FILE, OTHER)).isFalse();
			assertThat(open.keyOf(FILE)).isNull();
			Files.writeString(this.directory.resolve(FILE), "another");
			assertThat(open.sizeOf(FILE, key)).isEqualTo(-1);
			assertThat(open.delete(FILE, key)).isFalse();
			assertThat(open.delete(OTHER, key)).isTrue();
			assertThat(open.delete(OTHER)).isFalse();
			assertThat(this.directory.resolve(FILE)).hasContent("another");
		}
	}

	@Test
	void aPrivateDirectoryIsOursAlone() throws Exception {
		try (OpenDirectory open = OpenDirectory.open(this.directory)) {
			try (OpenDirectory made = open.createPrivateDirectory(OTHER)) {
				assertThat(made.status().permissions()).isEqualTo(0700);
			}
			assertThatExceptionOfType(FileAlreadyExistsException.class)
				.isThrownBy(() -> open.createPrivateDirectory(OTHER));
		}
	}

	@Test
	void aNewDirectoryIsEmptyAndNotOlder() throws Exception {
		Instant before = Instant.now();
		Path path = Files.createDirectory(this.directory.resolve("dir"));
		assertThat(isNewSince(path, before)).isTrue();
		Files.setLastModifiedTime(path, FileTime.from(before.minusSeconds(5)));
		assertThat(isNewSince(path, before)).as("an older one").isFalse();
		Files.createFile(path.resolve(FILE));
		assertThat(isNewSince(path, before)).as("one with a file").isFalse();
	}

	private static boolean isNewSince(Path path, Instant time) throws IOException {
		try (OpenDirectory open = OpenDirectory.open(path)) {
			return open.isNewSince(time);
		}
	}

	private void assertNothingIsOpen() throws IOException {
		assertThat(OpenFiles.below(this.directory)).isEmpty();
		assertThat(openOnTheWay()).isEqualTo(this.openBefore);
	}

	private List<String> openOnTheWay() throws IOException {
		Path root = this.directory.getRoot();
		List<String> way = List.of(root.toString(), this.directory.getParent().toString());
		return OpenFiles.below(root).stream().filter(way::contains).sorted().toList();
	}

	private static void setMode(Path path, String mode) throws IOException {
		Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
	}

}
