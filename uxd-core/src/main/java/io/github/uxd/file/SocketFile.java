package io.github.uxd.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

import org.jspecify.annotations.Nullable;

/**
 * A file of which the identity is known: the path it was found at, its kind, and the key
 * that tells it from any other file that comes to stand at this path. Symbolic links are
 * never followed.
 *
 * @param path the path of the file
 * @param kind what it is
 * @param key its device and inode, or {@code null} if there is no file
 */
public record SocketFile(Path path, Kind kind, @Nullable Object key) {

	private static final int TYPE_MASK = 0170000;

	/**
	 * Look at what stands at a path.
	 * @param path the path
	 * @return the file, of {@link Kind#NOTHING} if there is none
	 * @throws IOException if the path can't be looked at, because a directory on the way
	 * may not be searched for example
	 */
	public static SocketFile at(Path path) throws IOException {
		Object key = keyOf(path);
		try {
			return new SocketFile(path, (key != null) ? Kind.ofMode(FileStatus.of(path).mode()) : Kind.NOTHING, key);
		}
		catch (NoSuchFileException ex) {
			return new SocketFile(path, Kind.NOTHING, null);
		}
	}

	private static @Nullable Object keyOf(Path path) throws IOException {
		try {
			return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey();
		}
		catch (NoSuchFileException ex) {
			return null;
		}
	}

	/**
	 * Return whether this very file still stands at its path. An inode number is not
	 * given to another file as long as the socket is open.
	 * @return {@code true} if it does
	 * @throws IOException if the path can't be looked at
	 */
	public boolean isInPlace() throws IOException {
		return this.key != null && this.key.equals(keyOf(this.path));
	}

	/**
	 * Remove the file, if this very file still stands at its path; what somebody else put
	 * there is left alone.
	 * @return {@code true} if it was there and is gone now
	 * @throws IOException if it can't be removed
	 */
	public boolean removeIfInPlace() throws IOException {
		return isInPlace() && Files.deleteIfExists(this.path);
	}

	/**
	 * What can stand at a path.
	 */
	public enum Kind {

		/**
		 * There is no file.
		 */
		NOTHING("nothing"),

		/**
		 * A Unix-domain socket, of any type, whether somebody listens on it or not.
		 */
		SOCKET("a socket"),

		/**
		 * A regular file.
		 */
		REGULAR_FILE("a regular file"),

		/**
		 * A directory.
		 */
		DIRECTORY("a directory"),

		/**
		 * A symbolic link, to whatever.
		 */
		SYMBOLIC_LINK("a symbolic link"),

		/**
		 * A named pipe.
		 */
		FIFO("a named pipe"),

		/**
		 * A block or character device.
		 */
		DEVICE("a device");

		private final String description;

		Kind(String description) {
			this.description = description;
		}

		/**
		 * Tell the kind by the file type in {@code st_mode} of {@code stat(2)}.
		 */
		static Kind ofMode(int mode) {
			return switch (mode & TYPE_MASK) {
				case 0140000 -> SOCKET;
				case 0120000 -> SYMBOLIC_LINK;
				case 0100000 -> REGULAR_FILE;
				case 0040000 -> DIRECTORY;
				case 0010000 -> FIFO;
				default -> DEVICE;
			};
		}

		@Override
		public String toString() {
			return this.description;
		}

	}

}
