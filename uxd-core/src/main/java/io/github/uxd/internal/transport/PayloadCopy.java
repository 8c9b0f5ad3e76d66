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

import org.jspecify.annotations.Nullable;

/**
 * Copies payloads to where the kernel can read them, since the collector may move an
 * array. Not thread-safe.
 */
final class PayloadCopy {

	/**
	 * How much larger than its payload a datagram is in Linux's count of the send buffer,
	 * in bytes.
	 */
	private static final int OVERHEAD = 32;

	private static final int USUAL_SIZE = 8192;

	private final SendBuffer sendBuffer;

	private @Nullable ByteBuffer memory;

	PayloadCopy(SendBuffer sendBuffer) {
		this.sendBuffer = sendBuffer;
	}

	/**
	 * Copy a payload.
	 * @return the direct buffer that is used for every copy, or {@code null} if the
	 * payload is too large to be sent, in which case no memory was taken for it
	 */
	@Nullable ByteBuffer of(ByteBuffer payload) throws IOException {
		// Whatever another thread does to the position of the payload meanwhile.
		ByteBuffer bytes = payload.duplicate();
		int length = bytes.remaining();
		ByteBuffer memory = this.memory;
		if (memory == null || memory.capacity() < length) {
			if (length > USUAL_SIZE && isTooLarge(length)) {
				return null;
			}
			memory = ByteBuffer.allocateDirect(Math.max(length, (memory != null) ? 2 * memory.capacity() : USUAL_SIZE));
			this.memory = memory;
		}
		return memory.clear().put(bytes).flip();
	}

	/**
	 * Return whether a datagram has more bytes than may be sent.
	 */
	boolean isTooLarge(int length) throws IOException {
		return length > this.sendBuffer.size() - OVERHEAD;
	}

	/**
	 * The kernel's send buffer.
	 */
	@FunctionalInterface
	interface SendBuffer {

		int size() throws IOException;

	}

}
