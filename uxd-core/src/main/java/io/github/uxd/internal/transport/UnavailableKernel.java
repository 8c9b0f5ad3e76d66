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

/**
 * Stands for a way into the kernel that can't be had, and tells why.
 *
 * @param unavailableReason the reason, as a sentence
 */
record UnavailableKernel(String unavailableReason) implements Kernel {

	@Override
	public Kernel forOneCallAtATime() {
		return this;
	}

	@Override
	public long call(long number, long first, long second, long third, long fourth, long fifth, long sixth) {
		throw unavailable();
	}

	@Override
	public long send(long descriptor, ByteBuffer payload, long flags, long name, long nameLength) {
		throw unavailable();
	}

	@Override
	public long address(ByteBuffer memory) {
		throw unavailable();
	}

	@Override
	public String describe(int error) {
		throw unavailable();
	}

	private UnsupportedOperationException unavailable() {
		return new UnsupportedOperationException(this.unavailableReason);
	}

}
