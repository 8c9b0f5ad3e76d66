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
import java.nio.file.StandardCopyOption;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * What may become of a lock file between the look at it and the lock.
 */
class LockFileTests {

	private static final Path NAME = Path.of("socket.lock");

	@TempDir
	Path directory;

	private OpenDirectory open;

	private LockFile file;

	@BeforeEach
	void open() throws IOException {
		Files.writeString(this.directory.resolve(NAME), "found");
		this.open = OpenDirectory.open(this.directory);
		this.file = LockFile.open(this.open, NAME);
		assertThat(this.file).isNotNull();
		assertThat(this.file.isNew()).isFalse();
		assertThat(this.file.isStillThere()).isTrue();
	}

	@AfterEach
	void close() throws IOException {
		this.file.channel().close();
		this.open.close();
	}

	@Test
	void aFileThatWasRemovedIsNotThereAnyMore() throws Exception {
		Files.delete(this.directory.resolve(NAME));
		assertThat(this.file.isStillThere()).isFalse();
		this.file.remove();
	}

	@Test
	void aFileThatWasReplacedIsNeitherTheOneNorRemoved() throws Exception {
		replace();
		assertThat(this.file.isStillThere()).isFalse();
		this.file.remove();
		assertThat(this.directory.resolve(NAME)).hasContent("another");
	}

	@Test
	void aFileThatWasGivenAwayIsNotOursAnyMore() throws Exception {
		assumeTrue(ProcessUser.id() == 0, "may give files away");
		Files.setAttribute(this.directory.resolve(NAME), "unix:uid", 65534);
		assertThat(this.file.isStillThere()).isFalse();
	}

	@Test
	void oneOfTwoForTheSameFileIsKeptOpenAndUsedAgain() throws Exception {
		LockFile second = LockFile.open(this.open, NAME);
		assertThat(second).isNotNull();
		assertThat(this.file.keepOpen()).isTrue();
		assertThat(second.keepOpen()).as("there is one already").isFalse();
		second.channel().close();
		assertThat(LockFile.open(this.open, NAME)).extracting(LockFile::channel).isSameAs(this.file.channel());
	}

	private void replace() throws IOException {
		Path another = Files.writeString(this.directory.resolve("another"), "another");
		Files.move(another, this.directory.resolve(NAME), StandardCopyOption.REPLACE_EXISTING);
	}

}
