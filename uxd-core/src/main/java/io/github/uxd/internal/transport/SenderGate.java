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

import java.io.Closeable;
import java.io.FileDescriptor;
import java.io.IOException;
import java.util.Locale;
import java.util.UUID;

import io.github.uxd.internal.io.Closer;
import org.jspecify.annotations.Nullable;
import org.newsclub.net.unix.AFSocket;
import org.newsclub.net.unix.AFSocketCapability;
import org.newsclub.net.unix.AFUNIXDatagramChannel;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/**
 * Keeps all senders out of a socket, those too that are connected to it or wait for room
 * in its queue: the kernel lets nobody send to a connected datagram socket but the one it
 * is connected to ({@code EPERM}), and this is a socket of ours that never sends. Unlike
 * a shutdown, of which the library has but that of both directions, it leaves the socket
 * free to send to any address.
 * <p>
 * Only Linux does it: on macOS a connected socket can't send to others, and they can send
 * to it.
 */
final class SenderGate implements Closeable {

	private final @Nullable AFUNIXDatagramChannel only;

	/**
	 * Connects, since the library lets no connected channel send to another address; the
	 * kernel does.
	 */
	private final DuplicateChannel socket;

	/**
	 * Get ready to keep senders out of a socket, so that it takes no more descriptors to
	 * do so.
	 * @param socket the descriptor of the socket, which stays its owner's
	 * @param opening where what is opened is added
	 */
	SenderGate(FileDescriptor socket, Closer opening) throws IOException {
		this.socket = opening.add(new DuplicateChannel(socket));
		this.only = isSupported() ? opening.add(openNamed()) : null;
		if (this.only != null) {
			this.socket.get();
		}
	}

	static boolean isSupported() {
		return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux")
				&& AFSocket.supports(AFSocketCapability.CAPABILITY_ABSTRACT_NAMESPACE);
	}

	/**
	 * Open a socket of a name that nobody else has or knows.
	 */
	static AFUNIXDatagramChannel openNamed() throws IOException {
		try (Closer opening = new Closer()) {
			AFUNIXDatagramChannel channel = opening.add(AFUNIXDatagramChannel.open());
			channel.setDeleteOnClose(false);
			channel.configureBlocking(false);
			channel.bind(AFUNIXSocketAddress.inAbstractNamespace("uxd-gate-" + UUID.randomUUID()));
			return opening.keep(channel);
		}
	}

	/**
	 * Keep senders out from now on.
	 */
	void shut() throws IOException {
		if (this.only != null) {
			this.socket.get().connect(this.only.getLocalAddress());
		}
	}

	@Override
	public void close() throws IOException {
		try {
			this.socket.close();
		}
		finally {
			if (this.only != null) {
				this.only.close();
			}
		}
	}

}
