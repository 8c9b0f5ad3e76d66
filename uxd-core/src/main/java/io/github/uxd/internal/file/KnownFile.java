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
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * A file, known by its device and inode. The kernel gives them to no other file as long
 * as it is open, or as the socket that was bound to it is.
 *
 * @param directory the directory it was made or found in
 * @param path the path by which others find it
 * @param key its device and inode, or {@code null} if it was gone before it could be
 * looked at
 */
public record KnownFile(OpenDirectory directory, Path path, @Nullable Object key) {

	/**
	 * Look which file there is.
	 * @param directory the directory it is in
	 * @param name its name there
	 * @return the file, whose key is {@code null} if there is none
	 * @throws IOException if it can't be looked at
	 */
	public static KnownFile of(OpenDirectory directory, Path name) throws IOException {
		return new KnownFile(directory, directory.path().resolve(name), directory.keyOf(name));
	}

	/**
	 * Return whether this very file still stands at its path.
	 * @return {@code true} if it does
	 * @throws IOException if the path can't be looked at
	 */
	public boolean isInPlace() throws IOException {
		FileStatus status = FileStatus.of(this.path);
		return this.key != null && status != null && this.key.equals(status.key());
	}

	/**
	 * Look at the file in its directory, wherever its path leads.
	 * @return its status, or {@code null} if this very file isn't there any more
	 * @throws IOException if it can't be looked at
	 */
	public @Nullable FileStatus status() throws IOException {
		FileStatus status = this.directory.status(name());
		return (status != null && status.key().equals(this.key)) ? status : null;
	}

	/**
	 * Return whether this very file is in its directory, wherever its path leads.
	 * @return {@code true} if it is
	 * @throws IOException if it can't be looked at
	 */
	public boolean isInDirectory() throws IOException {
		return this.key != null && this.key.equals(this.directory.keyOf(name()));
	}

	/**
	 * Remove the file, if this very file still stands in its directory; what somebody
	 * else put there is left alone.
	 * @return {@code true} if it was there and is gone now
	 * @throws IOException if it can't be removed
	 */
	public boolean removeIfInPlace() throws IOException {
		return this.directory.delete(name(), this.key);
	}

	/**
	 * Return the name of the file in its directory.
	 * @return the last element of its path
	 */
	public Path name() {
		return nameOf(this.path);
	}

	/**
	 * Return the name of a file in its directory.
	 * @param path the path of the file
	 * @return the last element of the path
	 */
	public static Path nameOf(Path path) {
		Path name = path.getFileName();
		if (name == null) {
			throw new IllegalArgumentException(path + " is no path of a file");
		}
		return name;
	}

}
