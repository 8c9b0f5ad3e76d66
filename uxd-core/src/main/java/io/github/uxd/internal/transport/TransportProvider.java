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

import org.jspecify.annotations.Nullable;

/**
 * Makes {@linkplain DatagramTransport transports} of one kind. Thread-safe.
 */
public interface TransportProvider {

	/**
	 * Return why this kind of transport can't be had here.
	 * @return the reason, as a sentence, or {@code null} if it can
	 */
	@Nullable String unavailableReason();

	/**
	 * Return whether the socket file has its final mode from the instant that it exists,
	 * and whether setting it follows no symbolic link. If not, it is open to everybody
	 * who can search its directory until
	 * {@link DatagramTransport#setFileMode(byte[], Object, int)} returns.
	 * @return {@code true} if there is no such instant
	 */
	default boolean bindsWithFinalMode() {
		return false;
	}

	/**
	 * Return whether the transports can tell which process has sent a datagram.
	 * @return {@code true} if they can
	 */
	default boolean tellsCredentials() {
		return false;
	}

	/**
	 * Create a socket, which isn't bound yet.
	 * @param settings how to set the socket up
	 * @return the transport
	 * @throws IOException if the kernel reports an error
	 */
	DatagramTransport open(SocketSettings settings) throws IOException;

	/**
	 * Take a socket that whoever started this process has made and bound. It stays
	 * theirs: nothing is set on it, to close the transport leaves it open, and what is in
	 * its queue then is left there.
	 * @param descriptor the number of its descriptor, which is kept open by the caller
	 * @param settings what is wanted of it
	 * @return the transport
	 * @throws SocketErrorException with {@link SocketError#WRONG_TYPE} if it isn't a
	 * Unix-domain datagram socket, or with {@link SocketError#NO_CREDENTIALS}
	 * @throws IOException if the kernel reports any other error
	 */
	DatagramTransport adopt(int descriptor, SocketSettings settings) throws IOException;

	/**
	 * Keep a descriptor from the programs that this process starts, as far as that can be
	 * done: those of {@link ProcessBuilder} get none, whatever this does.
	 * @param descriptor the number of the descriptor
	 * @throws IOException if there is no such descriptor
	 */
	default void closeOnExec(int descriptor) throws IOException {
	}

	/**
	 * Find out whether somebody listens on a socket file, from a throw-away socket and
	 * without sending anything.
	 * @param socketName the bytes of the path
	 * @return {@code null} if a datagram socket takes datagrams there, else what the
	 * kernel says of it: {@link SocketError#REFUSED} and nothing else means that nobody
	 * does
	 * @throws IOException if no throw-away socket can be had
	 */
	@Nullable SocketError probe(byte[] socketName) throws IOException;

}
