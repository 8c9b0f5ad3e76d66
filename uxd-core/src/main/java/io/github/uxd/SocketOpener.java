package io.github.uxd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;

import io.github.uxd.file.SocketDirectories;
import io.github.uxd.file.SocketLocation;
import io.github.uxd.file.SocketLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a peer's socket at the path that its options make, or at the next best.
 */
final class SocketOpener {

	private static final Logger LOG = LoggerFactory.getLogger(Peer.class);

	private final PeerOptions options;

	private final SocketBinder binder;

	/**
	 * Create an opener.
	 * @throws PeerOpenException if nothing here does what the options ask for
	 */
	SocketOpener(PeerOptions options) throws PeerOpenException {
		this.options = options;
		this.binder = new SocketBinder(options, TransportSelection.of(options));
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
			if (this.options.path() != null) {
				return this.binder.bind(this.options.path(), null, null, null);
			}
			if (place != null) {
				return this.binder.bind(place.path(), shared(place), place.temporaryDirectory(), null);
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
		Place place = damaged.place();
		return this.binder.bind(place.path(), shared(place), place.temporaryDirectory(), damaged.lock());
	}

	private OpenSocket openInTemporaryDirectory() throws PeerOpenException {
		PeerDirectories directories = this.options.directories();
		Path parent = directories.temporaryHead();
		SocketLocation location = location();
		Path temporary;
		try {
			temporary = SocketDirectories.createTemporary(parent);
		}
		catch (IOException ex) {
			throw new OpenDeniedException("A temporary directory can't be created in " + parent + ": " + ex, ex);
		}
		Path path = temporary;
		boolean opened = false;
		try {
			path = location.below(directories.withHead(temporary).common(this.options.clean()));
			OpenSocket socket = this.binder.bind(path, null, temporary, null);
			opened = true;
			return socket;
		}
		finally {
			if (!opened) {
				removeTemporary(new Place(path, temporary));
			}
		}
	}

	/**
	 * Remove the temporary directory of a socket that is not there any more, if it has
	 * one.
	 */
	static void removeTemporary(Place place) {
		Path temporary = place.temporaryDirectory();
		if (temporary == null) {
			return;
		}
		try {
			SocketDirectories.removeTemporary(place.path(), temporary);
		}
		catch (IOException ex) {
			LOG.warn("The temporary directory can't be removed: {}", temporary, ex);
		}
	}

	private OpenSocket openByName() throws PeerOpenException {
		PeerDirectories directories = this.options.directories();
		Path common = directories.common(this.options.clean()).toAbsolutePath();
		Path path = location().below(common);
		SocketBinder.checkLength(path);
		OpenDeniedException problem = problemWith(path, common);
		if (problem == null) {
			return this.binder.bind(path, common, null, null);
		}
		Path alternativeCommon = directories.alternativeCommon(this.options.clean()).toAbsolutePath();
		Path alternative = location().below(alternativeCommon);
		LOG.info("The peer '{}' uses {}, since this can't be used: {}", this.options.name(), alternative,
				problem.getMessage());
		try {
			return this.binder.bind(alternative, alternativeCommon, null, null);
		}
		catch (PeerOpenException ex) {
			ex.addSuppressed(problem);
			throw ex;
		}
	}

	private @Nullable OpenDeniedException problemWith(Path path, Path common) {
		try {
			this.binder.createDirectories(path, common);
			return isUsable(path) ? null : new OpenDeniedException("No permission to read and write " + path, null);
		}
		catch (OpenDeniedException ex) {
			return ex;
		}
	}

	/**
	 * Tell whether a socket file can be made at a path, or replaced there, as hio does.
	 */
	private static boolean isUsable(Path path) {
		Path parent = path.getParent();
		return parent != null && Files.isWritable(parent) && Files.isExecutable(parent) && isAbsentOrAccessible(path)
				&& isAbsentOrAccessible(SocketLock.pathFor(path));
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
		if (this.options.path() != null || place.temporaryDirectory() != null) {
			return null;
		}
		PeerDirectories directories = this.options.directories();
		Path common = directories.common(this.options.clean()).toAbsolutePath();
		return place.path().startsWith(common) ? common
				: directories.alternativeCommon(this.options.clean()).toAbsolutePath();
	}

	/**
	 * Where a socket is.
	 *
	 * @param path the path of its file
	 * @param temporaryDirectory the temporary directory that goes with it, or
	 * {@code null}
	 */
	record Place(Path path, @Nullable Path temporaryDirectory) {

	}

}
