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
package io.github.uxd.internal.systemd;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.uxd.internal.transport.DatagramTransport;
import io.github.uxd.internal.transport.DatagramTransport.Destination;
import io.github.uxd.internal.transport.SocketSettings;
import io.github.uxd.internal.transport.TransportProvider;
import io.github.uxd.internal.transport.TransportProviders;
import io.github.uxd.text.OneLine;
import org.jspecify.annotations.Nullable;

/**
 * Sends to the socket at which the service manager listens, from a socket without a name,
 * as {@code sd_notify(3)} does. It is opened by the first message and kept: a process
 * that has run out of descriptors must still be able to say that it is well. Thread-safe.
 */
public final class NotifySocket implements Closeable {

	/**
	 * How long a message may be, in bytes: systemd reads no more ({@code PIPE_BUF}).
	 */
	public static final int LONGEST_MESSAGE = 4096;

	/**
	 * How long the address may be, in bytes: the kernel's field has 108, and the last one
	 * of a path is its terminator, where the first one of an abstract name is a zero.
	 */
	private static final int LONGEST_ADDRESS = 107;

	/**
	 * Never bound, so that the mode is that of no file; never receives.
	 */
	private static final SocketSettings SETTINGS = new SocketSettings(0, 0, 0, false, false);

	private final String address;

	private final List<TransportProvider> providers;

	private @Nullable DatagramTransport transport;

	private @Nullable Destination destination;

	private boolean closed;

	/**
	 * Create a socket; nothing is opened yet.
	 * @param address an absolute path, or an abstract name after an {@code @}
	 * @throws IllegalArgumentException if it is anything else (systemd itself knows
	 * {@code vsock:} too), or too long
	 */
	public NotifySocket(String address) {
		this(address, List.of(TransportProviders.ofNative(), TransportProviders.junixsocket()));
	}

	/**
	 * Create a socket.
	 * @param providers the transports to choose from, the better one first
	 */
	NotifySocket(String address, List<TransportProvider> providers) {
		if (!address.startsWith("/") && !(address.startsWith("@") && address.length() > 1)) {
			throw new IllegalArgumentException("\"" + OneLine.of(address)
					+ "\" is neither an absolute path nor an abstract name that begins with an @");
		}
		int length = address.getBytes(StandardCharsets.UTF_8).length;
		if (length > LONGEST_ADDRESS + (address.startsWith("@") ? 1 : 0)) {
			throw new IllegalArgumentException("\"" + OneLine.of(address) + "\" has " + length
					+ " bytes, more than the address of a socket can have");
		}
		this.address = address;
		this.providers = providers;
	}

	/**
	 * Send a message, without waiting.
	 * @param message lines of the form {@code NAME=value}, at most
	 * {@value #LONGEST_MESSAGE} bytes in UTF-8
	 * @return {@code true} if the kernel took it; {@code false} if there is no room for
	 * it now
	 * @throws IOException if nobody is there, or no socket can be had; another try may
	 * succeed
	 * @throws IllegalArgumentException if the message is too long
	 */
	public synchronized boolean send(String message) throws IOException {
		byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
		if (bytes.length > LONGEST_MESSAGE) {
			throw new IllegalArgumentException(
					"A message to systemd has " + bytes.length + " bytes, more than " + LONGEST_MESSAGE);
		}
		if (this.closed) {
			throw new IOException("The socket is closed");
		}
		DatagramTransport transport = this.transport;
		Destination destination = this.destination;
		if (transport == null || destination == null) {
			transport = provider().open(SETTINGS);
			destination = resolve(transport);
			this.transport = transport;
			this.destination = destination;
		}
		return transport.send(ByteBuffer.wrap(bytes), destination);
	}

	private TransportProvider provider() throws IOException {
		IOException none = new IOException("This machine has no Unix-domain datagrams");
		for (TransportProvider provider : this.providers) {
			String reason = provider.unavailableReason();
			if (reason == null) {
				return provider;
			}
			none.addSuppressed(new IOException(reason));
		}
		throw none;
	}

	private Destination resolve(DatagramTransport transport) throws IOException {
		try {
			return transport.resolve(name());
		}
		catch (IOException | RuntimeException ex) {
			transport.close();
			throw ex;
		}
	}

	private byte[] name() {
		byte[] name = this.address.getBytes(StandardCharsets.UTF_8);
		if (name[0] == '@') {
			name[0] = 0;
		}
		return name;
	}

	@Override
	public synchronized void close() {
		this.closed = true;
		if (this.transport != null) {
			this.transport.close();
		}
	}

	/**
	 * Return the address.
	 */
	@Override
	public String toString() {
		return this.address;
	}

}
