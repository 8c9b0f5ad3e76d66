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

/**
 * A socket's name, for the {@code struct sockaddr_un} of Linux (unix(7)), which is the
 * address family in two bytes and up to 108 bytes of name.
 *
 * @param name the bytes of a path without a terminator, or of an abstract name with its
 * leading zero byte; empty to have the kernel choose an abstract name
 */
record SocketName(byte[] name) implements DatagramTransport.Destination {

	static final short AF_UNIX = 1;

	/**
	 * Where the name starts in the structure.
	 */
	static final int PATH_OFFSET = 2;

	/**
	 * The size of the structure. The kernel adds a terminator to a name that fills it, so
	 * that what it returns may be one byte longer.
	 */
	static final int SIZE = PATH_OFFSET + ReceiveBuffer.LONGEST_NAME;

	/**
	 * Check the length of a name.
	 * @throws IOException if it has too many bytes
	 */
	static SocketName of(byte[] name) throws IOException {
		if (name.length > ReceiveBuffer.LONGEST_NAME) {
			throw new IOException("The name of a socket has " + name.length + " bytes, but there is room for "
					+ ReceiveBuffer.LONGEST_NAME);
		}
		return new SocketName(name);
	}

	/**
	 * Write the structure.
	 * @param address where to, {@value #SIZE} bytes
	 */
	void writeTo(ByteBuffer address) {
		address.putShort(0, AF_UNIX);
		address.put(PATH_OFFSET, this.name);
		for (int i = PATH_OFFSET + this.name.length; i < SIZE; i++) {
			address.put(i, (byte) 0);
		}
	}

	/**
	 * Return how many bytes of the structure count. Zeros at the end of an abstract name
	 * are a part of it, so that its length says where it ends; a path is terminated, if
	 * there is room.
	 */
	int length() {
		boolean path = this.name.length > 0 && this.name[0] != 0;
		return Math.min(PATH_OFFSET + this.name.length + (path ? 1 : 0), SIZE);
	}

	/**
	 * Return how many bytes the name has in a structure that the kernel has filled in.
	 * @param address the structure
	 * @param length how many bytes the kernel says it has
	 * @return the number of bytes; 0 if the socket isn't bound
	 */
	static int lengthOf(ByteBuffer address, int length) {
		int count = Math.max(Math.min(length, SIZE) - PATH_OFFSET, 0);
		// A path comes with its terminator.
		while (count > 0 && address.get(PATH_OFFSET) != 0 && address.get(PATH_OFFSET + count - 1) == 0) {
			count--;
		}
		return count;
	}

}
