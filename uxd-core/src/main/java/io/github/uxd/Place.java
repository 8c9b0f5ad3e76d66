package io.github.uxd;

import java.io.IOException;
import java.nio.file.Path;

import io.github.uxd.file.OpenDirectory;
import io.github.uxd.file.TemporaryDirectory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a socket is, and what was found there at the first opening: it stays like that
 * when the socket is opened again. A temporary directory ends with it.
 */
final class Place extends Shared {

	private static final Logger LOG = LoggerFactory.getLogger(Peer.class);

	private static final int OTHERS = 0077;

	private final Path path;

	private final @Nullable TemporaryDirectory temporary;

	private volatile @Nullable OpenDirectory first;

	/**
	 * Create a place.
	 * @param path the path of the socket file
	 * @param temporary the temporary directory that goes with it, or {@code null}
	 */
	Place(Path path, @Nullable TemporaryDirectory temporary) {
		this.path = path;
		this.temporary = temporary;
	}

	Path path() {
		return this.path;
	}

	Path parent() {
		Path parent = this.path.getParent();
		if (parent == null) {
			throw new IllegalStateException(this.path + " is no path of a file");
		}
		return parent;
	}

	boolean isTemporary() {
		return this.temporary != null;
	}

	/**
	 * Return the permission bits that a directory on the way had at first.
	 * @return the bits, or {@code null} if there was no such directory
	 */
	@Nullable Integer modeOf(Path directory) {
		OpenDirectory found = this.first;
		return (found != null) ? found.modes().get(directory) : null;
	}

	/**
	 * Take note of what was found on the way, the first time.
	 */
	void found(OpenDirectory directory) {
		if (this.first == null) {
			this.first = directory;
		}
	}

	/**
	 * Say why a directory that has come into the place of the first one is not to be
	 * used: whoever made it could let in whom the first one kept out.
	 * @return a sentence, or {@code null} if it lets in nobody else
	 */
	@Nullable String problemWith(OpenDirectory directory) {
		OpenDirectory found = this.first;
		if (found == null) {
			return null;
		}
		for (String weakness : directory.weaknesses()) {
			if (!found.weaknesses().contains(weakness)) {
				return weakness + ", which wasn't so before";
			}
		}
		int more = directory.permissions() & ~found.permissions() & OTHERS;
		return (more != 0) ? directory + " has the mode " + Octal.format(directory.permissions())
				+ ", and the one before had " + Octal.format(found.permissions()) : null;
	}

	/**
	 * Make the temporary directory anew, if there is one and somebody has removed it.
	 */
	void restore() throws OpenDeniedException {
		try {
			if (this.temporary != null) {
				this.temporary.restore();
			}
		}
		catch (IOException ex) {
			throw new OpenDeniedException(
					"The temporary directory of the socket file " + this.path + " can't be made anew: " + ex, ex);
		}
	}

	@Override
	void end() {
		if (this.temporary == null) {
			return;
		}
		try (TemporaryDirectory removed = this.temporary) {
			removed.remove(parent());
		}
		catch (IOException ex) {
			LOG.warn("The temporary directory can't be removed: {}", this.temporary.path(), ex);
		}
	}

}
