package io.github.uxd.internal.transport;

import java.lang.foreign.MemorySegment;

/**
 * The system calls that a datagram socket needs, by their numbers on Linux. They go past
 * the functions that the C library has for them: those that may wait are cancellation
 * points, which in a process with threads costs two atomic operations a call, a twentieth
 * of a small datagram.
 * <p>
 * Each is given a segment of {@link CLibrary#ERRNO_LAYOUT} for itself, and returns what
 * the call returns, or the negative {@code errno} if it failed. Where addresses are plain
 * numbers the caller keeps what they point to reachable.
 */
final class SystemCalls {

	private static final boolean ARM = System.getProperty("os.arch", "").equals("aarch64");

	private static final int READ = number(0, 63);

	private static final int WRITE = number(1, 64);

	private static final int CLOSE = number(3, 57);

	private static final int IOCTL = number(16, 29);

	private static final int SOCKET = number(41, 198);

	private static final int CONNECT = number(42, 203);

	private static final int SENDTO = number(44, 206);

	private static final int RECVFROM = number(45, 207);

	private static final int RECVMSG = number(47, 212);

	private static final int BIND = number(49, 200);

	private static final int GETSOCKNAME = number(51, 204);

	private static final int SETSOCKOPT = number(54, 208);

	private static final int GETSOCKOPT = number(55, 209);

	private static final int FCHMOD = number(91, 52);

	private static final int OPENAT = number(257, 56);

	private static final int PPOLL = number(271, 73);

	private static final int EVENTFD2 = number(290, 19);

	/**
	 * Not to follow a symbolic link; of the flags we use, the one that isn't the same on
	 * both.
	 */
	static final int O_NOFOLLOW = number(0x20000, 0x8000);

	/**
	 * Stands for the working directory; of no account with an absolute path.
	 */
	private static final int AT_FDCWD = -100;

	private SystemCalls() {
	}

	private static int number(int x86, int arm) {
		return ARM ? arm : x86;
	}

	static int socket(MemorySegment errno, int domain, int type) {
		return (int) CLibrary.syscall(errno, SOCKET, domain, type, 0, 0, 0, 0);
	}

	static int bind(MemorySegment errno, int descriptor, long name, int nameLength) {
		return (int) CLibrary.syscall(errno, BIND, descriptor, name, nameLength, 0, 0, 0);
	}

	static int connect(MemorySegment errno, int descriptor, long name, int nameLength) {
		return (int) CLibrary.syscall(errno, CONNECT, descriptor, name, nameLength, 0, 0, 0);
	}

	static int getsockname(MemorySegment errno, int descriptor, long name, long nameLength) {
		return (int) CLibrary.syscall(errno, GETSOCKNAME, descriptor, name, nameLength, 0, 0, 0);
	}

	static int getsockopt(MemorySegment errno, int descriptor, int level, int option, long value, long length) {
		return (int) CLibrary.syscall(errno, GETSOCKOPT, descriptor, level, option, value, length, 0);
	}

	static int setsockopt(MemorySegment errno, int descriptor, int level, int option, long value, int length) {
		return (int) CLibrary.syscall(errno, SETSOCKOPT, descriptor, level, option, value, length, 0);
	}

	static int fchmod(MemorySegment errno, int descriptor, int mode) {
		return (int) CLibrary.syscall(errno, FCHMOD, descriptor, mode, 0, 0, 0, 0);
	}

	static int open(MemorySegment errno, long path, int flags) {
		return (int) CLibrary.syscall(errno, OPENAT, AT_FDCWD, path, flags, 0, 0, 0);
	}

	static int eventfd(MemorySegment errno, int flags) {
		return (int) CLibrary.syscall(errno, EVENTFD2, 0, flags, 0, 0, 0, 0);
	}

	static int ioctl(MemorySegment errno, int descriptor, int request, long argument) {
		return (int) CLibrary.syscall(errno, IOCTL, descriptor, request, argument, 0, 0, 0);
	}

	static int close(MemorySegment errno, int descriptor) {
		return (int) CLibrary.syscall(errno, CLOSE, descriptor, 0, 0, 0, 0, 0);
	}

	static long read(MemorySegment errno, int descriptor, long bytes, long length) {
		return CLibrary.syscall(errno, READ, descriptor, bytes, length, 0, 0, 0);
	}

	static long write(MemorySegment errno, int descriptor, long bytes, long length) {
		return CLibrary.syscall(errno, WRITE, descriptor, bytes, length, 0, 0, 0);
	}

	/**
	 * Wait for descriptors.
	 * @param timeout a {@code struct timespec}: seconds and nanoseconds, of 64 bits each;
	 * the kernel leaves there what is left
	 */
	static int ppoll(MemorySegment errno, long descriptors, int count, long timeout) {
		return (int) CLibrary.syscall(errno, PPOLL, descriptors, count, timeout, 0, 0, 0);
	}

	static long recvfrom(MemorySegment errno, int descriptor, long bytes, long length, int flags, long name,
			long nameLength) {
		return CLibrary.syscall(errno, RECVFROM, descriptor, bytes, length, flags, name, nameLength);
	}

	static long recvmsg(MemorySegment errno, int descriptor, long message, int flags) {
		return CLibrary.syscall(errno, RECVMSG, descriptor, message, flags, 0, 0, 0);
	}

	/**
	 * Send a datagram. The payload may be memory of a user's own arena, which can't be
	 * freed during the call.
	 * @throws IllegalStateException if the memory of the payload was freed before
	 * @throws WrongThreadException if only another thread may use it
	 */
	static long sendto(MemorySegment errno, int descriptor, MemorySegment bytes, int flags, MemorySegment name,
			long nameLength) {
		return CLibrary.syscall(errno, SENDTO, descriptor, bytes, bytes.byteSize(), flags, name, nameLength);
	}

}
