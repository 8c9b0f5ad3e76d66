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
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TemporaryDirectoryTests {

	@TempDir
	Path directory;

	private Path parent;

	private TemporaryDirectory temporary;

	private Path path;

	@BeforeEach
	void create() throws IOException {
		this.parent = Files.createDirectory(this.directory.resolve("parent"));
		this.temporary = TemporaryDirectory.create(this.parent, "before_", "_after");
		this.path = this.temporary.path();
	}

	@Test
	void itIsOursAloneAndRemovedWithWhatWasMadeInIt() throws Exception {
		assertThat(this.path).hasParent(this.parent);
		assertThat(this.path.getFileName().toString()).matches("before_[0-9a-z]+_after");
		assertThat(mode()).isEqualTo("rwx------");
		this.temporary.remove(Files.createDirectories(this.path.resolve("a/b")));
		assertThat(this.parent).isEmptyDirectory();
		assertThat(OpenFiles.below(this.parent)).isEmpty();
	}

	@Test
	void oneThatIsInPlaceIsNotMadeAnew() throws Exception {
		Object key = key();
		this.temporary.restore();
		assertThat(key()).isEqualTo(key);
		this.temporary.remove(this.path);
	}

	@Test
	void oneThatWasRemovedIsMadeAnew() throws Exception {
		Files.delete(this.path);
		this.temporary.restore();
		assertThat(mode()).isEqualTo("rwx------");
		assertThat(OpenFiles.below(this.path)).as("but not the one that is gone").containsOnly(this.path.toString());
		this.temporary.remove(this.path);
		assertThat(this.parent).isEmptyDirectory();
	}

	@Test
	void oneThatWasReplacedIsLeftAloneAndLetGo() throws Exception {
		Path aside = Files.move(this.path, this.directory.resolve("aside"));
		Files.createDirectory(this.path);
		this.temporary.remove(this.path);
		assertThat(this.path).isEmptyDirectory();
		assertThat(aside).isEmptyDirectory();
		assertThat(OpenFiles.below(this.directory)).isEmpty();
	}

	@Test
	void withoutTheDirectoryForTemporaryFilesItIsNotMadeAnew() throws Exception {
		Files.delete(this.path);
		Files.delete(this.parent);
		assertThatExceptionOfType(FileSystemException.class).isThrownBy(this.temporary::restore)
			.withMessageContaining(this.parent.toString())
			.withMessageContaining("removed or replaced");
		this.temporary.remove(this.path);
	}

	private String mode() throws IOException {
		return PosixFilePermissions.toString(Files.getPosixFilePermissions(this.path));
	}

	private Object key() throws IOException {
		return Files.getAttribute(this.path, "unix:fileKey", LinkOption.NOFOLLOW_LINKS);
	}

}
