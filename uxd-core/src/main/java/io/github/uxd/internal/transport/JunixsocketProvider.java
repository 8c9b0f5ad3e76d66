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

import io.github.uxd.internal.io.Closer;
import org.jspecify.annotations.Nullable;
import org.newsclub.net.unix.AFSocket;
import org.newsclub.net.unix.AFSocketCapability;
import org.newsclub.net.unix.AFUNIXDatagramChannel;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/**
 * Makes transports on junixsocket, which runs wherever that library has datagrams.
 */
final class JunixsocketProvider implements TransportProvider {

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
	public DatagramTransport open(SocketSettings settings) throws IOException {
		try (Closer opening = new Closer()) {
			return opening.keep(new JunixsocketTransport(settings, opening));
		}
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

}
