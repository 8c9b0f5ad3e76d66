package io.github.uxd.internal.transport;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

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
	private static final int PATH_OFFSET = 2;

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
	void writeTo(MemorySegment address) {
		address.fill((byte) 0);
		address.set(ValueLayout.JAVA_SHORT, 0, AF_UNIX);
		MemorySegment.copy(this.name, 0, address, ValueLayout.JAVA_BYTE, PATH_OFFSET, this.name.length);
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
	 * Copy the name out of a structure that the kernel has filled in.
	 * @param address the structure
	 * @param length how many bytes the kernel says it has
	 * @param name where to put the name
	 * @return how many bytes the name has; 0 if the socket isn't bound
	 */
	static int copyName(MemorySegment address, int length, byte[] name) {
		int count = Math.min(length, SIZE) - PATH_OFFSET;
		if (count <= 0) {
			return 0;
		}
		MemorySegment.copy(address, ValueLayout.JAVA_BYTE, PATH_OFFSET, name, 0, count);
		// A path comes with its terminator.
		while (name[0] != 0 && name[count - 1] == 0) {
			count--;
		}
		return count;
	}

}
