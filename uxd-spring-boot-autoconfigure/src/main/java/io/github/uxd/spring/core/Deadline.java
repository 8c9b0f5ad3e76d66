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
