/*
 * Copyright the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.uxd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;

import io.github.uxd.PeerOpenException.Reason;
import io.github.uxd.internal.file.FileStatus;
import io.github.uxd.internal.file.ForeignLinkException;
import io.github.uxd.internal.file.OpenDirectory;
import io.github.uxd.internal.file.SocketLocation;
import io.github.uxd.internal.file.SocketLock;
import io.github.uxd.internal.file.TemporaryDirectory;
import io.github.uxd.internal.io.UnmappablePath;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a peer's socket: that which systemd has passed, or one of its own at the path
 * that its options make, or at the next best.
 */
final class SocketOpener {

	private static final Logger LOG = LoggerFactory.getLogger(Peer.class);

	/**
	 * The mode of directories that peers of several users share, whatever the umask of
	 * the one that happens to create them.
	 */
	private static final int SHARED = 0755;

	/**
	 * The permissions of a group, which is another one for what we make ourselves.
	 */
	private static final int GROUP = 0070;

	private final PeerOptions options;

	private final SocketBinder binder;

	private final SocketAdopter adopter;

	/**
	 * Create an opener.
	 * @param statistics where to count what is lost with a socket that can't be used
	 * @throws PeerOpenException if nothing here does what the options ask for
	 */
	SocketOpener(PeerOptions options, PeerStatistics statistics) throws PeerOpenException {
		this.options = options;
		TransportSelection transport = TransportSelection.of(options);
		this.binder = new SocketBinder(options, transport, statistics);
		this.adopter = new SocketAdopter(options, transport);
		Set<Long> allowedUsers = options.allowedUsers();
		String problem = (allowedUsers != null) ? AllowedUsers.problemWith(allowedUsers) : null;
		if (problem != null) {
			throw new PeerOpenException(Reason.OTHER, "The list of allowed users can't be kept: " + problem, null);
		}
	}

	/**
	 * Open the socket.
	 * @param place where the peer was before and is to be again, which the caller holds,
	 * or {@code null} to find a place
	 */
	OpenSocket open(@Nullable Place place) throws PeerOpenException {
		try {
			OpenSocket passed = this.adopter.adopt();
			if (passed != null) {
				return passed;
			}
			if (place != null) {
				return take(place, find(place));
			}
			if (this.options.path() != null) {
				return openAtNew(new Place(this.options.path(), null, null));
			}
			return this.options.temp() ? openInTemporaryDirectory() : openByName();
		}
		catch (InvalidPathException ex) {
			throw new PeerOpenException(Reason.OTHER, UnmappablePath.reason(ex), ex);
		}
	}

	/**
	 * Open another socket at the path of one whose file is gone. It takes the same seat,
	 * if nobody has removed the lock file, too, or the directory.
	 * @param seat the seat of that one, which the caller holds
	 */
	OpenSocket heal(Seat seat) throws PeerOpenException {
		Place place = seat.place();
		OpenDirectory directory = directoryOf(place);
		if (seat.isStillAt(directory) && seat.hold()) {
			Seat.close(directory);
			return this.binder.bind(seat);
		}
		checkLikeBefore(place, directory);
		// It keeps nobody out any more.
		seat.unlock();
		return take(place, directory);
	}

	/**
	 * Open the socket at a place that nobody else holds.
	 */
	private OpenSocket openAtNew(Place place) throws PeerOpenException {
		try {
			return take(place, find(place));
		}
		finally {
			// The seat holds it by now.
			place.letGo();
		}
	}

	private OpenDirectory find(Place place) throws PeerOpenException {
		SocketBinder.checkLength(place.path());
		OpenDirectory directory = directoryOf(place);
		place.found(directory);
		return directory;
	}

	private static void checkLikeBefore(Place place, OpenDirectory directory) throws PeerOpenException {
		String problem;
		try {
			problem = place.problemWith(directory);
		}
		catch (IOException ex) {
			problem = "its directory can't be looked at: " + ex;
		}
		if (problem != null) {
			Seat.close(directory);
			throw PeerOpenException.denied("The socket file " + place.path() + " is not made anew: " + problem, null);
		}
	}

	/**
	 * Take a seat at a place, and bind.
	 */
	private OpenSocket take(Place place, OpenDirectory directory) throws PeerOpenException {
		return this.binder.bind(Seat.take(place, directory));
	}

	/**
	 * Open the directory of a socket file, and create those that are missing on the way:
	 * with the mode that they had before, or else the shared ones searchable by everybody
	 * and the peer's own with the permissions asked for. A temporary directory that was
	 * removed is made anew.
	 */
	private OpenDirectory directoryOf(Place place) throws PeerOpenException {
		place.restore();
		try {
			return OpenDirectory.openOrCreate(place.parent(), (missing) -> modeOf(missing, place));
		}
		catch (ForeignLinkException ex) {
			throw PeerOpenException
				.denied("The socket file is not to be made at " + place.path() + ": " + ex.getMessage(), ex);
		}
		catch (IOException ex) {
			throw PeerOpenException
				.denied("The directory of the socket file " + place.path() + " can't be created or used: " + ex, ex);
		}
	}

	private int modeOf(Path missing, Place place) {
		FileStatus before = place.first(missing);
		if (before != null) {
			int mode = before.hasGroupOfProcess() ? before.permissions() : before.permissions() & ~GROUP;
			LOG.info("The directory {} was removed, and is made anew with the mode {}; it had {} and the group {}",
					missing, Octal.format(mode), Octal.format(before.permissions()), before.group());
			return mode;
		}
		return place.isShared(missing) ? SHARED : this.options.permissions().mode();
	}

	private OpenSocket openInTemporaryDirectory() throws PeerOpenException {
		PeerDirectories directories = this.options.directories();
		Path root = Path.of("/");
		// Before there is a directory to remove, if no path can be made of the name.
		Path below = root.relativize(location().below(directories.withHead(root).common(this.options.clean())));
		TemporaryDirectory temporary;
		try {
			// Named as hio's are.
			temporary = TemporaryDirectory.create(directories.temporaryHead(), "hio_uxd_", "_test");
		}
		catch (IOException ex) {
			throw PeerOpenException
				.denied("A temporary directory can't be created in " + directories.temporaryHead() + ": " + ex, ex);
		}
		return openAtNew(new Place(temporary.path().resolve(below), null, temporary));
	}

	private OpenSocket openByName() throws PeerOpenException {
		Place place = placeBelow(this.options.directories().common(this.options.clean()));
		try {
			OpenDirectory directory = find(place);
			checkUsable(place, directory);
			return take(place, directory);
		}
		catch (PeerOpenException ex) {
			if (ex.reason() != Reason.DENIED || ex.getCause() instanceof ForeignLinkException) {
				throw ex;
			}
			return openByAlternativeName(ex);
		}
		finally {
			place.letGo();
		}
	}

	private OpenSocket openByAlternativeName(PeerOpenException problem) throws PeerOpenException {
		Place alternative = placeBelow(this.options.directories().alternativeCommon(this.options.clean()));
		LOG.info("The peer '{}' uses {}, since this can't be used: {}", this.options.name(), alternative.path(),
				problem.getMessage());
		try {
			return openAtNew(alternative);
		}
		catch (PeerOpenException ex) {
			PeerOpenException both = new PeerOpenException(ex.reason(),
					ex.getMessage() + ". And where it was to be in the first place: " + problem.getMessage(), ex);
			both.addSuppressed(problem);
			throw both;
		}
	}

	private Place placeBelow(Path common) {
		return new Place(location().below(common), common, null);
	}

	/**
	 * Make sure that a socket file can be made at a path, or replaced there, as hio does.
	 */
	private static void checkUsable(Place place, OpenDirectory directory) throws PeerOpenException {
		if (!Files.isWritable(place.parent()) || !Files.isExecutable(place.parent())
				|| !isAbsentOrAccessible(place.path()) || !isAbsentOrAccessible(SocketLock.pathFor(place.path()))) {
			Seat.close(directory);
			throw PeerOpenException.denied("No permission to read and write " + place.path(), null);
		}
	}

	private static boolean isAbsentOrAccessible(Path path) {
		return !Files.exists(path, LinkOption.NOFOLLOW_LINKS) || (Files.isReadable(path) && Files.isWritable(path));
	}

	private SocketLocation location() {
		return new SocketLocation(this.options.name(), this.options.base(), this.options.extension(),
				this.options.extensioned() || this.options.filed());
	}

}
