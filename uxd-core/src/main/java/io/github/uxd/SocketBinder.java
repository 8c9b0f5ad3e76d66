package io.github.uxd;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.uxd.file.PathOwnership;
import io.github.uxd.file.SocketDirectories;
import io.github.uxd.file.SocketFile;
import io.github.uxd.file.SocketLock;
import io.github.uxd.transport.DatagramTransport;
import io.github.uxd.transport.ReceiveBuffer;
import io.github.uxd.transport.SocketError;
import io.github.uxd.transport.SocketErrorException;
import io.github.uxd.transport.SocketSettings;
import io.github.uxd.transport.TransportProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Binds a peer's socket to a path: makes the directories, takes the lock, looks at what
 * stands there, binds. Nothing that isn't a stale socket file is ever removed.
 */
final class SocketBinder {

	private static final Logger LOG = LoggerFactory.getLogger(Peer.class);

	/**
	 * What a socket file may be written and read by while junixsocket binds it.
	 */
	private static final int OPEN_TO_ALL = 0666;

	private static final int USUAL_UMASK = 0022;

	private static final Set<Object> WARNED_OF = ConcurrentHashMap.newKeySet();

	private final PeerOptions options;

	private final TransportType transportType;

	private final TransportProvider provider;

	SocketBinder(PeerOptions options, TransportSelection transport) {
		this.options = options;
		this.transportType = transport.type();
		this.provider = transport.provider();
	}

	/**
	 * Bind.
	 * @param path the path of the socket file
	 * @param shared the directory down to which directories are shared with other peers,
	 * or {@code null} if all that are missing are the peer's own
	 * @param temporary the temporary directory that goes with the socket, or {@code null}
	 * @param held the lock that the peer holds already, or {@code null}
	 */
	OpenSocket bind(Path path, @Nullable Path shared, @Nullable Path temporary, @Nullable SocketLock held)
			throws PeerOpenException {
		byte[] name = checkLength(path);
		// Before there is anything to clean up: it is what may not fit into memory.
		DatagramView view = new DatagramView(new ReceiveBuffer(this.options.bufferSize()));
		createDirectories(path, shared);
		checkOwnership(path);
		SocketLock lock = lock(path, held);
		DatagramTransport transport = null;
		boolean opened = false;
		try {
			makeWay(path, name);
			Umask umask = this.options.umask();
			Umask effective = (umask != null) ? umask : Umask.ofProcess();
			warnOfOpenWindow(path, effective, umask != null);
			transport = bind(path, name, effective.socketFileMode());
			OpenSocket socket = new OpenSocket(this.transportType, transport, SocketFile.at(path), lock, temporary,
					view, this.options);
			opened = true;
			return socket;
		}
		catch (PeerOpenException ex) {
			throw ex;
		}
		catch (IOException ex) {
			throw new PeerOpenException("The socket file can't be looked at: " + path, ex);
		}
		finally {
			if (!opened) {
				if (transport != null) {
					transport.close();
				}
				if (lock != held) {
					close(lock);
				}
			}
		}
	}

	private static void close(SocketLock lock) {
		try {
			lock.close();
		}
		catch (IOException ex) {
			LOG.warn("A lock file can't be removed", ex);
		}
	}

	/**
	 * Take the lock, or keep the one that is held. Without it two processes that find a
	 * stale socket file could both believe that they own it.
	 */
	private static SocketLock lock(Path path, @Nullable SocketLock held) throws PeerOpenException {
		try {
			if (held != null) {
				if (held.isInPlace()) {
					return held;
				}
				// Whoever removed the socket file has removed the lock file, too.
				close(held);
			}
			SocketLock lock = SocketLock.tryAcquire(path);
			if (lock == null) {
				throw new AddressInUseException(path, null);
			}
			return lock;
		}
		catch (PeerOpenException ex) {
			throw ex;
		}
		catch (IOException ex) {
			throw new OpenDeniedException(
					"The lock file " + SocketLock.pathFor(path) + " can't be used: " + ex.getMessage(), ex);
		}
	}

	private static void checkOwnership(Path path) throws OpenDeniedException {
		try {
			for (String weakness : PathOwnership.weaknesses(path)) {
				if (WARNED_OF.add(weakness)) {
					LOG.warn("Others may replace the socket file {}, since {}", path, weakness);
				}
			}
		}
		catch (IOException ex) {
			throw new OpenDeniedException("The socket file is not to be made at " + path + ": " + ex.getMessage(), ex);
		}
	}

	static byte[] checkLength(Path path) throws PeerOpenException {
		byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
		if (!Path.of(new String(name, StandardCharsets.UTF_8)).equals(path)) {
			throw new PeerOpenException("The path of the socket file has bytes that are not UTF-8: " + path, null);
		}
		if (name.length > UxdAddress.maximumLength()) {
			throw new PathTooLongException(path.toString(), name.length, UxdAddress.maximumLength());
		}
		return name;
	}

	void createDirectories(Path path, @Nullable Path shared) throws OpenDeniedException {
		try {
			SocketDirectories.createAbove(path, shared, this.options.permissions().mode());
		}
		catch (IOException ex) {
			throw new OpenDeniedException("A directory for the socket file " + path + " can't be created: " + ex, ex);
		}
	}

	/**
	 * Remove a stale socket file; refuse anything else that stands at the path. This is
	 * never left to the library below: its bind deletes whatever refuses a connection,
	 * data included.
	 */
	private void makeWay(Path path, byte[] name) throws PeerOpenException {
		try {
			SocketFile found = SocketFile.at(path);
			switch (found.kind()) {
				case NOTHING -> {
				}
				case SOCKET -> removeIfStale(found, name);
				default -> throw new NotASocketException(path, found.kind().toString());
			}
		}
		catch (PeerOpenException ex) {
			throw ex;
		}
		catch (AccessDeniedException ex) {
			throw new OpenDeniedException("No permission to look at or replace what stands at " + path, ex);
		}
		catch (IOException ex) {
			throw new PeerOpenException("What stands at " + path + " can't be looked at or replaced: " + ex, ex);
		}
	}

	private void removeIfStale(SocketFile found, byte[] name) throws IOException {
		SocketError answer = this.provider.probe(name);
		if (answer == SocketError.NO_SUCH_FILE) {
			return;
		}
		if (answer == SocketError.ACCESS_DENIED) {
			throw new OpenDeniedException("A socket that we may not write to stands at " + found.path(), null);
		}
		if (answer != SocketError.REFUSED) {
			throw new AddressInUseException(found.path(), null);
		}
		if (found.removeIfInPlace()) {
			LOG.debug("Removed the socket file that nobody listens on: {}", found.path());
		}
	}

	private DatagramTransport bind(Path path, byte[] name, int mode) throws PeerOpenException {
		try {
			return this.provider.bind(name, new SocketSettings(mode, this.options.bufferSize(), this.options.source(),
					this.options.needsCredentials()));
		}
		catch (SocketErrorException ex) {
			switch (ex.error()) {
				case ADDRESS_IN_USE -> throw new AddressInUseException(path, ex);
				case ACCESS_DENIED ->
					throw new OpenDeniedException("No permission to create the socket file " + path, ex);
				default -> throw new PeerOpenException("The socket can't be bound to " + path, ex);
			}
		}
		catch (IOException ex) {
			throw new PeerOpenException("The socket can't be opened at " + path, ex);
		}
	}

	/**
	 * Warn, once for each directory, if others may be let in before the file has its
	 * mode. With no umask given, and that of the process a usual one, nobody has asked
	 * for more.
	 */
	private void warnOfOpenWindow(Path path, Umask umask, boolean asked) {
		Path parent = path.getParent();
		boolean strict = (umask.bits() & (asked ? OPEN_TO_ALL : OPEN_TO_ALL & ~USUAL_UMASK)) != 0;
		if (this.provider.bindsWithFinalMode() || parent == null || !strict) {
			return;
		}
		try {
			if (SocketDirectories.isSearchableByOthers(parent) && WARNED_OF.add(parent)) {
				LOG.warn(
						"For an instant at opening, before it has the mode that the umask {} asks for, the socket file "
								+ "{} is open to everybody who may search its directory. Put it in a directory of mode "
								+ "0700 (set a base, or a path) if that matters.",
						umask, path);
			}
		}
		catch (IOException ex) {
			LOG.debug("Can't look at {}", parent, ex);
		}
	}

}
