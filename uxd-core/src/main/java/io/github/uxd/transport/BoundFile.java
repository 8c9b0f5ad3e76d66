package io.github.uxd.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The file of a socket that was bound just now, told from whatever may take its place.
 *
 * @param path the path of the file
 * @param key what the file system tells it by
 */
record BoundFile(Path path, @Nullable Object key) {

	/**
	 * The permissions in the order of their bits, from 0001 to 0400.
	 */
	private static final PosixFilePermission[] BY_BIT = { PosixFilePermission.OTHERS_EXECUTE,
			PosixFilePermission.OTHERS_WRITE, PosixFilePermission.OTHERS_READ, PosixFilePermission.GROUP_EXECUTE,
			PosixFilePermission.GROUP_WRITE, PosixFilePermission.GROUP_READ, PosixFilePermission.OWNER_EXECUTE,
			PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_READ };

	/**
	 * Look at the file.
	 * @throws SocketErrorException if something that isn't a socket stands there already
	 */
	static BoundFile at(Path path) throws IOException {
		return new BoundFile(path, keyOf(path, LinkOption.NOFOLLOW_LINKS));
	}

	private static @Nullable Object keyOf(Path path, LinkOption... options) throws IOException {
		BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class, options);
		if (!file.isOther()) {
			throw new SocketErrorException(SocketError.ADDRESS_IN_USE, "The socket file was replaced at once", null);
		}
		return file.fileKey();
	}

	boolean hasMode(int mode) throws IOException {
		return Files.getPosixFilePermissions(this.path, LinkOption.NOFOLLOW_LINKS).equals(permissions(mode));
	}

	/**
	 * Set the mode of the file.
	 * @param mode the permission bits
	 */
	void setMode(int mode) throws IOException {
		Files.setPosixFilePermissions(this.path, permissions(mode));
	}

	/**
	 * Set the mode of the file by another path to it.
	 * @param mode the permission bits
	 * @param link a path that leads to a file that is held open, and so can't lead
	 * anywhere else meanwhile
	 */
	void setMode(int mode, Path link) throws IOException {
		if (!Objects.equals(this.key, keyOf(link))) {
			throw new SocketErrorException(SocketError.ADDRESS_IN_USE, "The socket file was replaced at once", null);
		}
		Files.setPosixFilePermissions(link, permissions(mode));
	}

	void deleteIfInPlace() throws IOException {
		try {
			if (Objects.equals(this.key, keyOf(this.path, LinkOption.NOFOLLOW_LINKS))) {
				Files.deleteIfExists(this.path);
			}
		}
		catch (NoSuchFileException | SocketErrorException ex) {
			// Somebody has removed or replaced it: then nothing of ours is there.
			return;
		}
	}

	private static Set<PosixFilePermission> permissions(int mode) {
		Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
		for (int bit = 0; bit < BY_BIT.length; bit++) {
			if ((mode & (1 << bit)) != 0) {
				permissions.add(BY_BIT[bit]);
			}
		}
		return permissions;
	}

}
