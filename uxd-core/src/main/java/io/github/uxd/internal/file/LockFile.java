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
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.uxd.internal.io.Closer;
import org.jspecify.annotations.Nullable;

/**
 * A file to lock, as it was made or found.
 *
 * @param file which file it is, if it was found
 * @param found what it was before it was opened, or {@code null} if it is new
 * @param channel the open file
 */
record LockFile(KnownFile file, @Nullable FileStatus found, FileChannel channel) {

	/**
	 * What can't be closed now, by what the file is known by: to be used again.
	 */
	private static final Map<Object, FileChannel> KEPT_OPEN = new ConcurrentHashMap<>();

	/**
	 * Make the file, or open the one that is there, if it is ours.
	 * @return the file, or {@code null} if it has vanished meanwhile
	 * @throws FileSystemException if something else stands there
	 */
	static @Nullable LockFile open(OpenDirectory directory, Path name) throws IOException {
		Path path = directory.path().resolve(name);
		try {
			return new LockFile(new KnownFile(directory, path, null), null, directory.createFile(name));
		}
		catch (FileAlreadyExistsException ex) {
			return openExisting(directory, name);
		}
	}

	private static @Nullable LockFile openExisting(OpenDirectory directory, Path name) throws IOException {
		FileStatus found = directory.status(name);
		if (found == null) {
			return null;
		}
		Path path = directory.path().resolve(name);
		if (found.kind() != FileKind.REGULAR_FILE) {
			throw notOurs(path, "there is " + found.kind() + " where the lock file is to be");
		}
		if (!found.isOurs()) {
			throw new AccessDeniedException(path.toString(), null,
					"the lock file belongs to another user (uid " + found.owner()
							+ "), and it is not ours to touch. Remove it if no peer of that user uses the path");
		}
		if (found.links() > 1) {
			throw notOurs(path, "the file where the lock file is to be has another name, too");
		}
		FileChannel kept = KEPT_OPEN.remove(found.key());
		try {
			return new LockFile(new KnownFile(directory, path, found.key()), found,
					(kept != null) ? kept : openFile(directory, path));
		}
		catch (NoSuchFileException ex) {
			return null;
		}
	}

	private static FileChannel openFile(OpenDirectory directory, Path path) throws IOException {
		try (Closer noFile = new Closer()) {
			FileChannel channel = noFile.add(directory.openFile(KnownFile.nameOf(path)));
			try {
				// A pipe has no position. Anything else can only be locked until its
				// content was seen.
				channel.position();
			}
			catch (ClosedByInterruptException ex) {
				throw ex;
			}
			catch (IOException ex) {
				throw notOurs(path, "there is something that is no file where the lock file is to be");
			}
			return noFile.keep(channel);
		}
	}

	private static FileSystemException notOurs(Path path, String reason) {
		return new FileSystemException(path.toString(), null, reason + ", and it is not ours to touch");
	}

	boolean isNew() {
		return this.found == null;
	}

	/**
	 * Return whether the file that was found is the one of this name now, and ours.
	 */
	boolean isStillThere() throws IOException {
		FileStatus now = this.file.status();
		return now != null && now.isOurs();
	}

	/**
	 * Return whether the file, if it is empty, may be one that was just made by a peer
	 * like this one. Those of other programs, such as flock(1), can be told by their mode
	 * unless the umask is 0077.
	 */
	boolean looksUnfinished() {
		return this.found != null && this.found.permissions() == OpenDirectory.OWNERS_ALONE;
	}

	/**
	 * Leave the file open for good, but for the next try.
	 */
	boolean keepOpen() {
		return this.found != null && KEPT_OPEN.putIfAbsent(this.found.key(), this.channel) == null;
	}

	/**
	 * Take the file's name away, if it is the one that was found.
	 */
	void remove() throws IOException {
		this.file.removeIfInPlace();
	}

}
