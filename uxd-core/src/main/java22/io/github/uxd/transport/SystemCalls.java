package io.github.uxd.transport;

import java.lang.foreign.MemorySegment;

/**
 * The system calls that every datagram needs, past the functions that the C library has
 * for them: those are cancellation points, which in a process with threads costs two
 * atomic operations a call, a twentieth of a small datagram. Where addresses are plain
 * numbers the caller keeps what they point to reachable.
 */
final class SystemCalls {

	private static final boolean ARM = System.getProperty("os.arch", "").equals("aarch64");

	private static final long SENDTO = ARM ? 206 : 44;

	private static final long RECVFROM = ARM ? 207 : 45;

	private static final long RECVMSG = ARM ? 212 : 47;

	private SystemCalls() {
	}

	/**
	 * Receive a datagram.
	 * @param errno a segment of {@link CLibrary#ERRNO_LAYOUT}
	 * @return the number of bytes, or the negative {@code errno}
	 */
	static long recvfrom(MemorySegment errno, int descriptor, long bytes, long length, int flags, long name,
			long nameLength) {
		return CLibrary.syscall(errno, RECVFROM, descriptor, bytes, length, flags, name, nameLength);
	}

	/**
	 * Receive a datagram with what is told beside it.
	 * @param errno a segment of {@link CLibrary#ERRNO_LAYOUT}
	 * @return the number of bytes, or the negative {@code errno}
	 */
	static long recvmsg(MemorySegment errno, int descriptor, long message, int flags) {
		return CLibrary.syscall(errno, RECVMSG, descriptor, message, flags, 0, 0, 0);
	}

	/**
	 * Send a datagram. The payload may be memory of a user's own arena, which can't be
	 * freed during the call.
	 * @param errno a segment of {@link CLibrary#ERRNO_LAYOUT}
	 * @return the number of bytes, or the negative {@code errno}
	 * @throws IllegalStateException if the memory of the payload was freed before
	 * @throws WrongThreadException if only another thread may use it
	 */
	static long sendto(MemorySegment errno, int descriptor, MemorySegment bytes, int flags, MemorySegment name,
			long nameLength) {
		return CLibrary.syscall(errno, SENDTO, descriptor, bytes, bytes.byteSize(), flags, name, nameLength);
	}

}
