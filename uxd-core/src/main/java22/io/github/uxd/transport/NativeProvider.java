package io.github.uxd.transport;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes transports on the C library, by {@code java.lang.foreign}. Loaded by name, on
 * JDKs that have it.
 */
final class NativeProvider implements TransportProvider {

	private static final Logger LOG = LoggerFactory.getLogger(NativeProvider.class);

	private static final Set<String> ARCHITECTURES = Set.of("amd64", "x86_64", "aarch64");

	private static final int O_PATH = 0x200000;

	NativeProvider() {
	}

	@Override
	public @Nullable String unavailableReason() {
		return Availability.REASON;
	}

	@Override
	public boolean bindsWithFinalMode() {
		return true;
	}

	@Override
	public boolean tellsCredentials() {
		return true;
	}

	@Override
	public DatagramTransport bind(byte[] socketName, SocketSettings settings) throws IOException {
		NativeSocket socket = NativeSocket.open();
		int eventDescriptor = -1;
		BoundFile file = null;
		boolean bound = false;
		try (Arena arena = Arena.ofConfined()) {
			socket.raiseBuffers(settings.bufferSize());
			if (settings.credentials()) {
				socket.passCredentials();
			}
			eventDescriptor = NativeSocket.check("eventfd", SystemCalls.eventfd(arena.allocate(CLibrary.ERRNO_LAYOUT),
					NativeSocket.NONBLOCK | NativeSocket.CLOEXEC));
			socket.setMode(settings.mode());
			socket.bind(socketName);
			file = BoundFile.at(Path.of(new String(socketName, StandardCharsets.UTF_8)));
			// The kernel takes what the umask of the process says from the mode, too.
			// To give it back opens the file no more than asked.
			if (!file.hasMode(settings.mode())) {
				setMode(file, settings.mode());
			}
			DatagramTransport transport = new NativeTransport(socket, eventDescriptor, settings);
			bound = true;
			return transport;
		}
		finally {
			if (!bound) {
				if (eventDescriptor >= 0) {
					NativeSocket.close(eventDescriptor);
				}
				// The file first: as long as the socket is open no other file can have
				// its inode number.
				remove(file, socket);
			}
		}
	}

	private static void remove(@Nullable BoundFile file, NativeSocket socket) {
		try {
			if (file != null) {
				file.deleteIfInPlace();
			}
		}
		catch (IOException ex) {
			// What went wrong before is what the caller is told.
			LOG.debug("The socket file can't be removed: {}", file, ex);
		}
		finally {
			socket.close();
		}
	}

	/**
	 * Set the mode of a file without following a symbolic link that somebody might put in
	 * its place.
	 */
	private static void setMode(BoundFile file, int mode) throws IOException {
		try (Arena arena = Arena.ofConfined()) {
			int descriptor = NativeSocket.check("open",
					SystemCalls.open(arena.allocate(CLibrary.ERRNO_LAYOUT),
							arena.allocateFrom(file.path().toString()).address(),
							O_PATH | NativeSocket.CLOEXEC | SystemCalls.O_NOFOLLOW));
			try {
				file.setMode(mode, Path.of("/proc/self/fd/" + descriptor));
			}
			finally {
				NativeSocket.close(descriptor);
			}
		}
	}

	@Override
	public @Nullable SocketError probe(byte[] socketName) throws IOException {
		NativeSocket probe = NativeSocket.open();
		try {
			probe.connect(socketName);
			return null;
		}
		catch (SocketErrorException ex) {
			return ex.error();
		}
		finally {
			probe.close();
		}
	}

	/**
	 * Whether this JVM can have the transport, which never changes.
	 */
	private static final class Availability {

		static final @Nullable String REASON = findReason();

		private static @Nullable String findReason() {
			String system = System.getProperty("os.name", "");
			String architecture = System.getProperty("os.arch", "");
			if (!system.toLowerCase(Locale.ROOT).startsWith("linux")
					|| !ARCHITECTURES.contains(architecture.toLowerCase(Locale.ROOT))) {
				return "The native transport knows Linux on x86-64 and aarch64, and this is " + system + " on "
						+ architecture + ".";
			}
			try (Arena arena = Arena.ofConfined()) {
				// Any call will do: whether calls can be made never changes, whether a
				// socket can be opened does.
				SystemCalls.close(arena.allocate(CLibrary.ERRNO_LAYOUT), -1);
				return null;
			}
			catch (LinkageError ex) {
				Throwable cause = (ex.getCause() != null) ? ex.getCause() : ex;
				return (cause instanceof IllegalCallerException)
						? "The JVM denies the native transport what it needs; start it with"
								+ " --enable-native-access=ALL-UNNAMED."
						: "The native transport can't reach the C library: " + cause + ".";
			}
		}

	}

}
