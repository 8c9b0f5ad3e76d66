package io.github.uxd.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

	private static final int NAME_LENGTH = 14;

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
	 * @throws IOException if it can't be moved, asked or removed
	 */
	public static boolean remove(OpenDirectory directory, Path path, int longestPath, Question isStale)
			throws IOException {
		Path name = SocketFile.nameOf(path);
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
		int room = longestPath - path.toString().getBytes(StandardCharsets.UTF_8).length
				+ SocketFile.nameOf(path).toString().getBytes(StandardCharsets.UTF_8).length;
		String name = "." + TemporaryDirectory.randomName();
		if (room < NAME_LENGTH) {
			throw new FileSystemException(path.toString(), null, "nobody listens on it, but its path is too long to "
					+ "move it aside and make sure of that; remove it, or choose a shorter path");
		}
		return Path.of((name.length() > room) ? name.substring(0, room) : name);
	}

	private static void putBack(OpenDirectory directory, Path name, Path aside) throws IOException {
		FileStatus status = directory.status(aside);
		if (status == null) {
			return;
		}
		try {
			if (status.kind() == FileKind.DIRECTORY) {
				// It has no second name, but it doesn't replace a file either.
				directory.move(aside, name);
			}
			else {
				directory.link(aside, name);
				directory.delete(aside);
			}
		}
		catch (FileAlreadyExistsException ex) {
			LOG.warn("{} was replaced twice in an instant; {} that was there in between is at {} now",
					directory.path().resolve(name), status.kind(), directory.path().resolve(aside));
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
