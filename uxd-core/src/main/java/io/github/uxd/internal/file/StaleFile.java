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
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes a socket file that nobody listens on. A program that knows no lock may replace
 * it at any time by a socket of its own, of the same inode number even: so it is renamed
 * first. Under a name that nobody else knows of, who is asked whether he listens is who
 * is removed.
 */
public final class StaleFile {

	private static final Logger LOG = LoggerFactory.getLogger(StaleFile.class);

	private StaleFile() {
	}

	/**
	 * Remove what stands at a path, if nobody listens on it. What turns out to be
	 * something else is put back.
	 * @param directory the directory
	 * @param path the path of the file, as others use it
	 * @param longestPath how many bytes a path may have that can be asked
	 * @param isStale asks at the other path that the file is at meanwhile
	 * @return {@code false} if it is something else, or gone
	 * @throws AccessDeniedException if it belongs to another user, and we are not root
	 * @throws IOException if it can't be moved, asked or removed
	 */
	public static boolean remove(OpenDirectory directory, Path path, int longestPath, Question isStale)
			throws IOException {
		Path name = KnownFile.nameOf(path);
		FileStatus found = directory.status(name);
		if (found == null) {
			return false;
		}
		if (!found.isOurs() && ProcessUser.id() != ProcessUser.ROOT) {
			throw new AccessDeniedException(path.toString(), null,
					"nobody listens on it, but it belongs to another user" + " (uid " + found.owner()
							+ "). Remove it if that user needs it no more");
		}
		Path aside = asideOf(path, longestPath);
		if (!directory.move(name, aside)) {
			return false;
		}
		boolean stale = false;
		try {
			FileStatus status = directory.status(aside);
			stale = status != null && status.kind() == FileKind.SOCKET && isStale.ask(path.resolveSibling(aside));
		}
		finally {
			if (!stale) {
				putBack(directory, name, aside);
			}
		}
		return stale && directory.delete(aside);
	}

	private static Path asideOf(Path path, int longestPath) throws IOException {
		String name = "." + TemporaryDirectory.randomName();
		if (path.resolveSibling(name).toString().getBytes(StandardCharsets.UTF_8).length > longestPath) {
			throw new FileSystemException(path.toString(), null, "nobody listens on it, but its path is too long to "
					+ "move it aside and make sure of that. Remove it, or choose a shorter path");
		}
		return Path.of(name);
	}

	private static void putBack(OpenDirectory directory, Path name, Path aside) {
		try {
			FileStatus status = directory.status(aside);
			if (status == null || backByLink(directory, name, aside, status)) {
				return;
			}
			// A directory has no second name, and the kernel may keep us from giving one
			// to a file of another user.
			if (directory.keyOf(name) == null) {
				directory.move(aside, name);
				return;
			}
			throw new FileAlreadyExistsException(directory.path().resolve(name).toString());
		}
		catch (IOException ex) {
			LOG.warn("What stood at {} was moved to {} to see whether anybody listens there, and can't be put back",
					directory.path().resolve(name), directory.path().resolve(aside), ex);
		}
	}

	/**
	 * Put a file back unless somebody else's stands there by now.
	 */
	private static boolean backByLink(OpenDirectory directory, Path name, Path aside, FileStatus status)
			throws IOException {
		if (status.kind() == FileKind.DIRECTORY) {
			return false;
		}
		try {
			directory.link(aside, name);
			return directory.delete(aside);
		}
		catch (FileAlreadyExistsException ex) {
			throw ex;
		}
		catch (FileSystemException ex) {
			LOG.debug("{} can't be given a second name", aside, ex);
			return false;
		}
	}

	/**
	 * Asks whether a socket file is stale.
	 */
	@FunctionalInterface
	public interface Question {

		/**
		 * Ask.
		 * @param path the path of the socket file
		 * @return {@code true} if nobody listens on it
		 * @throws IOException if nobody can tell
		 */
		boolean ask(Path path) throws IOException;

	}

}
