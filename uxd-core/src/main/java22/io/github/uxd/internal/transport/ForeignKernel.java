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
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;

import org.jspecify.annotations.Nullable;

/**
 * The way into the kernel by {@code java.lang.foreign}. Loaded by name, on JDKs that have
 * it.
 * <p>
 * Two functions of the C library are called. All else is done by system calls: to make a
 * handle for each function would take longer than all the rest of a start.
 */
final class ForeignKernel implements Kernel {

	private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

	/**
	 * On Linux what is kept of a call is {@code errno}, and nothing else.
	 */
	private static final MemoryLayout ERRNO_LAYOUT = Linker.Option.captureStateLayout();

	private static final MethodHandle SYSCALL = function("syscall",
			FunctionDescriptor.of(LONG, LONG, LONG, LONG, LONG, LONG, LONG, LONG),
			Linker.Option.captureCallState("errno"), Linker.Option.firstVariadicArg(1));

	/**
	 * Where calls leave their {@code errno}, or {@code null} if each needs a place of its
	 * own.
	 */
	private final @Nullable Errno errno;

	/**
	 * Create a kernel.
	 * @throws IllegalCallerException if the JVM denies native access; as the cause of an
	 * error, since that comes when the class is initialized
	 */
	ForeignKernel() {
		this(null);
	}

	private ForeignKernel(@Nullable Errno errno) {
		this.errno = errno;
	}

	@Override
	public Kernel forOneCallAtATime() {
		return new ForeignKernel(Errno.in(Arena.ofAuto()));
	}

	@SuppressWarnings("restricted")
	private static MethodHandle function(String name, FunctionDescriptor descriptor, Linker.Option... options) {
		Linker linker = Linker.nativeLinker();
		MemorySegment address = linker.defaultLookup()
			.find(name)
			.orElseThrow(() -> new UnsupportedOperationException("The C library has no function " + name));
		return linker.downcallHandle(address, descriptor, options);
	}

	@Override
	public long call(long number, long first, long second, long third, long fourth, long fifth, long sixth) {
		if (this.errno != null) {
			return call(this.errno, number, first, second, third, fourth, fifth, sixth);
		}
		try (Arena arena = Arena.ofConfined()) {
			return call(Errno.in(arena), number, first, second, third, fourth, fifth, sixth);
		}
	}

	private static long call(Errno errno, long number, long first, long second, long third, long fourth, long fifth,
			long sixth) {
		try {
			return errno
				.result((long) SYSCALL.invokeExact(errno.memory(), number, first, second, third, fourth, fifth, sixth));
		}
		catch (Throwable ex) {
			throw unexpected(ex);
		}
	}

	/**
	 * {@inheritDoc}
	 * @throws WrongThreadException if only another thread may use the memory
	 */
	@Override
	public long send(long descriptor, ByteBuffer payload, long flags, long name, long nameLength) {
		if (this.errno != null) {
			return send(this.errno, descriptor, payload, flags, name, nameLength);
		}
		try (Arena arena = Arena.ofConfined()) {
			return send(Errno.in(arena), descriptor, payload, flags, name, nameLength);
		}
	}

	private static long send(Errno errno, long descriptor, ByteBuffer payload, long flags, long name, long nameLength) {
		// Memory of an arena can't be freed during the call.
		MemorySegment bytes = MemorySegment.ofBuffer(payload);
		try {
			return errno.result((long) WithMemory.SYSCALL.invokeExact(errno.memory(), (long) SystemCall.SENDTO.number(),
					descriptor, bytes, bytes.byteSize(), flags, name, nameLength));
		}
		catch (IllegalStateException | WrongThreadException ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw unexpected(ex);
		}
	}

	@Override
	public long address(ByteBuffer memory) {
		return MemorySegment.ofBuffer(memory.duplicate().clear()).address();
	}

	@Override
	public String describe(int error) {
		return ErrorText.of(error);
	}

	/**
	 * A call through a method handle declares all exceptions, but none of these functions
	 * has one: just an error of the JVM can come.
	 */
	private static Error unexpected(Throwable ex) {
		return (ex instanceof Error error) ? error : new AssertionError(ex);
	}

	/**
	 * Where a call leaves its {@code errno}. It is read from a buffer: to read it from a
	 * segment would make the JVM build handles for that when it starts.
	 */
	private record Errno(MemorySegment memory, ByteBuffer bytes) {

		static Errno in(Arena arena) {
			MemorySegment memory = arena.allocate(ERRNO_LAYOUT);
			return new Errno(memory, memory.asByteBuffer().order(ByteOrder.nativeOrder()));
		}

		/**
		 * Return what a call has returned, or the negative {@code errno} if it failed.
		 */
		long result(long returned) {
			return (returned >= 0) ? returned : -this.bytes.getInt(0);
		}

	}

	/**
	 * Made when the first datagram is sent.
	 */
	private static final class WithMemory {

		static final MethodHandle SYSCALL = function("syscall",
				FunctionDescriptor.of(LONG, LONG, LONG, ValueLayout.ADDRESS, LONG, LONG, LONG, LONG),
				Linker.Option.captureCallState("errno"), Linker.Option.firstVariadicArg(1));

	}

	/**
	 * Made when the first error is to be told.
	 */
	private static final class ErrorText {

		private static final MethodHandle STRERROR = function("strerror",
				FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_INT));

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
