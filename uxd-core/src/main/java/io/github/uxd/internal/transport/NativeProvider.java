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
package io.github.uxd.internal.transport;

import java.io.IOException;
import java.util.Locale;
import java.util.Set;

import io.github.uxd.internal.io.Closer;
import org.jspecify.annotations.Nullable;

/**
 * Makes transports on the kernel itself.
 */
final class NativeProvider implements TransportProvider {

	private static final Set<String> ARCHITECTURES = Set.of("amd64", "x86_64", "aarch64");

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
	public DatagramTransport open(SocketSettings settings) throws IOException {
		try (Closer opening = new Closer()) {
			NativeSocket socket = opening.add(NativeSocket.open());
			socket.options().raiseBuffers(settings.leastSendBuffer(), settings.bufferSize());
			if (settings.credentials()) {
				socket.options().passCredentials();
			}
			socket.setMode(settings.mode());
			return opening.keep(new NativeTransport(socket, false, settings, opening));
		}
	}

	@Override
	public DatagramTransport adopt(int descriptor, SocketSettings settings) throws IOException {
		try (Closer opening = new Closer()) {
			NativeSocket socket = opening.add(NativeSocket.duplicate(descriptor));
			if (!socket.options().isUnixDatagram()) {
				throw new SocketErrorException(SocketError.WRONG_TYPE, null, null);
			}
			if (settings.credentials() && (!socket.options().passesCredentials() || socket.options().stampsTimes())) {
				throw new SocketErrorException(SocketError.NO_CREDENTIALS, null, null);
			}
			return opening.keep(new NativeTransport(socket, true, settings, opening));
		}
	}

	@Override
	public void closeOnExec(int descriptor) throws IOException {
		NativeSocket.closeOnExec(descriptor);
	}

	@Override
	public @Nullable SocketError probe(byte[] socketName) throws IOException {
		try (NativeSocket probe = NativeSocket.open()) {
			probe.connect(socketName);
			return null;
		}
		catch (SocketErrorException ex) {
			return ex.error();
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
			return Kernels.KERNEL.unavailableReason();
		}

	}

}
