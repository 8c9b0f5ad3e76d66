package io.github.uxd.transport;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.Charset;

/**
 * The functions of the C library that a datagram socket needs. Each is given a segment of
 * {@link #ERRNO_LAYOUT} for itself, and returns what the function does, or the negative
 * {@code errno} if it failed.
 */
final class CLibrary {

	/**
	 * Where a function leaves its {@code errno}.
	 */
	static final MemoryLayout ERRNO_LAYOUT = Linker.Option.captureStateLayout();

	private static final long ERRNO_OFFSET = ERRNO_LAYOUT.byteOffset(PathElement.groupElement("errno"));

	private static final Charset LOCALE_CHARSET = Charset.forName(System.getProperty("native.encoding", "UTF-8"));

	private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

	private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

	private static final MemoryLayout POINTER = ValueLayout.ADDRESS;

	private static final MethodHandle SOCKET = function("socket", INT, INT, INT, INT);

	private static final MethodHandle BIND = function("bind", INT, INT, POINTER, INT);

	private static final MethodHandle CONNECT = function("connect", INT, INT, POINTER, INT);

	private static final MethodHandle GETSOCKNAME = function("getsockname", INT, INT, POINTER, POINTER);

	private static final MethodHandle GETSOCKOPT = function("getsockopt", INT, INT, INT, INT, POINTER, POINTER);

	private static final MethodHandle SETSOCKOPT = function("setsockopt", INT, INT, INT, INT, POINTER, INT);

	private static final MethodHandle FCHMOD = function("fchmod", INT, INT, INT);

	private static final MethodHandle OPEN = function("open", FunctionDescriptor.of(INT, POINTER, INT),
			Linker.Option.captureCallState("errno"), Linker.Option.firstVariadicArg(2));

	private static final MethodHandle EVENTFD = function("eventfd", INT, INT, INT);

	private static final MethodHandle CLOSE = function("close", INT, INT);

	private static final MethodHandle READ = function("read", LONG, INT, POINTER, LONG);

	private static final MethodHandle WRITE = function("write", LONG, INT, POINTER, LONG);

	private static final MethodHandle POLL = function("poll", INT, POINTER, LONG, INT);

	private static final MethodHandle SYSCALL = function("syscall",
			FunctionDescriptor.of(LONG, LONG, LONG, LONG, LONG, LONG, LONG, LONG),
			Linker.Option.captureCallState("errno"), Linker.Option.firstVariadicArg(1));

	private static final MethodHandle SYSCALL_WITH_MEMORY = function("syscall",
			FunctionDescriptor.of(LONG, LONG, LONG, POINTER, LONG, LONG, POINTER, LONG),
			Linker.Option.captureCallState("errno"), Linker.Option.firstVariadicArg(1));

	private static final MethodHandle STRERROR = function("strerror", POINTER, INT);

	private CLibrary() {
	}

	/**
	 * Find a function.
	 * @throws IllegalCallerException if the JVM denies native access
	 */
	private static MethodHandle function(String name, MemoryLayout returned, MemoryLayout... arguments) {
		return function(name, FunctionDescriptor.of(returned, arguments), Linker.Option.captureCallState("errno"));
	}

	@SuppressWarnings("restricted")
	private static MethodHandle function(String name, FunctionDescriptor descriptor, Linker.Option... options) {
		Linker linker = Linker.nativeLinker();
		MemorySegment address = linker.defaultLookup()
			.find(name)
			.orElseThrow(() -> new UnsupportedOperationException("The C library has no function " + name));
		return linker.downcallHandle(address, descriptor, options);
	}

	static int socket(MemorySegment errno, int domain, int type) {
		try {
			return result(errno, (int) SOCKET.invokeExact(errno, domain, type, 0));
		}
		catch (Throwable ex) {
			throw unexpected(ex);
		}
	}

	static int bind(MemorySegment errno, int descriptor, MemorySegment address, int length) {
		try {
			return result(errno, (int) BIND.invokeExact(errno, descriptor, address, length));
		}
		catch (Throwable ex) {
			throw unexpected(ex);
		}
	}

	static int connect(MemorySegment errno, int descriptor, MemorySegment address, int length) {
		try {
			return result(errno, (int) CONNECT.invokeExact(errno, descriptor, address, length));
		}
		catch (Throwable ex) {
			throw unexpected(ex);
		}
	}

	static int getsockname(MemorySegment errno, int descriptor, MemorySegment address, MemorySegment length) {
		try {
			return result(errno, (int) GETSOCKNAME.invokeExact(errno, descriptor, address, length));
		}
		catch (Throwable ex) {
			throw unexpected(ex);
		}
	}

	static int getsockopt(MemorySegment errno, int descriptor, int level, int option, MemorySegment value,
			MemorySegment length) {
		try {
			return result(errno, (int) GETSOCKOPT.invokeExact(errno, descriptor, level, option, value, length));
		}
		catch (Throwable ex) {
			throw unexpected(ex);
		}
	}

	static int setsockopt(MemorySegment errno, int descriptor, int level, int option, MemorySegment value, int length) {
		try {
			return result(errno, (int) SETSOCKOPT.invokeExact(errno, descriptor, level, option, value, length));
		}
		catch (Throwable ex) {
			throw unexpected(ex);
		}
	}

	static int fchmod(MemorySegment errno, int descriptor, int mode) {
		try {
			return result(errno, (int) FCHMOD.invokeExact(errno, descriptor, mode));
		}
		catch (Throwable ex) {
			throw unexpected(ex);
		}
	}

	static int open(MemorySegment errno, MemorySegment path, int flags) {
		try {
			return result(errno, (int) OPEN.invokeExact(errno, path, flags));
		}
		catch (Throwable ex) {
			throw unexpected(ex);
		}
	}

	static int eventfd(MemorySegment errno, int flags) {
		try {
			return result(errno, (int) EVENTFD.invokeExact(errno, 0, flags));
		}
		catch (Throwable ex) {
			throw unexpected(ex);
		}
	}

	static int close(MemorySegment errno, int descriptor) {
		try {
			return result(errno, (int) CLOSE.invokeExact(errno, descriptor));
		}
		catch (Throwable ex) {
			throw unexpected(ex);
		}
	}

	static long read(MemorySegment errno, int descriptor, MemorySegment bytes, long length) {
		try {
			return result(errno, (long) READ.invokeExact(errno, descriptor, bytes, length));
		}
		catch (Throwable ex) {
			throw unexpected(ex);
		}
	}

	static long write(MemorySegment errno, int descriptor, MemorySegment bytes, long length) {
		try {
			return result(errno, (long) WRITE.invokeExact(errno, descriptor, bytes, length));
		}
		catch (Throwable ex) {
			throw unexpected(ex);
		}
	}

	static int poll(MemorySegment errno, MemorySegment descriptors, long count, int timeoutMillis) {
		try {
			return result(errno, (int) POLL.invokeExact(errno, descriptors, count, timeoutMillis));
		}
		catch (Throwable ex) {
			throw unexpected(ex);
		}
	}

	/**
	 * Make a system call that the library knows nothing of.
	 */
	static long syscall(MemorySegment errno, long number, long first, long second, long third, long fourth, long fifth,
			long sixth) {
		try {
			return result(errno, (long) SYSCALL.invokeExact(errno, number, first, second, third, fourth, fifth, sixth));
		}
		catch (Throwable ex) {
			throw unexpected(ex);
		}
	}

	/**
	 * Make a system call that is given memory of somebody else's, who may have freed it.
	 * @throws IllegalStateException if the memory was freed
	 * @throws WrongThreadException if only another thread may use it
	 */
	static long syscall(MemorySegment errno, long number, long first, MemorySegment second, long third, long fourth,
			MemorySegment fifth, long sixth) {
		try {
			return result(errno,
					(long) SYSCALL_WITH_MEMORY.invokeExact(errno, number, first, second, third, fourth, fifth, sixth));
		}
		catch (IllegalStateException | WrongThreadException ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw unexpected(ex);
		}
	}

	/**
	 * Return what the library says of an error.
	 * @param error the positive {@code errno}
	 */
	@SuppressWarnings("restricted")
	static String strerror(MemorySegment errno, int error) {
		try {
			MemorySegment text = (MemorySegment) STRERROR.invokeExact(errno, error);
			return text.reinterpret(Long.MAX_VALUE).getString(0, LOCALE_CHARSET);
		}
		catch (Throwable ex) {
			throw unexpected(ex);
		}
	}

	private static int result(MemorySegment errno, int returned) {
		return (returned >= 0) ? returned : -errno.get(INT, ERRNO_OFFSET);
	}

	private static long result(MemorySegment errno, long returned) {
		return (returned >= 0) ? returned : -errno.get(INT, ERRNO_OFFSET);
	}

	/**
	 * A call through a method handle declares all exceptions, but none of these functions
	 * has one: just an error of the JVM can come.
	 */
	private static Error unexpected(Throwable ex) {
		return (ex instanceof Error error) ? error : new AssertionError(ex);
	}

}
