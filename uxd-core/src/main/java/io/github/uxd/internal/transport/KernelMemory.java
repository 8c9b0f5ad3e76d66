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
import java.nio.ByteOrder;

/**
 * Memory whose address the kernel is told, at first all zeros. It is freed when nobody
 * refers to this any more: who has the kernel use it keeps it reachable until the call
 * has returned.
 */
final class KernelMemory {

	private final ByteBuffer bytes;

	private final long address;

	/**
	 * Take memory.
	 * @param size how much, in bytes
	 */
	KernelMemory(int size) {
		this.bytes = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
		this.address = Kernels.KERNEL.address(this.bytes);
	}

	/**
	 * Return the memory, to be read and written by index.
	 */
	ByteBuffer bytes() {
		return this.bytes;
	}

	/**
	 * Return the address of the first byte, a multiple of eight.
	 */
	long address() {
		return this.address;
	}

}
