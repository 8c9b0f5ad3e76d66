package io.github.uxd.internal.file;

import java.io.IOException;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * The file of a socket that was bound, known by its device and inode. The kernel gives
 * them to no other file as long as the socket is open.
 *
 * @param directory the directory it was made in
 * @param path the path that it was bound to, by which others find it
 * @param key its device and inode, or {@code null} if it was gone before it could be
 * looked at
 */
public record SocketFile(OpenDirectory directory, Path path, @Nullable Object key) {

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
		return this.key != null && this.directory.delete(name(), this.key);
	}

	private Path name() {
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
