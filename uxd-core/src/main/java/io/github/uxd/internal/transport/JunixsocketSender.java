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
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;

import org.newsclub.net.unix.AFUNIXSocketAddress;

/**
 * Sends for a socket on junixsocket. Not thread-safe: its transport calls it under a
 * lock.
 */
final class JunixsocketSender {

	private final DuplicateChannel channel;

	private final PayloadCopy copy;

	/**
	 * Create a sender.
	 * @param channel what the socket sends by
	 * @param sendBuffer its send buffer
	 */
	JunixsocketSender(DuplicateChannel channel, PayloadCopy.SendBuffer sendBuffer) {
		this.channel = channel;
		this.copy = new PayloadCopy(sendBuffer);
	}

	boolean send(ByteBuffer payload, Destination destination) throws IOException {
		ByteBuffer direct = direct(payload);
		boolean interrupted = false;
		try {
			while (true) {
				interrupted |= Thread.interrupted();
				try {
					return trySend(direct, destination);
				}
				catch (ClosedByInterruptException ex) {
					if (!direct.hasRemaining()) {
						// The kernel had taken the datagram before.
						return true;
					}
				}
			}
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private boolean trySend(ByteBuffer direct, Destination destination) throws IOException {
		int length = direct.remaining();
		try {
			return this.channel.get().send(direct, destination.address()) > 0;
		}
		catch (ClosedByInterruptException ex) {
			throw ex;
		}
		catch (IOException ex) {
			if (this.copy.isTooLarge(length)) {
				throw new SocketErrorException(SocketError.TOO_LARGE, ex.getMessage(), ex);
			}
			throw JunixsocketErrors.of(ex, destination.name());
		}
	}

	/**
	 * Return the payload in a direct buffer that may be changed: what the library does to
	 * the position of a heap buffer differs from error to error.
	 */
	private ByteBuffer direct(ByteBuffer payload) throws IOException {
		if (payload.isDirect()) {
			if (payload.hasRemaining()) {
				// Throws if the memory belongs to an arena that was closed; the library
				// wouldn't look.
				payload.get(payload.position());
			}
			return payload.duplicate();
		}
		ByteBuffer direct = this.copy.of(payload);
		if (direct == null) {
			throw new SocketErrorException(SocketError.TOO_LARGE, null, null);
		}
		return direct;
	}

	/**
	 * A destination in the library's form, and its bytes.
	 */
	record Destination(AFUNIXSocketAddress address, byte[] name) implements DatagramTransport.Destination {

	}

}
