package io.github.uxd.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The directories on the way to the socket file. Those that exist are used as they are;
 * those that are missing are created, the shared ones searchable by everybody and the
 * peer's own with the permissions asked for.
 */
public final class SocketDirectories {

	/**
	 * The mode of directories that peers of several users share, whatever the umask of
	 * the one that happens to create them.
	 */
	private static final int SEARCHABLE = 0755;

	private static final int SEARCHABLE_BY_OTHERS = 0011;

	private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");

	private static final SecureRandom RANDOM = new SecureRandom();

	private SocketDirectories() {
	}

	/**
	 * Create the missing ones of the directories above a socket file.
	 * @param socket the absolute path of the socket file
	 * @param shared the directory down to which the directories are shared with other
	 * peers, or {@code null} if the missing ones are all the peer's own
	 * @param mode the permission bits of the directories that are the peer's own, 0 to
	 * 07777
	 * @throws IOException if one can't be created
	 */
	public static void createAbove(Path socket, @Nullable Path shared, int mode) throws IOException {
		Deque<Path> missing = new ArrayDeque<>();
		Path directory = socket.getParent();
		while (directory != null && !Files.isDirectory(directory)) {
			missing.push(directory);
			directory = directory.getParent();
		}
		for (Path path : missing) {
			if (shared != null && shared.startsWith(path)) {
				create(path, SEARCHABLE);
			}
			else {
				create(path, mode);
			}
		}
	}

	private static void create(Path path, int mode) throws IOException {
		try {
			Files.createDirectory(path, PosixFilePermissions.asFileAttribute(PRIVATE));
		}
		catch (FileAlreadyExistsException ex) {
			// Another peer that starts right now may have been faster.
			if (!Files.isDirectory(path)) {
				throw ex;
			}
			return;
		}
		// Set afterwards, since the process's umask takes bits away at creation and the
		// sticky bit can't be given there at all.
		Files.setAttribute(path, "unix:mode", mode);
	}

	/**
	 * Create a new directory of one's own in the directory for temporary files, named as
	 * hio's are.
	 * @param parent the directory for temporary files
	 * @return the new directory, with mode 0700
	 * @throws IOException if it can't be created
	 */
	public static Path createTemporary(Path parent) throws IOException {
		String random = Long.toUnsignedString(RANDOM.nextLong(), Character.MAX_RADIX);
		return Files.createDirectory(parent.resolve("hio_uxd_" + random + "_test"),
				PosixFilePermissions.asFileAttribute(PRIVATE));
	}

	/**
	 * Remove a temporary directory and those that a peer made in it, as long as they are
	 * empty: what somebody else put there stays, with the directories above it.
	 * @param socket the path where the socket file was
	 * @param temporary the temporary directory
	 * @throws IOException if a directory can't be removed or isn't empty
	 */
	public static void removeTemporary(Path socket, Path temporary) throws IOException {
		Path directory = socket.getParent();
		while (directory != null && directory.startsWith(temporary)) {
			// If somebody cleaned up before us, what is above may still be left.
			Files.deleteIfExists(directory);
			directory = directory.getParent();
		}
	}

	/**
	 * Return whether others than the owner may pass through a directory.
	 * @param directory the directory
	 * @return {@code true} if its group or everybody may search it
	 * @throws IOException if it can't be looked at
	 */
	public static boolean isSearchableByOthers(Path directory) throws IOException {
		return (FileStatus.of(directory.toRealPath()).mode() & SEARCHABLE_BY_OTHERS) != 0;
	}

}
