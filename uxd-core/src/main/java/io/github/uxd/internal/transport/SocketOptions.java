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
import java.lang.ref.Reference;

/**
 * What a socket has been told to do, and how large its buffers are. Thread-safe, but for
 * the closing of the socket.
 */
final class SocketOptions {

	/**
	 * How many bytes of memory are needed: for a value, and the length that it has.
	 */
	static final int MEMORY = 2 * Integer.BYTES;

	private static final int LENGTH = Integer.BYTES;

	private static final int SOL_SOCKET = 1;

	private static final int SO_TYPE = 3;

	private static final int SO_TIMESTAMP = 29;

	private static final int SO_TIMESTAMPNS = 35;

	private static final int SO_DOMAIN = 39;

	private static final int SO_SNDBUF = 7;

	private static final int SO_RCVBUF = 8;

	private static final int SO_PASSCRED = 16;

	/**
	 * Asks how many bytes of what a socket has sent count against its send buffer.
	 */
	private static final int SIOCOUTQ = 0x5411;

	private final int descriptor;

	private final KernelMemory memory;

	/**
	 * Create the options of a socket.
	 * @param descriptor the socket, which stays its owner's
	 * @param memory {@value #MEMORY} bytes for these options alone
	 */
	SocketOptions(int descriptor, KernelMemory memory) {
		this.descriptor = descriptor;
		this.memory = memory;
	}

	/**
	 * Return whether it is a datagram socket of the Unix domain at all.
	 */
	boolean isUnixDatagram() {
		try {
			return option(SO_DOMAIN) == SocketName.AF_UNIX && option(SO_TYPE) == NativeSocket.SOCK_DGRAM;
		}
		catch (IOException ex) {
			// It is no socket. Any other reason is met again by who uses it.
			return false;
		}
	}

	/**
	 * Have the kernel tell which process sends a datagram. Those sent before don't tell.
	 */
	void passCredentials() throws IOException {
		setOption(SO_PASSCRED, 1);
	}

	/**
	 * Return whether the kernel tells which process sends a datagram.
	 */
	boolean passesCredentials() throws IOException {
		return option(SO_PASSCRED) != 0;
	}

	/**
	 * Return whether the kernel tells when a datagram came, before all else that it
	 * tells.
	 */
	boolean stampsTimes() throws IOException {
		return option(SO_TIMESTAMP) != 0 || option(SO_TIMESTAMPNS) != 0;
	}

	/**
	 * Raise the kernel's buffers to a size each, as far as its limits admit; never lower
	 * them.
	 */
	void raiseBuffers(int send, int receive) throws IOException {
		if (sendBufferSize() < send) {
			setOption(SO_SNDBUF, send);
		}
		if (receiveBufferSize() < receive) {
			setOption(SO_RCVBUF, receive);
		}
	}

	int sendBufferSize() throws IOException {
		return option(SO_SNDBUF);
	}

	int receiveBufferSize() throws IOException {
		return option(SO_RCVBUF);
	}

	/**
	 * Return how many bytes of the send buffer are taken by what nobody has read yet.
	 */
	synchronized int sendBufferUsed() throws IOException {
		SystemCall.IOCTL.check(this.descriptor, SIOCOUTQ, this.memory.address());
		return this.memory.bytes().getInt(0);
	}

	private synchronized int option(int option) throws IOException {
		this.memory.bytes().putInt(LENGTH, Integer.BYTES);
		SystemCall.GETSOCKOPT.check(this.descriptor, SOL_SOCKET, option, this.memory.address(),
				this.memory.address() + LENGTH);
		return this.memory.bytes().getInt(0);
	}

	private synchronized void setOption(int option, int value) throws IOException {
		this.memory.bytes().putInt(0, value);
		SystemCall.SETSOCKOPT.check(this.descriptor, SOL_SOCKET, option, this.memory.address(), Integer.BYTES);
		Reference.reachabilityFence(this);
	}

}
