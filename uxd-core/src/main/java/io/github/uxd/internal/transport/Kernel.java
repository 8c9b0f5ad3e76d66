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

import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

/**
 * The way into the kernel of Linux that a JVM has. All that isn't written in Java about
 * the native transport is behind this. Thread-safe, but for what
 * {@link #forOneCallAtATime()} returns.
 */
interface Kernel {

	/**
	 * Return why there is no such way here.
	 * @return the reason, as a sentence, or {@code null} if there is one
	 */
	default @Nullable String unavailableReason() {
		return null;
	}

	/**
	 * Return the same for somebody who makes many calls, one at a time: what each of them
	 * needs is kept from one to the next.
	 */
	Kernel forOneCallAtATime();

	/**
	 * Make a system call. Where arguments are addresses the caller keeps what they point
	 * to reachable.
	 * @return what the call returns, or the negative {@code errno} if it failed
	 */
	long call(long number, long first, long second, long third, long fourth, long fifth, long sixth);

	/**
	 * Send a datagram out of memory that is somebody else's, who may have freed it.
	 * @param payload the direct buffer whose remaining bytes are sent: as many as there
	 * are when this begins, whatever another thread does to its position meanwhile
	 * @param name the address of the name to send to
	 * @return how many bytes were sent, or the negative {@code errno} if it failed
	 * @throws IllegalStateException if the memory was freed
	 */
	long send(long descriptor, ByteBuffer payload, long flags, long name, long nameLength);

	/**
	 * Return the address of the byte at index 0 of a direct buffer.
	 */
	long address(ByteBuffer memory);

	/**
	 * Return what the C library says of an error.
	 * @param error the positive {@code errno}
	 */
	String describe(int error);

}
