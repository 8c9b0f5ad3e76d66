package io.github.uxd;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.uxd.file.SocketDirectories;
import io.github.uxd.file.SocketFile;
import io.github.uxd.transport.DatagramTransport;
import io.github.uxd.transport.DatagramTransport.Destination;
import io.github.uxd.transport.ReceiveBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A bound socket with its file: what a peer has from one opening to the next closing.
 */
final class OpenSocket {

	private static final Logger LOG = System.getLogger(Peer.class.getName());

	private static final int DESTINATIONS_TO_REMEMBER = 1024;

	private final DatagramTransport transport;

	private final SocketFile file;

	private final @Nullable Path temporaryDirectory;

	private final DatagramView view;

	private final Map<UxdAddress, Destination> destinations = new ConcurrentHashMap<>();

	private volatile boolean unlinked;

	OpenSocket(DatagramTransport transport, SocketFile file, @Nullable Path temporaryDirectory, int bufferSize) {
		this.transport = transport;
		this.file = file;
		this.temporaryDirectory = temporaryDirectory;
		this.view = new DatagramView(new ReceiveBuffer(bufferSize));
	}

	DatagramTransport transport() {
		return this.transport;
	}

	DatagramView view() {
		return this.view;
	}

	Path path() {
		return this.file.path();
	}

	@Nullable Path temporaryDirectory() {
		return this.temporaryDirectory;
	}

	Destination destination(UxdAddress address) throws IOException {
		Destination destination = this.destinations.get(address);
		if (destination == null) {
			if (this.destinations.size() >= DESTINATIONS_TO_REMEMBER) {
				this.destinations.clear();
			}
			destination = this.transport.resolve(address.toBytes());
			this.destinations.put(address, destination);
		}
		return destination;
	}

	boolean isInPlace() {
		try {
			return !this.unlinked && this.file.isInPlace();
		}
		catch (IOException ex) {
			LOG.log(Level.DEBUG, () -> "Can't look at " + path(), ex);
			return false;
		}
	}

	/**
	 * Remove the socket file, unless somebody else's stands there by now. Done while the
	 * socket is open, since then no other file can have its inode number.
	 */
	void unlink() {
		if (this.unlinked) {
			return;
		}
		this.unlinked = true;
		try {
			if (!this.file.removeIfInPlace()) {
				LOG.log(Level.INFO, () -> "The socket file is gone or not ours any more, and left alone: " + path());
			}
		}
		catch (IOException ex) {
			LOG.log(Level.WARNING, () -> "The socket file can't be removed: " + path(), ex);
		}
	}

	void close(boolean clear) {
		if (clear) {
			unlink();
		}
		this.transport.close();
		Path temporary = this.temporaryDirectory;
		if (clear && temporary != null) {
			try {
				SocketDirectories.removeTemporary(path(), temporary);
			}
			catch (IOException ex) {
				LOG.log(Level.WARNING, () -> "The temporary directory can't be removed: " + temporary, ex);
			}
		}
	}

}
