package io.github.uxd.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.newsclub.net.unix.AFSocket;
import org.newsclub.net.unix.AFSocketCapability;
import org.newsclub.net.unix.AFUNIXDatagramChannel;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/**
 * Makes transports on junixsocket, which runs wherever that library has datagrams.
 */
public final class JunixsocketProvider implements TransportProvider {

	/**
	 * The permissions in the order of their bits, from 0001 to 0400.
	 */
	private static final PosixFilePermission[] BY_BIT = { PosixFilePermission.OTHERS_EXECUTE,
			PosixFilePermission.OTHERS_WRITE, PosixFilePermission.OTHERS_READ, PosixFilePermission.GROUP_EXECUTE,
			PosixFilePermission.GROUP_WRITE, PosixFilePermission.GROUP_READ, PosixFilePermission.OWNER_EXECUTE,
			PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_READ };

	@Override
	public @Nullable String unavailableReason() {
		try {
			if (!AFSocket.isSupported()) {
				return "The native library of junixsocket could not be loaded (platform "
						+ System.getProperty("os.name") + " " + System.getProperty("os.arch")
						+ "; a JVM that denies native access needs --enable-native-access=ALL-UNNAMED).";
			}
			if (!AFSocket.supports(AFSocketCapability.CAPABILITY_UNIX_DATAGRAMS)) {
				return "junixsocket has no Unix-domain datagrams on " + System.getProperty("os.name") + ".";
			}
			return null;
		}
		catch (LinkageError ex) {
			return "junixsocket could not be loaded: " + ex;
		}
	}

	@Override
	public boolean bindsWithFinalMode() {
		return false;
	}

	@Override
	public DatagramTransport bind(byte[] socketName, SocketSettings settings) throws IOException {
		AFUNIXDatagramChannel channel = AFUNIXDatagramChannel.open();
		Object file = null;
		boolean bound = false;
		Path path = JunixsocketErrors.path(socketName);
		try {
			// The file is its owner's to delete, never the library's.
			channel.setDeleteOnClose(false);
			channel.configureBlocking(false);
			try {
				channel.bind(AFUNIXSocketAddress.of(socketName));
			}
			catch (IOException ex) {
				throw JunixsocketErrors.ofBind(ex, path);
			}
			file = keyOf(path);
			// junixsocket ends its bind with chmod 0666, whatever the umask says.
			Files.setPosixFilePermissions(path, permissions(settings.mode()));
			DatagramTransport transport = new JunixsocketTransport(channel, settings.bufferSize());
			bound = true;
			return transport;
		}
		finally {
			if (!bound) {
				if (file != null && file.equals(keyOf(path))) {
					Files.delete(path);
				}
				channel.close();
			}
		}
	}

	/**
	 * Return what tells the socket file at a path from any other.
	 */
	private static @Nullable Object keyOf(Path path) throws IOException {
		BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
		if (!file.isOther()) {
			throw new SocketErrorException(SocketError.ADDRESS_IN_USE, "The socket file was replaced at once", null);
		}
		return file.fileKey();
	}

	@Override
	public @Nullable SocketError probe(byte[] socketName) throws IOException {
		try (AFUNIXDatagramChannel probe = AFUNIXDatagramChannel.open()) {
			probe.configureBlocking(false);
			try {
				probe.connect(AFUNIXSocketAddress.of(socketName));
				return null;
			}
			catch (IOException ex) {
				return JunixsocketErrors.of(ex, socketName).error();
			}
		}
	}

	private static Set<PosixFilePermission> permissions(int mode) {
		Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
		for (int bit = 0; bit < BY_BIT.length; bit++) {
			if ((mode & (1 << bit)) != 0) {
				permissions.add(BY_BIT[bit]);
			}
		}
		return permissions;
	}

}
