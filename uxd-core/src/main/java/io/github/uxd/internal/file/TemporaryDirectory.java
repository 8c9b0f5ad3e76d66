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
import java.nio.file.Path;
import java.security.SecureRandom;

import io.github.uxd.internal.io.Closer;

/**
 * A new directory of one's own in the directory for temporary files. What is made in it
 * is removed with it; what somebody else puts there stays, with the directories above it.
 */
public final class TemporaryDirectory {

	private static final SecureRandom RANDOM = new SecureRandom();

	private final OpenDirectory parent;

	private OpenDirectory directory;

	private TemporaryDirectory(OpenDirectory parent, OpenDirectory directory) {
		this.parent = parent;
		this.directory = directory;
	}

	/**
	 * Make a new directory with mode 0700.
	 * @param parent the absolute path of the directory for temporary files
	 * @param prefix how its name begins; a random part follows
	 * @param suffix how its name ends
	 * @return the new directory
	 * @throws IOException if it can't be made
	 */
	public static TemporaryDirectory create(Path parent, String prefix, String suffix) throws IOException {
		try (Closer unused = new Closer()) {
			OpenDirectory open = unused.add(OpenDirectory.open(parent));
			OpenDirectory directory = open.createPrivateDirectory(Path.of(prefix + randomName() + suffix));
			return unused.keep(new TemporaryDirectory(open, directory));
		}
	}

	/**
	 * Make the directory anew at its path, if somebody has removed it.
	 * @throws IOException if it can't be made anew
	 */
	public synchronized void restore() throws IOException {
		if (!isInPlace()) {
			if (!this.parent.isInPlace()) {
				throw new FileSystemException(this.parent.toString(), null,
						"the directory for temporary files was removed or replaced");
			}
			OpenDirectory again = this.parent.createPrivateDirectory(name());
			this.directory.close();
			this.directory = again;
		}
	}

	private boolean isInPlace() throws IOException {
		return this.directory.status().key().equals(this.parent.keyOf(name()));
	}

	private Path name() {
		return KnownFile.nameOf(path());
	}

	/**
	 * Return a name that nobody can guess.
	 */
	static String randomName() {
		return Long.toUnsignedString(RANDOM.nextLong(), Character.MAX_RADIX);
	}

	/**
	 * Return the directory.
	 * @return the open directory, which is closed when it is removed
	 */
	public synchronized OpenDirectory directory() {
		return this.directory;
	}

	/**
	 * Return where the directory is.
	 * @return its absolute path
	 */
	public synchronized Path path() {
		return this.directory.path();
	}

	/**
	 * Remove the directory, and those that were made in it, as long as they are empty. It
	 * is closed in any case.
	 * @param deepest the path of the deepest one that was made in it
	 * @throws IOException if a directory can't be removed or isn't empty
	 */
	public synchronized void remove(Path deepest) throws IOException {
		try (OpenDirectory above = this.parent; OpenDirectory open = this.directory) {
			for (Path path = deepest; path != null && !path.equals(path()); path = path.getParent()) {
				open.deleteDirectory(path().relativize(path));
			}
			if (isInPlace()) {
				above.deleteDirectory(name());
			}
		}
	}

}
