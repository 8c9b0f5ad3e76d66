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
package io.github.uxd.internal.spring.listener;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds what is kept of datagrams until the results are there that listeners return.
 * Thread-safe.
 */
final class KeptBytes {

	/**
	 * What is kept of a datagram beside its bytes, rounded up.
	 */
	private static final int OVERHEAD = 256;

	private final AtomicLong used = new AtomicLong();

	private final long limit;

	/**
	 * Create a bound.
	 * @param limit how many bytes may be kept
	 */
	KeptBytes(long limit) {
		this.limit = limit;
	}

	boolean tryTake(int length) {
		if (this.used.addAndGet(length + OVERHEAD) <= this.limit) {
			return true;
		}
		giveBack(length);
		return false;
	}

	void giveBack(int length) {
		this.used.addAndGet(-(length + OVERHEAD));
	}

}
