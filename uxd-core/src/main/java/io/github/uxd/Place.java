package io.github.uxd;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

import io.github.uxd.file.TemporaryDirectory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a socket is, and what was found there at the first opening: it stays like that
 * when the socket is opened again.
 *
 * @param path the path of the socket file
 * @param temporary the temporary directory that goes with it, or {@code null}
 * @param modes the permission bits of the directories on the way
 */
record Place(Path path, @Nullable TemporaryDirectory temporary, Map<Path, Integer> modes) {

	private static final Logger LOG = LoggerFactory.getLogger(Peer.class);

	Place(Path path, @Nullable TemporaryDirectory temporary) {
		this(path, temporary, Map.of());
	}

	/**
	 * Return the same place, with what is found there if nothing was before.
	 */
	Place found(Map<Path, Integer> modes) {
		return this.modes.isEmpty() ? new Place(this.path, this.temporary, modes) : this;
	}

	/**
	 * Return the same place, with its temporary directory made anew if somebody has
	 * removed it.
	 */
	Place restored() throws IOException {
		return (this.temporary != null) ? new Place(this.path, this.temporary.restored(), this.modes) : this;
	}

	Path parent() {
		Path parent = this.path.getParent();
		if (parent == null) {
			throw new IllegalStateException(this.path + " is no path of a file");
		}
		return parent;
	}

	/**
	 * Remove the temporary directory, if there is one. The socket file is gone already.
	 */
	void removeTemporaryDirectory() {
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
