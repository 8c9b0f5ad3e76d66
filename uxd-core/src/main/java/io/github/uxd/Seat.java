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
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

import io.github.uxd.internal.file.FileStatus;
import io.github.uxd.internal.file.KnownFile;
import io.github.uxd.internal.file.OpenDirectory;
import io.github.uxd.internal.file.SocketLock;
import io.github.uxd.internal.io.Closer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to have a socket at a place, with the open directory that its file is in.
 * Held by a socket, and by the one that takes its place when its file was removed.
 */
final class Seat extends Shared {

	private static final Logger LOG = LoggerFactory.getLogger(Peer.class);

	private final Place place;

	private final OpenDirectory directory;

	private final SocketLock lock;

	private Seat(Place place, OpenDirectory directory, SocketLock lock) {
		this.place = place;
		this.directory = directory;
		this.lock = lock;
	}

	/**
	 * Take a seat. Without the lock two processes that find a stale socket file could
	 * both believe that they own it.
	 * @param place a place that the caller holds; the seat holds it, too
	 * @param directory its directory, which is closed with the seat, or if it isn't taken
	 * @throws PeerOpenException if somebody else has the lock, or it can't be used
	 */
	static Seat take(Place place, OpenDirectory directory) throws PeerOpenException {
		SocketLock lock = null;
		try {
			lock = SocketLock.tryAcquire(directory, KnownFile.nameOf(place.path()));
		}
		catch (IOException ex) {
			throw PeerOpenException.denied("The lock file " + SocketLock.pathFor(place.path()) + " can't be used: "
					+ reason(ex, directory, place), ex);
		}
		finally {
			if (lock == null) {
				close(directory);
			}
		}
		if (lock == null) {
			throw PeerOpenException.addressInUse(place.path(), null);
		}
		if (!place.hold()) {
			throw new IllegalStateException("The place is not held: " + place.path());
		}
		return new Seat(place, directory, lock);
	}

	private static String reason(IOException ex, OpenDirectory directory, Place place) {
		String reason = (ex instanceof FileSystemException file) ? file.getReason() : null;
		if (reason != null) {
			return reason;
		}
		return (ex instanceof AccessDeniedException)
				? "no permission to make or open it (AccessDeniedException)" + rights(directory, place) : ex.toString();
	}

	/**
	 * Say who we are, and whom the lock file lets in, or its directory if it isn't there.
	 */
	private static String rights(OpenDirectory directory, Place place) {
		try {
			FileStatus file = directory.status(KnownFile.nameOf(SocketLock.pathFor(place.path())));
			FileStatus status = (file != null) ? file : FileStatus.of(directory.path());
			return (status != null) ? ": the " + ((file != null) ? "file" : "directory") + " " + status.rights() : "";
		}
		catch (IOException ex) {
			LOG.debug("Can't look at the lock file of {}", place.path(), ex);
			return "";
		}
	}

	static void close(OpenDirectory directory) {
		Closer.tryToClose(directory, directory, LOG);
	}

	Place place() {
		return this.place;
	}

	OpenDirectory directory() {
		return this.directory;
	}

	/**
	 * Return whether a directory is the one of the seat, and nobody else could take it
	 * there.
	 */
	boolean isStillAt(OpenDirectory other) {
		try {
			return this.directory.isSameAs(other) && this.lock.isInPlace();
		}
		catch (IOException ex) {
			LOG.debug("Can't look at the lock file of {}", this.place.path(), ex);
			return false;
		}
	}

	/**
	 * Let others have the path.
	 */
	void unlock() {
		this.lock.close();
	}

	@Override
	void end() {
		try {
			unlock();
			close(this.directory);
		}
		finally {
			this.place.letGo();
		}
	}

}
