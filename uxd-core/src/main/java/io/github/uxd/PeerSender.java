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
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;

import io.github.uxd.SendException.Reason;
import io.github.uxd.internal.transport.DatagramTransport;
import io.github.uxd.internal.transport.SocketErrorException;
import io.github.uxd.wire.WireLog;

/**
 * Sends for a peer, and gives each error its name.
 */
final class PeerSender {

	private final PeerStatistics statistics;

	private final CurrentSocket current;

	/**
	 * Create a sender.
	 * @param statistics where to count
	 * @param current has the socket that the peer has now, if it is open
	 */
	PeerSender(PeerStatistics statistics, CurrentSocket current) {
		this.statistics = statistics;
		this.current = current;
	}

	boolean send(ByteBuffer payload, UxdAddress destination, OpenSocket open) throws UxdException {
		if (destination.isRelative()) {
			// The kernel would look for it in our working directory, where a sender who
			// has bound to such a path makes us send to somebody else.
			throw new SendException(destination, Reason.RELATIVE_PATH,
					"The destination is a relative path, which leads to another socket from here", null);
		}
		DatagramTransport transport = open.transport();
		int length = payload.remaining();
		if (length == 0 && !transport.sendsEmptyDatagrams()) {
			throw new SendException(destination, Reason.EMPTY, "An empty datagram can't be sent with this transport",
					null);
		}
		try {
			if (!transport.send(payload, open.destination(destination))) {
				this.statistics.countSendBlocked();
				return false;
			}
			this.statistics.countSent(length);
			WireLog wireLog = open.wireLog();
			if (wireLog != null) {
				wireLog.writeTx(payload, destination.toBytes());
			}
			payload.position(payload.limit());
			return true;
		}
		catch (SocketErrorException ex) {
			throw failure(ex, destination, length, open);
		}
		catch (ClosedChannelException ex) {
			OpenSocket now = this.current.get();
			if (now != null && now != open) {
				// The peer was healed or reopened in this instant; nothing was sent
				// yet.
				return send(payload, destination, now);
			}
			throw new PeerClosedException(open.name(), ex);
		}
		catch (IOException ex) {
			throw new SendException(destination, Reason.OTHER, "The datagram can't be sent", ex);
		}
	}

	private static SendException failure(SocketErrorException ex, UxdAddress destination, int length, OpenSocket open) {
		return switch (ex.error()) {
			case NO_SUCH_FILE ->
				new SendException(destination, Reason.NO_SOCKET_FILE, "There is no socket file at the destination", ex);
			case REFUSED -> new SendException(destination, Reason.REFUSED, "Nobody listens at the destination", ex);
			case WRONG_TYPE -> new SendException(destination, Reason.WRONG_SOCKET_TYPE,
					"The destination is not a datagram socket", ex);
			case ACCESS_DENIED ->
				new SendException(destination, Reason.DENIED, "No permission to send to the destination", ex);
			case TOO_LARGE -> new SendException(destination, Reason.TOO_LARGE, "A datagram of " + length
					+ " bytes is too large for the send buffer of " + open.bufferSizes().send() + " bytes", ex);
			default -> new SendException(destination, Reason.OTHER,
					"The datagram can't be sent (" + ex.getMessage() + ")", ex);
		};
	}

}
