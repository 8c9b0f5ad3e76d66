package io.github.uxd.spring.core;

/**
 * How long to wait until the next try while a destination is full. It has to be guessed:
 * the kernel calls a socket that isn't connected writable at any time.
 */
final class SendBackOff {

	private static final long SHORTEST = 20_000;

	private static final long LONGEST = 5_000_000;

	private long next = SHORTEST;

	/**
	 * Return how long to wait, twice as long as the last time up to a limit.
	 * @return the time in nanoseconds
	 */
	long next() {
		long nanos = this.next;
		this.next = Math.min(2 * nanos, LONGEST);
		return nanos;
	}

	/**
	 * Begin with a short wait again.
	 */
	void reset() {
		this.next = SHORTEST;
	}

}
