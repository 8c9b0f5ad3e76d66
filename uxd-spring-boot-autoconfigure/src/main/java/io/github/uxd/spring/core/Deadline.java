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

import java.time.Duration;

/**
 * The instant until which something is tried.
 *
 * @param start when it began, on the clock of {@link System#nanoTime()}
 * @param timeout how long it may last, in nanoseconds
 */
record Deadline(long start, long timeout) {

	/**
	 * Half of what the clock can tell apart, about 146 years.
	 */
	private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE / 2);

	/**
	 * Return the deadline that is so far from now.
	 * @param timeout how far; zero or less for one that has passed
	 */
	static Deadline in(Duration timeout) {
		return new Deadline(System.nanoTime(),
				(timeout.compareTo(LONGEST) < 0) ? Math.max(0, timeout.toNanos()) : LONGEST.toNanos());
	}

	/**
	 * Return the instant on the clock of {@link System#nanoTime()}; only its difference
	 * to another one tells anything.
	 */
	long end() {
		return this.start + this.timeout;
	}

	long nanosLeft() {
		return this.timeout - (System.nanoTime() - this.start);
	}

	Duration left() {
		return Duration.ofNanos(nanosLeft());
	}

	boolean hasPassed() {
		return nanosLeft() <= 0;
	}

	/**
	 * Return how long ago it began.
	 */
	Duration elapsed() {
		return Duration.ofNanos(System.nanoTime() - this.start);
	}

}
