package io.github.uxd;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

import io.github.uxd.file.HostDirectories;
import io.github.uxd.file.SocketDirectories;
import io.github.uxd.file.SocketFile;
import io.github.uxd.file.SocketLocation;
import io.github.uxd.transport.DatagramTransport;
import io.github.uxd.transport.SocketError;
import io.github.uxd.transport.SocketErrorException;
import io.github.uxd.transport.SocketSettings;
import io.github.uxd.transport.TransportProvider;
import org.jspecify.annotations.Nullable;

/**
 * Opens a peer's socket: finds the path, makes the directories, looks at what stands
 * there, binds.
 */
final class SocketOpener {

	private static final Logger LOG = System.getLogger(Peer.class.getName());

	/**
	 * What a socket file may be written and read by while junixsocket binds it.
	 */
	private static final int OPEN_TO_ALL = 0666;

	private final PeerOptions options;

	private final TransportProvider provider;

	SocketOpener(PeerOptions options, TransportProvider provider) {
		this.options = options;
		this.provider = provider;
	}

	/**
	 * Open the socket.
	 * @param last the socket that this peer had before, when its path is to be used again
	 */
	OpenSocket open(@Nullable OpenSocket last) throws PeerOpenException {
		String reason = this.provider.unavailableReason();
		if (reason != null) {
			throw new DatagramsUnsupportedException(reason);
		}
		if (this.options.path() != null) {
			return openAt(this.options.path(), null, null);
		}
		if (last != null) {
			return openAt(last.path(), null, last.temporaryDirectory());
		}
		if (this.options.temp()) {
			return openInTemporaryDirectory();
		}
		return openByName();
	}

	private OpenSocket openInTemporaryDirectory() throws PeerOpenException {
		Path parent = HostDirectories.temporary();
		Path temporary;
		try {
			temporary = SocketDirectories.createTemporary(parent);
		}
		catch (IOException ex) {
			throw new OpenDeniedException("A temporary directory can't be created in " + parent, ex);
		}
		Path path = location().under(temporary);
		try {
			return openAt(path, null, temporary);
		}
		catch (PeerOpenException | RuntimeException ex) {
			try {
				SocketDirectories.createAbove(path, null, this.options.permissions().mode());
				SocketDirectories.removeTemporary(path, temporary);
			}
			catch (IOException ex2) {
				ex.addSuppressed(ex2);
			}
			throw ex;
		}
	}

	private OpenSocket openByName() throws PeerOpenException {
		SocketLocation location = location();
		Path path = location.under(this.options.headDirectory());
		checkLength(path);
		IOException problem;
		try {
			createDirectories(path, location.sharedDirectory(path));
			if (isUsable(path)) {
				return openAt(path, location.sharedDirectory(path), null);
			}
			problem = new OpenDeniedException("No permission to read and write " + path, null);
		}
		catch (OpenDeniedException ex) {
			problem = ex;
		}
		Path alternative = location.underHome(this.options.alternativeHeadDirectory());
		LOG.log(Level.INFO, "The peer ''{0}'' uses {1}, since this can''t be used: {2}", this.options.name(),
				alternative, problem.getMessage());
		try {
			return openAt(alternative, location.sharedDirectory(alternative), null);
		}
		catch (PeerOpenException ex) {
			ex.addSuppressed(problem);
			throw ex;
		}
	}

	private SocketLocation location() {
		return new SocketLocation(this.options.name(), this.options.base(), this.options.extension(),
				this.options.extensioned(), this.options.clean());
	}

	/**
	 * Tell whether a socket file can be made at a path, or replaced there, as hio does.
	 */
	private static boolean isUsable(Path path) {
		Path parent = path.getParent();
		if (parent == null || !Files.isWritable(parent) || !Files.isExecutable(parent)) {
			return false;
		}
		return !Files.exists(path, LinkOption.NOFOLLOW_LINKS) || (Files.isReadable(path) && Files.isWritable(path));
	}

	private OpenSocket openAt(Path path, @Nullable Path shared, @Nullable Path temporary) throws PeerOpenException {
		byte[] name = checkLength(path);
		createDirectories(path, shared);
		makeWay(path, name);
		Umask umask = this.options.umask();
		int mode = ((umask != null) ? umask : Umask.ofProcess()).socketFileMode();
		warnOfOpenWindow(path, umask);
		DatagramTransport transport = bind(path, name, mode);
		try {
			return new OpenSocket(transport, SocketFile.at(path), temporary, this.options.bufferSize());
		}
		catch (IOException ex) {
			transport.close();
			throw new PeerOpenException("The socket file can't be looked at: " + path, ex);
		}
	}

	private static byte[] checkLength(Path path) throws PathTooLongException {
		byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
		if (name.length > UxdAddress.maximumLength()) {
			throw new PathTooLongException(path.toString(), name.length, UxdAddress.maximumLength());
		}
		return name;
	}

	private void createDirectories(Path path, @Nullable Path shared) throws OpenDeniedException {
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
		catch (IOException ex) {
			throw new OpenDeniedException("No permission to look at or replace what stands at " + path, ex);
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
			LOG.log(Level.DEBUG, "Removed the socket file that nobody listens on: {0}", found.path());
		}
	}

	private DatagramTransport bind(Path path, byte[] name, int mode) throws PeerOpenException {
		try {
			return this.provider.bind(name, new SocketSettings(mode, this.options.bufferSize()));
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

	private void warnOfOpenWindow(Path path, @Nullable Umask umask) {
		Path parent = path.getParent();
		if (this.provider.bindsWithFinalMode() || umask == null || parent == null
				|| (umask.bits() & OPEN_TO_ALL) == 0) {
			return;
		}
		try {
			if (SocketDirectories.isSearchableByOthers(parent)) {
				LOG.log(Level.WARNING,
						"For an instant at opening, before it has the mode that the umask {0} asks for, the socket file "
								+ "{1} is open to everybody who may search its directory. Put it in a directory of mode "
								+ "0700 (set a base, or a path) if that matters.",
						umask, path);
			}
		}
		catch (IOException ex) {
			LOG.log(Level.DEBUG, () -> "Can't look at " + parent, ex);
		}
	}

}
