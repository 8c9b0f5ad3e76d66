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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import io.github.uxd.PeerOpenException.Reason;
import io.github.uxd.internal.file.FileKind;
import io.github.uxd.internal.file.FileStatus;
import io.github.uxd.internal.systemd.PassedSocket;
import io.github.uxd.internal.systemd.PassedSockets;
import io.github.uxd.internal.transport.DatagramTransport;
import io.github.uxd.internal.transport.SocketError;
import io.github.uxd.internal.transport.SocketErrorException;
import io.github.uxd.internal.transport.TransportProvider;
import io.github.uxd.internal.transport.TransportProviders;
import io.github.uxd.text.OneLine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Takes the socket that systemd has passed for a peer. It isn't bound, and nothing is set
 * on it: what doesn't fit is refused, and is to be mended in the {@code .socket} unit.
 */
final class SocketAdopter {

	private static final Logger LOG = LoggerFactory.getLogger(Peer.class);

	/**
	 * The modes that a socket's file can do something with: to send takes the permission
	 * to write.
	 */
	private static final int TO_SEND = 0222;

	/**
	 * What systemd gives a socket file if nothing else is said.
	 */
	private static final int USUAL_MODE = 0666;

	private final PeerOptions options;

	private final TransportSelection transport;

	SocketAdopter(PeerOptions options, TransportSelection transport) {
		this.options = options;
		this.transport = transport;
	}

	/**
	 * Take the peer's socket.
	 * @return the socket, or {@code null} if the peer is to bind one of its own
	 * @throws PeerOpenException if there is to be one and isn't, or it doesn't fit
	 */
	@Nullable OpenSocket adopt() throws PeerOpenException {
		if (this.options.activation() == Activation.NONE || !isWanted()) {
			return null;
		}
		PassedSocket passed = choose();
		if (passed == null) {
			String problem = "systemd has passed no socket for the peer '" + this.options.name() + "'. "
					+ whatThereIs();
			if (this.options.activation() == Activation.SYSTEMD) {
				throw refused(problem, null);
			}
			// Aloud only where somebody has spoken of sockets at all.
			LOG.atLevel((Passed.SOCKETS != PassedSockets.UNTOLD) ? Level.INFO : Level.DEBUG)
				.log("The peer binds a socket itself, since {}", problem);
			return null;
		}
		if (!passed.take()) {
			throw refused("Another peer of this process has " + describe(passed) + " already, and '"
					+ this.options.name() + "' can't have it too", null);
		}
		boolean adopted = false;
		try {
			OpenSocket socket = adopt(passed);
			adopted = true;
			LOG.info("The peer '{}' has {}, at {}", this.options.name(), describe(passed), socket.path());
			return socket;
		}
		finally {
			if (!adopted) {
				passed.giveBack();
			}
		}
	}

	private boolean isWanted() throws PeerOpenException {
		if (this.options.temp() && this.options.activation() == Activation.SYSTEMD) {
			throw refused(
					"A temporary peer can't have a socket of systemd, and '" + this.options.name() + "' is to be both",
					null);
		}
		return !this.options.temp();
	}

	private @Nullable PassedSocket choose() throws PeerOpenException {
		List<PassedSocket> all = Passed.SOCKETS.sockets();
		String asked = this.options.activationName();
		String name = (asked != null) ? asked : this.options.name();
		List<PassedSocket> named = all.stream().filter((socket) -> socket.name().equals(name)).toList();
		if (named.size() > 1) {
			throw refused("systemd has passed " + named.size() + " sockets of the name '" + OneLine.of(name)
					+ "'. Give each a .socket unit with a FileDescriptorName= of its own", null);
		}
		if (named.size() == 1) {
			return named.get(0);
		}
		return (asked == null && all.size() == 1) ? all.get(0) : null;
	}

	private String whatThereIs() {
		if (Passed.SOCKETS.problem() != null) {
			return Passed.SOCKETS.problem();
		}
		String names = Passed.SOCKETS.sockets().stream().map(PassedSocket::name).collect(Collectors.joining("', '"));
		String asked = this.options.activationName();
		return "The names of those that it has passed are '" + OneLine.of(names) + "', and this one is to have '"
				+ OneLine.of((asked != null) ? asked : this.options.name())
				+ "': FileDescriptorName= in the .socket unit gives it";
	}

	private static String describe(PassedSocket passed) {
		return "the socket that systemd has passed as '" + OneLine.of(passed.name()) + "' (descriptor "
				+ passed.descriptor() + ")";
	}

	private static PeerOpenException refused(String problem, @Nullable Throwable cause) {
		return new PeerOpenException(Reason.ACTIVATION, problem, cause);
	}

	private OpenSocket adopt(PassedSocket passed) throws PeerOpenException {
		// Before there is anything to clean up: it is what may not fit into memory.
		DatagramView view = SocketBinder.newView(this.options);
		DatagramTransport transport = open(passed);
		boolean adopted = false;
		try {
			byte[] name = transport.name();
			PassedFile file = file(passed, checkedPath(passed, name), transport, name);
			adopted = true;
			return new OpenSocket(this.transport.type(), transport, file, view, this.options);
		}
		catch (PeerOpenException ex) {
			throw ex;
		}
		catch (IOException ex) {
			throw refused("It can't be found out what " + describe(passed) + " is: " + ex, ex);
		}
		finally {
			if (!adopted) {
				transport.close();
			}
		}
	}

	private DatagramTransport open(PassedSocket passed) throws PeerOpenException {
		try {
			return this.transport.provider()
				.adopt(passed.descriptor(), SocketBinder.settings(this.options, USUAL_MODE));
		}
		catch (IOException ex) {
			SocketError error = (ex instanceof SocketErrorException known) ? known.error() : SocketError.OTHER;
			String problem = switch (error) {
				case WRONG_TYPE -> " is no Unix-domain datagram socket. ListenDatagram= in the .socket unit makes one";
				case NO_CREDENTIALS -> " doesn't tell who sends, which the peer is to know. PassCredentials=yes in the "
						+ ".socket unit, without Timestamping=, has it do so from the first datagram on";
				default -> " can't be used: " + ex.getMessage();
			};
			String what = describe(passed);
			throw refused(Character.toUpperCase(what.charAt(0)) + what.substring(1) + problem, ex);
		}
	}

	/**
	 * Return the path of a socket, if that is the one that the peer is to have.
	 */
	private Path checkedPath(PassedSocket passed, byte[] name) throws IOException, PeerOpenException {
		if (name.length == 0 || name[0] != '/') {
			String problem = (name.length == 0) ? "has no name" : "is bound to " + AddressText.of(name);
			throw refused("The peer '" + this.options.name() + "' has a socket with a file, and " + describe(passed)
					+ " " + problem + ". ListenDatagram= in the .socket unit takes an absolute path", null);
		}
		Path path = Path.of(new String(name, StandardCharsets.UTF_8));
		if (!Arrays.equals(SocketBinder.checkLength(path), name)) {
			throw refused("The path of " + describe(passed) + " has bytes that are not UTF-8: " + AddressText.of(name),
					null);
		}
		Path asked = this.options.path();
		if (asked != null && !asked.equals(path) && !(Files.exists(asked) && Files.isSameFile(asked, path))) {
			throw refused("The path of the peer '" + this.options.name() + "' is set to " + asked + ", and "
					+ describe(passed) + " is at " + path, null);
		}
		return path;
	}

	/**
	 * Look which file leads to a socket, as far as we may.
	 */
	private PassedFile file(PassedSocket passed, Path path, DatagramTransport transport, byte[] name)
			throws IOException, PeerOpenException {
		FileStatus status;
		try {
			status = FileStatus.of(path);
		}
		catch (AccessDeniedException ex) {
			LOG.warn("The socket file {} can't be looked at, so that nobody here notices if it is removed or replaced: "
					+ "a directory above it can't be searched", path, ex);
			return PassedFile.hidden(path, passed);
		}
		checkMode(path, status);
		Object key = (status != null && isAt(path, status, transport, name)) ? status.key() : null;
		if (key == null) {
			LOG.warn(
					"What is sent to {} does not reach {}, since its file was removed or replaced, or the socket is "
							+ "connected: only systemd can make it anew (systemctl restart, of its .socket unit)",
					path, describe(passed));
		}
		return new PassedFile(path, key, passed);
	}

	/**
	 * Refuse a file that lets in whom the umask is to keep out.
	 */
	private void checkMode(Path path, @Nullable FileStatus status) throws PeerOpenException {
		Umask umask = this.options.umask();
		if (umask != null && status != null && (status.permissions() & umask.bits() & TO_SEND) != 0) {
			throw refused("The socket file " + path + " is systemd's and has the mode "
					+ Octal.format(status.permissions()) + ", which lets in more than the umask " + umask
					+ ". Set SocketMode=" + Octal.format(USUAL_MODE & ~umask.bits()) + " in its .socket unit", null);
		}
	}

	private static boolean isAt(Path path, FileStatus status, DatagramTransport transport, byte[] name)
			throws IOException {
		try {
			FileStatus now = transport.isAt(name) ? FileStatus.of(path) : null;
			return now != null && now.key().equals(status.key());
		}
		catch (SocketErrorException ex) {
			// We may not send to it ourselves, so that it is the look alone that tells.
			return status.kind() == FileKind.SOCKET;
		}
	}

	/**
	 * What was passed, read when a peer asks for the first time.
	 */
	private static final class Passed {

		static final PassedSockets SOCKETS = read();

		private Passed() {
		}

		/**
		 * Also keeps them all from the programs that are started here, whatever the peers
		 * work with, as sd_listen_fds(3) does.
		 */
		private static PassedSockets read() {
			PassedSockets passed = PassedSockets.of(System.getenv(), ProcessHandle.current().pid());
			TransportProvider provider = TransportProviders.ofNative();
			if (provider.unavailableReason() == null) {
				passed.sockets().forEach((socket) -> closeOnExec(provider, socket));
			}
			return passed;
		}

		private static void closeOnExec(TransportProvider provider, PassedSocket socket) {
			try {
				provider.closeOnExec(socket.descriptor());
			}
			catch (IOException ex) {
				// Who takes it is told.
				LOG.debug("Not even close-on-exec can be set on {}", describe(socket), ex);
			}
		}

	}

}
