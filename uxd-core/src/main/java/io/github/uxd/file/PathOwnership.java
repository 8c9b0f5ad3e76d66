package io.github.uxd.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Who else than we and root can decide what stands at a path: whoever owns a directory or
 * a symbolic link on the way to it, or may write to one of the directories.
 */
public final class PathOwnership {

	private static final int ROOT = 0;

	private static final int WRITABLE_BY_OTHERS = 0022;

	private static final int STICKY = 01000;

	private PathOwnership() {
	}

	/**
	 * Look at the way to a file.
	 * @param file the absolute path of the file
	 * @return a sentence for each directory in which somebody else could replace the next
	 * one or the file; empty if there is none
	 * @throws AccessDeniedException if a symbolic link on the way belongs to somebody
	 * else, who can so decide where it leads
	 * @throws IOException if a directory can't be looked at
	 */
	public static List<String> weaknesses(Path file) throws IOException {
		int self = currentUser();
		List<String> weaknesses = new ArrayList<>();
		for (Path path = file.getParent(); path != null; path = path.getParent()) {
			FileStatus status = FileStatus.of(path);
			int owner = status.owner();
			boolean foreign = owner != self && owner != ROOT;
			if (Files.isSymbolicLink(path)) {
				if (foreign) {
					throw new AccessDeniedException(path.toString(), null,
							"it is a symbolic link that belongs to another user (uid " + owner + ")");
				}
			}
			else if (foreign) {
				weaknesses.add(path + " belongs to another user (uid " + owner + ")");
			}
			else if ((status.mode() & WRITABLE_BY_OTHERS) != 0 && (status.mode() & STICKY) == 0) {
				weaknesses.add(path + " is writable by other users");
			}
		}
		return weaknesses;
	}

	private static int currentUser() throws IOException {
		Path process = Path.of("/proc/self");
		// The link may be root's; the directory it leads to is ours.
		return FileStatus.of(Files.exists(process) ? process.toRealPath() : HostDirectories.home()).owner();
	}

}
