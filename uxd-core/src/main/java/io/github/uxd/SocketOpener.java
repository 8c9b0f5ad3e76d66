package io.github.uxd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;

import io.github.uxd.file.ForeignLinkException;
import io.github.uxd.file.OpenDirectory;
import io.github.uxd.file.SocketLocation;
import io.github.uxd.file.SocketLock;
import io.github.uxd.file.TemporaryDirectory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a peer's socket at the path that its options make, or at the next best.
 */
final class SocketOpener {

	private static final Logger LOG = LoggerFactory.getLogger(Peer.class);

	/**
	 * The mode of directories that peers of several users share, whatever the umask of
	 * the one that happens to create them.
	 */
	private static final int SHARED = 0755;

	private final PeerOptions options;

	private final SocketBinder binder;

	/**
	 * Create an opener.
	 * @param statistics where to count what is lost with a socket that can't be used
	 * @throws PeerOpenException if nothing here does what the options ask for
	 */
	SocketOpener(PeerOptions options, PeerStatistics statistics) throws PeerOpenException {
		this.options = options;
		this.binder = new SocketBinder(options, TransportSelection.of(options), statistics);
		Set<Long> allowedUsers = options.allowedUsers();
		String problem = (allowedUsers != null) ? AllowedUsers.problemWith(allowedUsers) : null;
		if (problem != null) {
			throw new PeerOpenException("The list of allowed users can't be kept: " + problem, null);
		}
	}

	/**
	 * Open the socket.
	 * @param place where the peer was before and is to be again, or {@code null} to find
	 * a place
	 */
	OpenSocket open(@Nullable Place place) throws PeerOpenException {
		try {
			if (place != null) {
				return openAt(place, shared(place));
			}
			if (this.options.path() != null) {
				return openAt(new Place(this.options.path(), null), null);
			}
			return this.options.temp() ? openInTemporaryDirectory() : openByName();
		}
		catch (InvalidPathException ex) {
			throw new PeerOpenException("No path can be made of \"" + ex.getInput()
					+ "\": the locale that the JVM was started in lacks its characters (start it with LC_ALL=C.UTF-8)",
					ex);
		}
	}

	/**
	 * Open another socket at the path of one whose file is gone. Its lock is used on, if
	 * that is still in place.
	 */
	OpenSocket heal(OpenSocket damaged) throws PeerOpenException {
		Place place = restore(damaged.place());
		OpenDirectory directory = directoryOf(place, shared(place));
		SocketLock held = damaged.lock();
		if (damaged.directory().isSameAs(directory) && isInPlace(held)) {
			close(directory);
			return this.binder.bind(place, damaged.directory(), held);
		}
		// Whoever removed the socket file has removed the lock file, too, or the whole
		// directory: then it keeps nobody out.
		release(held);
		return bind(place, directory);
	}

	private static boolean isInPlace(SocketLock lock) {
		try {
			return lock.isInPlace();
		}
		catch (IOException ex) {
			LOG.debug("Can't look at a lock file", ex);
			return false;
		}
	}

	private static void release(SocketLock lock) {
		try {
			lock.close();
		}
		catch (IOException ex) {
			LOG.warn("A lock file can't be removed", ex);
		}
	}

	private static Place restore(Place place) throws OpenDeniedException {
		try {
			return place.restored();
		}
		catch (IOException ex) {
			throw new OpenDeniedException(
					"The temporary directory of the socket file " + place.path() + " can't be made anew: " + ex, ex);
		}
	}

	private OpenSocket openAt(Place place, @Nullable Path shared) throws PeerOpenException {
		SocketBinder.checkLength(place.path());
		return bind(place, directoryOf(place, shared));
	}

	private OpenSocket bind(Place place, OpenDirectory directory) throws PeerOpenException {
		boolean bound = false;
		try {
			OpenSocket socket = this.binder.bind(place, directory, null);
			bound = true;
			return socket;
		}
		finally {
			if (!bound) {
				close(directory);
			}
		}
	}

	private static void close(OpenDirectory directory) {
		try {
			directory.close();
		}
		catch (IOException ex) {
			LOG.debug("Failed to close {}", directory, ex);
		}
	}

	/**
	 * Open the directory of a socket file, and create those that are missing on the way:
	 * with the mode that they had before, or else the shared ones searchable by everybody
	 * and the peer's own with the permissions asked for.
	 * @param shared the directory down to which directories are shared with other peers,
	 * or {@code null} if all that are missing are the peer's own
	 */
	private OpenDirectory directoryOf(Place place, @Nullable Path shared) throws OpenDeniedException {
		try {
			return OpenDirectory.openOrCreate(place.parent(), (missing) -> modeOf(missing, place, shared));
		}
		catch (ForeignLinkException ex) {
			throw new OpenDeniedException(
					"The socket file is not to be made at " + place.path() + ": " + ex.getMessage(), ex);
		}
		catch (IOException ex) {
			throw new OpenDeniedException(
					"The directory of the socket file " + place.path() + " can't be created or used: " + ex, ex);
		}
	}

	private int modeOf(Path missing, Place place, @Nullable Path shared) {
		Integer before = place.modes().get(missing);
		if (before != null) {
			LOG.info("The directory {} was removed, and is made anew with the mode {} that it had", missing,
					Octal.format(before));
			return before;
		}
		return (shared != null && shared.startsWith(missing)) ? SHARED : this.options.permissions().mode();
	}

	private OpenSocket openInTemporaryDirectory() throws PeerOpenException {
		PeerDirectories directories = this.options.directories();
		TemporaryDirectory temporary = createTemporaryDirectory(directories.temporaryHead());
		Place place = new Place(location().below(directories.withHead(temporary.path()).common(this.options.clean())),
				temporary);
		boolean opened = false;
		try {
			OpenSocket socket = openAt(place, null);
			opened = true;
			return socket;
		}
		finally {
			if (!opened) {
				place.removeTemporaryDirectory();
			}
		}
	}

	private static TemporaryDirectory createTemporaryDirectory(Path parent) throws OpenDeniedException {
		try {
			// Named as hio's are.
			return TemporaryDirectory.create(parent, "hio_uxd_", "_test");
		}
		catch (IOException ex) {
			throw new OpenDeniedException("A temporary directory can't be created in " + parent + ": " + ex, ex);
		}
	}

	private OpenSocket openByName() throws PeerOpenException {
		PeerDirectories directories = this.options.directories();
		Path common = directories.common(this.options.clean());
		Place place = new Place(location().below(common), null);
		SocketBinder.checkLength(place.path());
		OpenDeniedException problem;
		try {
			OpenDirectory directory = directoryOf(place, common);
			if (isUsable(place)) {
				return bind(place, directory);
			}
			close(directory);
			problem = new OpenDeniedException("No permission to read and write " + place.path(), null);
		}
		catch (OpenDeniedException ex) {
			if (ex.getCause() instanceof ForeignLinkException) {
				throw ex;
			}
			problem = ex;
		}
		return openByAlternativeName(problem);
	}

	private OpenSocket openByAlternativeName(OpenDeniedException problem) throws PeerOpenException {
		Path common = this.options.directories().alternativeCommon(this.options.clean());
		Place alternative = new Place(location().below(common), null);
		LOG.info("The peer '{}' uses {}, since this can't be used: {}", this.options.name(), alternative.path(),
				problem.getMessage());
		try {
			return openAt(alternative, common);
		}
		catch (PeerOpenException ex) {
			ex.addSuppressed(problem);
			throw ex;
		}
	}

	/**
	 * Tell whether a socket file can be made at a path, or replaced there, as hio does.
	 */
	private static boolean isUsable(Place place) {
		return Files.isWritable(place.parent()) && Files.isExecutable(place.parent())
				&& isAbsentOrAccessible(place.path()) && isAbsentOrAccessible(SocketLock.pathFor(place.path()));
	}

	private static boolean isAbsentOrAccessible(Path path) {
		return !Files.exists(path, LinkOption.NOFOLLOW_LINKS) || (Files.isReadable(path) && Files.isWritable(path));
	}

	private SocketLocation location() {
		return new SocketLocation(this.options.name(), this.options.base(), this.options.extension(),
				this.options.extensioned() || this.options.filed());
	}

	/**
	 * Return the directory, of those above a path, that other peers share.
	 */
	private @Nullable Path shared(Place place) {
		if (this.options.path() != null || place.temporary() != null) {
			return null;
		}
		PeerDirectories directories = this.options.directories();
		Path common = directories.common(this.options.clean());
		return place.path().startsWith(common) ? common : directories.alternativeCommon(this.options.clean());
	}

}
