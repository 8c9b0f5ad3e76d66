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
package io.github.uxd.spring.core;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

import org.jspecify.annotations.Nullable;

/**
 * Direct buffers that were used and can be used again. The memory of one that is thrown
 * away stays taken until the garbage collector comes by. Thread-safe.
 */
final class BufferPool {

	/**
	 * How many bytes to keep at most while nobody uses them.
	 */
	private static final int MOST_IDLE = 32 * 1024 * 1024;

	private final Deque<ByteBuffer> idle = new ArrayDeque<>();

	private long idleBytes;

	/**
	 * Take a buffer, which is nobody else's until it is given back.
	 * @param size its capacity in bytes
	 */
	ByteBuffer take(int size) {
		ByteBuffer idle = poll();
		// Another size is asked for only when somebody has changed it.
		return (idle != null && idle.capacity() == size) ? idle.clear() : ByteBuffer.allocateDirect(size);
	}

	private synchronized @Nullable ByteBuffer poll() {
		ByteBuffer buffer = this.idle.poll();
		if (buffer != null) {
			this.idleBytes -= buffer.capacity();
		}
		return buffer;
	}

	/**
	 * Give a buffer back, which nobody looks at any more.
	 */
	synchronized void giveBack(ByteBuffer buffer) {
		if (this.idleBytes + buffer.capacity() <= MOST_IDLE) {
			this.idle.push(buffer);
			this.idleBytes += buffer.capacity();
		}
	}

}
