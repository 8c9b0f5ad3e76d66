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
import java.net.SocketException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;

import io.github.uxd.internal.io.Closer;
import org.jspecify.annotations.Nullable;
import org.newsclub.net.unix.AFSocket;
import org.newsclub.net.unix.AFSocketCapability;
import org.newsclub.net.unix.AFUNIXDatagramChannel;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import org.newsclub.net.unix.FileDescriptorCast;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes transports on junixsocket, which runs wherever that library has datagrams.
 */
final class JunixsocketProvider implements TransportProvider {

	private static final Logger LOG = LoggerFactory.getLogger(JunixsocketProvider.class);

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
			AFUNIXDatagramChannel channel = opening.add(AFUNIXDatagramChannel.open());
			raise(channel, StandardSocketOptions.SO_SNDBUF, settings.leastSendBuffer());
			raise(channel, StandardSocketOptions.SO_RCVBUF, settings.bufferSize());
			return opening.keep(new JunixsocketTransport(channel, false, settings.source(), opening));
		}
	}

	private static void raise(AFUNIXDatagramChannel channel, SocketOption<Integer> option, int size)
			throws IOException {
		// Linux gives as much as it may. Other kernels refuse what is too much.
		for (int asked = size; channel.getOption(option) < asked; asked /= 2) {
			try {
				channel.setOption(option, asked);
				return;
			}
			catch (SocketException ex) {
				LOG.debug("The kernel refuses a {} of {} bytes", option.name(), asked, ex);
			}
		}
	}

	/**
	 * To close the channel that is made of a descriptor leaves that open. The library can
	 * work on none that blocks, so that whoever has the socket next finds
	 * {@code O_NONBLOCK} set.
	 */
	@Override
	public DatagramTransport adopt(int descriptor, SocketSettings settings) throws IOException {
		FileDescriptorCast cast = FileDescriptorCast.unsafeUsing(descriptor);
		if (!cast.isAvailable(AFUNIXDatagramChannel.class)) {
			throw new SocketErrorException(SocketError.WRONG_TYPE, null, null);
		}
		try (Closer opening = new Closer()) {
			AFUNIXDatagramChannel channel = cast.as(AFUNIXDatagramChannel.class);
			// Otherwise closing it shuts the socket down and deletes its file.
			channel.setShutdownOnClose(false);
			channel.setDeleteOnClose(false);
			opening.add(channel);
			return opening.keep(new JunixsocketTransport(channel, true, settings.source(), opening));
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
