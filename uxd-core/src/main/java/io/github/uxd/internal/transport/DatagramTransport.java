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
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;

/**
 * One non-blocking Unix-domain datagram socket.
 * <p>
 * One thread receives and waits; any thread may send, wake up or close, at any time. A
 * send that fails, whatever the reason, never costs the socket a datagram that waits in
 * its queue. A pending {@linkplain Thread#interrupt() interrupt} does no harm to the
 * socket either, and is left pending.
 */
public interface DatagramTransport extends Closeable {

	/**
	 * Return the name that the socket is bound to.
	 * @return the bytes of a path without its terminator, or of an abstract name with its
	 * leading zero byte; empty if it isn't bound
	 * @throws IOException if the transport is closed
	 */
	byte[] name() throws IOException;

	/**
	 * Bind the socket to a path at which nothing stands. What it takes to receive, to
	 * refuse senders and to close was got before, so that once the kernel has bound the
	 * socket nothing can fail any more: it can be received from, whatever has become of
	 * its file.
	 * @param socketName the bytes of an absolute path, without a terminator
	 * @throws SocketErrorException if the path can't be bound, with the reason; then
	 * nothing was sent to the socket
	 * @throws IOException if the kernel reports any other error
	 */
	void bind(byte[] socketName) throws IOException;

	/**
	 * Find out whether it is this very socket that senders to a path reach, without
	 * sending it anything.
	 * @param socketName the bytes of the path
	 * @return {@code true} if it is; also where the platform can't tell
	 * @throws SocketErrorException with {@link SocketError#ACCESS_DENIED} if we may not
	 * send to what stands there ourselves
	 * @throws IOException if it can't be found out
	 */
	boolean isAt(byte[] socketName) throws IOException;

	/**
	 * Set the mode of the file that the socket was bound to.
	 * @param socketName the bytes of its path
	 * @param fileKey the device and inode of the file
	 * @param mode the permission bits, 0 to 0777
	 * @throws IOException if it can't be set, or the file isn't there any more
	 */
	void setFileMode(byte[] socketName, Object fileKey, int mode) throws IOException;

	/**
	 * Take the next datagram from the kernel's queue, without waiting.
	 * @param buffer where to put it; overwritten only when there is one
	 * @return {@code true} if there was a datagram
	 * @throws ClosedChannelException if the transport is closed
	 * @throws IOException if the kernel reports any other error
	 */
	boolean receive(ReceiveBuffer buffer) throws IOException;

	/**
	 * Send one datagram, without waiting.
	 * @param payload the bytes between position and limit; not changed
	 * @param destination a destination that this transport {@linkplain #resolve made}
	 * @return {@code true} if the kernel took the datagram, whole; {@code false} if it
	 * has no room for it now (the queue of the destination or our send buffer is full),
	 * in which case nothing was sent
	 * @throws ClosedChannelException if the transport is closed
	 * @throws SocketErrorException if the destination can't be sent to
	 * @throws IOException if the kernel reports any other error
	 */
	boolean send(ByteBuffer payload, Destination destination) throws IOException;

	/**
	 * Make a destination that can be sent to many times.
	 * @param socketName the bytes of the socket's name: a path without its terminator, or
	 * an abstract name with its leading zero byte
	 * @return the destination, for {@link #send} of this transport
	 * @throws IOException if the bytes can't be the name of a socket
	 */
	Destination resolve(byte[] socketName) throws IOException;

	/**
	 * Wait in the kernel until a datagram is there to receive.
	 * @param timeoutMillis how long to wait at most, in milliseconds; 0 only looks
	 * @return {@code true} if there is a datagram; {@code false} on time-out, after
	 * {@link #wakeUp()}, when the thread is interrupted (it stays so), when the transport
	 * is closed, and now and then for no reason
	 * @throws IOException if the kernel reports an error
	 */
	boolean awaitReadable(long timeoutMillis) throws IOException;

	/**
	 * Make the running {@link #awaitReadable}, or else the next one, return at once.
	 */
	void wakeUp();

	/**
	 * Let nobody wait any more: make every {@link #awaitReadable}, those that run and all
	 * that come, return at once.
	 */
	void endWaits();

	/**
	 * Return the size of the kernel's send buffer.
	 * @return {@code SO_SNDBUF} in bytes, as the kernel reports it: Linux doubles what
	 * was asked for
	 * @throws IOException if the transport is closed
	 */
	int sendBufferSize() throws IOException;

	/**
	 * Return how much of the kernel's send buffer is taken: by what was sent, to whomever
	 * it was, and has not been read yet. It counts what a datagram takes of the kernel's
	 * memory, which is more than its bytes.
	 * @return the number of bytes, or -1 if this transport can't tell
	 * @throws IOException if the transport is closed
	 */
	default int sendBufferUsed() throws IOException {
		return -1;
	}

	/**
	 * Return the size of the kernel's receive buffer.
	 * @return {@code SO_RCVBUF} in bytes, as the kernel reports it: Linux doubles what
	 * was asked for
	 * @throws IOException if the transport is closed
	 */
	int receiveBufferSize() throws IOException;

	/**
	 * Return whether this transport can send a datagram without any bytes.
	 * @return {@code true} if it can
	 */
	boolean sendsEmptyDatagrams();

	/**
	 * Have the kernel let nobody send to this socket any more, for good: not even those
	 * who have connected to it, or wait for room in its queue. They get an error, so that
	 * what has been sent until now is all there will ever be. It can still be received,
	 * and this socket still send.
	 * <p>
	 * One that was {@linkplain TransportProvider#adopt adopted} is others' too, and turns
	 * nobody away. All that there is to receive has been received by then: what is in its
	 * queue is left to whoever has the socket next.
	 * @throws IOException if the transport is closed, or the kernel reports an error
	 */
	void refuseSenders() throws IOException;

	/**
	 * Close the socket; what waits in its queue is discarded by the kernel, unless the
	 * socket was {@linkplain TransportProvider#adopt adopted}. The socket file is left
	 * where it is. Closing again does nothing.
	 */
	@Override
	void close();

	/**
	 * A socket's name in the form that the transport hands to the kernel.
	 */
	interface Destination {

	}

}
