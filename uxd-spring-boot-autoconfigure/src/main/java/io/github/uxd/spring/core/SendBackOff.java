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

/**
 * How long to wait until the next try while a destination is full. It has to be guessed:
 * the kernel calls a socket that isn't connected writable at any time.
 */
final class SendBackOff {

	private static final long SHORTEST = 20_000;

	private static final long LONGEST = 5_000_000;

	/**
	 * How much longer each one that waits in the same thread makes it: so it never tries
	 * more often than ten thousand times a second for long, however many wait.
	 */
	private static final long LONGER_FOR_EACH = 100_000;

	private long next = SHORTEST;

	/**
	 * Return how long to wait, twice as long as the last time up to a limit.
	 * @return the time in nanoseconds
	 */
	long next() {
		return next(1);
	}

	/**
	 * Return how long to wait where one thread tries for several.
	 * @param waiting for how many
	 * @return the time in nanoseconds
	 */
	long next(int waiting) {
		long nanos = this.next;
		this.next = Math.min(2 * nanos, Math.max(LONGEST, waiting * LONGER_FOR_EACH));
		return nanos;
	}

	/**
	 * Begin with a short wait again.
	 */
	void reset() {
		this.next = SHORTEST;
	}

}
