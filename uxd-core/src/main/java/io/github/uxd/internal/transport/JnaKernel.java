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

import java.lang.ref.Reference;
import java.nio.ByteBuffer;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/**
 * The way into the kernel by JNA, where an application has that library. Its methods are
 * bound directly, which costs a fifth of a microsecond a call, and no memory but for a
 * small object at each send.
 */
final class JnaKernel implements Kernel {

	/**
	 * Create a kernel.
	 * @throws Error of many kinds if the library can't be used
	 */
	JnaKernel() {
		CLibrary.bind();
	}

	@Override
	public Kernel forOneCallAtATime() {
		return this;
	}

	@Override
	public long call(long number, long first, long second, long third, long fourth, long fifth, long sixth) {
		long returned = CLibrary.syscall(number, first, second, third, fourth, fifth, sixth);
		// Kept for the thread of the system by itself, whatever the JVM calls. A virtual
		// thread is on the same one still: nothing waits in between.
		return (returned >= 0) ? returned : -Native.getLastError();
	}

	/**
	 * {@inheritDoc}
	 * <p>
	 * It isn't noticed if the memory is freed during the call. Where this is used, on
	 * JDKs below 22, only a preview has memory that can be.
	 */
	@Override
	public long send(long descriptor, ByteBuffer payload, long flags, long name, long nameLength) {
		int limit = payload.limit();
		int position = Math.min(payload.position(), limit);
		if (position < limit) {
			// Throws if the memory was freed; the library wouldn't look.
			payload.get(position);
		}
		try {
			return call(SystemCall.SENDTO.number(), descriptor, address(payload) + position, limit - position, flags,
					name, nameLength);
		}
		finally {
			Reference.reachabilityFence(payload);
		}
	}

	@Override
	public long address(ByteBuffer memory) {
		return Pointer.nativeValue(Native.getDirectBufferPointer(memory));
	}

	@Override
	public String describe(int error) {
		return CLibrary.strerror(error);
	}

	/**
	 * What the process has of the C library already.
	 */
	private static final class CLibrary {

		private CLibrary() {
		}

		static void bind() {
			Native.register(CLibrary.class, NativeLibrary.getProcess());
		}

		static native long syscall(long number, long first, long second, long third, long fourth, long fifth,
				long sixth);

		static native String strerror(int error);

	}

}
