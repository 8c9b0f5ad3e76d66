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

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.Charset;

/**
 * The two functions of the C library that are called. All else is done by system calls:
 * to make a handle for each function would take longer than all the rest of a start.
 */
final class CLibrary {

	/**
	 * Where a call leaves its {@code errno}.
	 */
	static final MemoryLayout ERRNO_LAYOUT = Linker.Option.captureStateLayout();

	private static final long ERRNO_OFFSET = ERRNO_LAYOUT.byteOffset(PathElement.groupElement("errno"));

	private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

	private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

	private static final MethodHandle SYSCALL = function("syscall",
			FunctionDescriptor.of(LONG, LONG, LONG, LONG, LONG, LONG, LONG, LONG),
			Linker.Option.captureCallState("errno"), Linker.Option.firstVariadicArg(1));

	private CLibrary() {
	}

	/**
	 * Find a function.
	 * @throws IllegalCallerException if the JVM denies native access
	 */
	@SuppressWarnings("restricted")
	private static MethodHandle function(String name, FunctionDescriptor descriptor, Linker.Option... options) {
		Linker linker = Linker.nativeLinker();
		MemorySegment address = linker.defaultLookup()
			.find(name)
			.orElseThrow(() -> new UnsupportedOperationException("The C library has no function " + name));
		return linker.downcallHandle(address, descriptor, options);
	}

	/**
	 * Make a system call that isn't worth a segment of its own.
	 * @return what the call returns, or the negative {@code errno} if it failed
	 */
	static long syscall(long number, long first, long second, long third, long fourth, long fifth, long sixth) {
		try (Arena arena = Arena.ofConfined()) {
			return syscall(arena.allocate(ERRNO_LAYOUT), number, first, second, third, fourth, fifth, sixth);
		}
	}

	/**
	 * Make a system call. Where arguments are addresses the caller keeps what they point
	 * to reachable.
	 * @param errno a segment of {@link #ERRNO_LAYOUT}, for this call alone
	 * @return what the call returns, or the negative {@code errno} if it failed
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
	 * @param errno a segment of {@link #ERRNO_LAYOUT}, for this call alone
	 * @return what the call returns, or the negative {@code errno} if it failed
	 * @throws IllegalStateException if the memory was freed
	 * @throws WrongThreadException if only another thread may use it
	 */
	static long syscall(MemorySegment errno, long number, long first, MemorySegment second, long third, long fourth,
			MemorySegment fifth, long sixth) {
		try {
			return result(errno,
					(long) WithMemory.SYSCALL.invokeExact(errno, number, first, second, third, fourth, fifth, sixth));
		}
		catch (IllegalStateException | WrongThreadException ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw unexpected(ex);
		}
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

	/**
	 * Return what the library says of an error.
	 * @param error the positive {@code errno}
	 */
	static String strerror(int error) {
		return ErrorText.of(error);
	}

	/**
	 * Made when the first datagram is sent.
	 */
	private static final class WithMemory {

		static final MethodHandle SYSCALL = function("syscall",
				FunctionDescriptor.of(LONG, LONG, LONG, ValueLayout.ADDRESS, LONG, LONG, ValueLayout.ADDRESS, LONG),
				Linker.Option.captureCallState("errno"), Linker.Option.firstVariadicArg(1));

	}

	/**
	 * Made when the first error is to be told.
	 */
	private static final class ErrorText {

		private static final MethodHandle STRERROR = function("strerror",
				FunctionDescriptor.of(ValueLayout.ADDRESS, INT));

		private static final Charset CHARSET = Charset.forName(System.getProperty("native.encoding", "UTF-8"));

		@SuppressWarnings("restricted")
		static String of(int error) {
			try {
				MemorySegment text = (MemorySegment) STRERROR.invokeExact(error);
				return text.reinterpret(Long.MAX_VALUE).getString(0, CHARSET);
			}
			catch (Throwable ex) {
				throw unexpected(ex);
			}
		}

	}

}
