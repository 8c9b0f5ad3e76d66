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
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.uxd.PeerOpenException.Reason;
import io.github.uxd.internal.file.FileKind;
import io.github.uxd.internal.file.FileStatus;
import io.github.uxd.internal.file.KnownFile;
import io.github.uxd.internal.file.OpenDirectory;
import io.github.uxd.internal.file.StaleFile;
import io.github.uxd.internal.transport.DatagramTransport;
import io.github.uxd.internal.transport.ReceiveBuffer;
import io.github.uxd.internal.transport.SocketError;
import io.github.uxd.internal.transport.SocketErrorException;
import io.github.uxd.internal.transport.SocketSettings;
import io.github.uxd.internal.transport.TransportProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Binds a peer's socket to a path: looks at what stands there, binds, makes sure that the
 * file is its own. Nothing that isn't a stale socket file is ever removed.
 */
final class SocketBinder {

	private static final Logger LOG = LoggerFactory.getLogger(Peer.class);

	/**
	 * What a socket file may be written and read by while junixsocket binds it.
	 */
	private static final int OPEN_TO_ALL = 0666;

	private static final int USUAL_UMASK = 0022;

	private static final int MOST_LOOKS = 5;

	private static final Set<Object> WARNED_OF = ConcurrentHashMap.newKeySet();

	private final PeerOptions options;

	private final TransportType transportType;

	private final TransportProvider provider;

	private final PeerStatistics statistics;

	/**
	 * Create a binder.
	 * @param transport what to bind with
	 * @param statistics where to count what is lost with a socket that can't be used
	 */
	SocketBinder(PeerOptions options, TransportSelection transport, PeerStatistics statistics) {
		this.options = options;
		this.transportType = transport.type();
		this.provider = transport.provider();
		this.statistics = statistics;
	}

	/**
	 * Bind.
	 * @param seat where to; held by the socket from now on or, if it isn't bound, let go
	 * of
	 */
	OpenSocket bind(Seat seat) throws PeerOpenException {
		Path path = seat.place().path();
		OpenDirectory directory = seat.directory();
		DatagramTransport transport = null;
		boolean bound = false;
		try {
			byte[] name = checkLength(path);
			// Before there is anything to clean up: it is what may not fit into memory.
			DatagramView view = newView(this.options);
			warnOfWeaknesses(path, directory);
			makeWay(path, directory, name);
			Umask umask = this.options.umask();
			Umask effective = (umask != null) ? umask : Umask.ofProcess();
			warnOfOpenWindow(path, directory, effective, umask != null);
			transport = open(path, effective.socketFileMode());
			bind(transport, path, name);
			OpenSocket socket = complete(seat, transport, view, name, effective.socketFileMode());
			bound = true;
			return socket;
		}
		finally {
			if (!bound) {
				if (transport != null) {
					transport.close();
				}
				seat.letGo();
			}
		}
	}

	/**
	 * Make what the datagrams of a socket are received into.
	 */
	static DatagramView newView(PeerOptions options) throws PeerOpenException {
		try {
			return new DatagramView(new ReceiveBuffer(options.bufferSize(), options.receiveBuffers()));
		}
		catch (OutOfMemoryError ex) {
			throw new PeerOpenException(Reason.NO_MEMORY,
					"There is no memory for a buffer of " + options.bufferSize()
							+ " bytes: lower the buffer size, or raise the limits of the JVM"
							+ " (-XX:MaxDirectMemorySize, which is that of the heap by default)",
					ex);
		}
	}

	/**
	 * Complete a socket that the kernel has bound. From now on there may be datagrams in
	 * its queue, so that it is a socket whatever has become of its file: one that is gone
	 * is made anew later.
	 */
	private OpenSocket complete(Seat seat, DatagramTransport transport, DatagramView view, byte[] name, int mode)
			throws PeerOpenException {
		Path path = seat.place().path();
		KnownFile file = new KnownFile(seat.directory(), path, null);
		try {
			file = new KnownFile(seat.directory(), path, keyOf(path, seat.directory(), transport, name));
			if (file.key() == null) {
				LOG.warn("The socket file {} was removed or replaced as soon as it was made", path);
			}
			setMode(file, transport, name, mode);
			return new OpenSocket(this.transportType, transport, new BoundFile(file, seat), view, this.options);
		}
		catch (IOException ex) {
			int unread = new OpenSocket(this.transportType, transport, new BoundFile(file, seat), view, this.options)
				.discard();
			this.statistics.countDropped(DropReason.CLOSED, unread);
			remove(file);
			throw new PeerOpenException(Reason.OTHER, "The socket file can't be made sure of: " + path
					+ ((unread > 0) ? " (" + unread + " datagrams sent to it meanwhile are lost)" : ""), ex);
		}
	}

	private static void remove(KnownFile file) {
		try {
			file.removeIfInPlace();
		}
		catch (IOException ex) {
			LOG.warn("The socket file can't be removed: {}", file.path(), ex);
		}
	}

	/**
	 * Find out which file the socket was bound to.
	 * @return its key, or {@code null} if it is gone already, or somebody else's stands
	 * there
	 */
	private static @Nullable Object keyOf(Path path, OpenDirectory directory, DatagramTransport transport, byte[] name)
			throws IOException {
		Path file = KnownFile.nameOf(path);
		Object key = directory.keyOf(file);
		if (key == null) {
			return null;
		}
		try {
			boolean ours = transport.isAt(name) && key.equals(directory.keyOf(file));
			for (int i = 1; ours && i < looks(directory); i++) {
				ours = isStillAt(transport, name) && key.equals(directory.keyOf(file));
			}
			return ours ? key : null;
		}
		catch (SocketErrorException ex) {
			// With a mode that not even the owner may send with, it is the look alone
			// that tells.
			FileStatus status = directory.status(file);
			return (status != null && status.kind() == FileKind.SOCKET && status.isOurs()) ? status.key() : null;
		}
	}

	/**
	 * Return how often to look. Whoever may replace the file can exchange it back and
	 * forth, and be lucky now and then.
	 */
	private static int looks(OpenDirectory directory) {
		return directory.weaknesses().isEmpty() ? 1 : MOST_LOOKS;
	}

	private static boolean isStillAt(DatagramTransport transport, byte[] name) throws SocketErrorException {
		try {
			return transport.isAt(name);
		}
		catch (SocketErrorException ex) {
			throw ex;
		}
		catch (IOException ex) {
			// The descriptor for the first look was reserved. If there is none for
			// another, the first counts.
			LOG.debug("Can't look again", ex);
			return true;
		}
	}

	/**
	 * Give the file the mode that it is to have: the umask of the process may have taken
	 * something away, and junixsocket lets everybody in.
	 */
	private static void setMode(KnownFile file, DatagramTransport transport, byte[] name, int mode) throws IOException {
		FileStatus status = file.status();
		if (status == null || status.permissions() == mode) {
			return;
		}
		try {
			transport.setFileMode(name, status.key(), mode);
		}
		catch (IOException ex) {
			if (file.isInDirectory()) {
				throw ex;
			}
			LOG.debug("The socket file is gone before its mode was set: {}", file.path(), ex);
		}
	}

	private static void warnOfWeaknesses(Path path, OpenDirectory directory) {
		for (String weakness : directory.weaknesses()) {
			if (WARNED_OF.add(weakness)) {
				LOG.warn("Others may replace the socket file {}, since {}", path, weakness);
			}
		}
	}

	static byte[] checkLength(Path path) throws PeerOpenException {
		byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
		if (!Path.of(new String(name, StandardCharsets.UTF_8)).equals(path)) {
			throw new PeerOpenException(Reason.OTHER,
					"The path of the socket file has bytes that are not UTF-8: " + path, null);
		}
		if (name.length > UxdAddress.maximumLength()) {
			throw new PeerOpenException(Reason.PATH_TOO_LONG, "The path of the socket file has " + name.length
					+ " bytes, but the kernel takes at most " + UxdAddress.maximumLength() + ": " + path, null);
		}
		return name;
	}

	/**
	 * Remove a stale socket file; refuse anything else that stands at the path. This is
	 * never left to the library below: its bind deletes whatever refuses a connection,
	 * data included.
	 */
	private void makeWay(Path path, OpenDirectory directory, byte[] name) throws PeerOpenException {
		try {
			FileStatus found = directory.status(KnownFile.nameOf(path));
			if (found != null && found.kind() != FileKind.SOCKET) {
				throw new PeerOpenException(Reason.NOT_A_SOCKET, "There is " + found.kind()
						+ " where the socket file is to be, and it is not ours to remove: " + path, null);
			}
			if (found != null && isStale(path, name) && StaleFile.remove(directory, path, UxdAddress.maximumLength(),
					(aside) -> isStale(path, aside.toString().getBytes(StandardCharsets.UTF_8)))) {
				LOG.debug("Removed the socket file that nobody listens on: {}", path);
			}
		}
		catch (PeerOpenException ex) {
			throw ex;
		}
		catch (AccessDeniedException ex) {
			throw PeerOpenException.denied("No permission to look at or replace what stands at " + path
					+ ((ex.getReason() != null) ? ": " + ex.getReason() : ""), ex);
		}
		catch (IOException ex) {
			throw new PeerOpenException(Reason.OTHER,
					"What stands at " + path + " can't be looked at or replaced: " + ex, ex);
		}
	}

	/**
	 * Return whether nobody listens on a socket file.
	 * @param path what it is called to the user
	 * @param name the bytes of the path where it is now
	 * @return {@code false} if there is none any more
	 */
	private boolean isStale(Path path, byte[] name) throws IOException {
		SocketError answer = this.provider.probe(name);
		if (answer == SocketError.ACCESS_DENIED) {
			throw PeerOpenException.denied("A socket that we may not write to stands at " + path, null);
		}
		if (answer != SocketError.REFUSED && answer != SocketError.NO_SUCH_FILE) {
			throw PeerOpenException.addressInUse(path, null);
		}
		return answer == SocketError.REFUSED;
	}

	static SocketSettings settings(PeerOptions options, int mode) {
		return new SocketSettings(mode, options.bufferSize(), options.sendBufferSize(), options.source(),
				options.needsCredentials());
	}

	private DatagramTransport open(Path path, int mode) throws PeerOpenException {
		try {
			return this.provider.open(settings(this.options, mode));
		}
		catch (IOException ex) {
			throw new PeerOpenException(Reason.OTHER, "The socket can't be opened at " + path, ex);
		}
	}

	private static void bind(DatagramTransport transport, Path path, byte[] name) throws PeerOpenException {
		try {
			transport.bind(name);
		}
		catch (IOException ex) {
			SocketError error = (ex instanceof SocketErrorException known) ? known.error() : SocketError.OTHER;
			throw switch (error) {
				case ADDRESS_IN_USE -> PeerOpenException.addressInUse(path, ex);
				case ACCESS_DENIED -> PeerOpenException.denied("No permission to create the socket file " + path, ex);
				default -> new PeerOpenException(Reason.OTHER, "The socket can't be bound to " + path, ex);
			};
		}
	}

	/**
	 * Warn, once for each directory, if others may be let in before the file has its
	 * mode, or the mode of another file may be set instead. With no umask given, and that
	 * of the process a usual one, nobody has asked for more.
	 */
	private void warnOfOpenWindow(Path path, OpenDirectory directory, Umask umask, boolean asked) {
		if (this.provider.bindsWithFinalMode()) {
			return;
		}
		boolean strict = (umask.bits() & (asked ? OPEN_TO_ALL : OPEN_TO_ALL & ~USUAL_UMASK)) != 0;
		if (strict && directory.isSearchableByOthers() && WARNED_OF.add(directory.path())) {
			LOG.warn("For an instant at opening, before it has the mode that the umask {} asks for, the socket file "
					+ "{} is open to everybody who may search its directory. Put it in a directory of mode "
					+ "0700 (set a base, or a path) if that matters.", umask, path);
		}
		if (!directory.weaknesses().isEmpty() && WARNED_OF.add("mode " + directory.path())) {
			LOG.warn("Whoever may replace the socket file {} can have junixsocket set the mode of another file of "
					+ "this process's user instead, by a symbolic link at the instant of opening. Use the native "
					+ "transport, or a directory that others may not write to.", path);
		}
	}

}
