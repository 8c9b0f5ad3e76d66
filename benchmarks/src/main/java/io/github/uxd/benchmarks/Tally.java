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
package io.github.uxd.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.sun.management.ThreadMXBean;

/**
 * Counts what one thread receives, checks it, and measures from the first datagram to the
 * last.
 */
final class Tally {

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private final int size;

	private final long expected;

	private final Sources sources;

	private final CountDownLatch complete = new CountDownLatch(1);

	private long received;

	private long errors;

	private long nanos;

	private long cpuNanos;

	private long allocatedBytes;

	/**
	 * Create a tally.
	 * @param size how many bytes each datagram has
	 * @param expected how many datagrams come
	 * @param sources where they come from
	 */
	Tally(int size, long expected, Sources sources) {
		this.size = size;
		this.expected = expected;
		this.sources = sources;
	}

	Sources sources() {
		return this.sources;
	}

	int size() {
		return this.size;
	}

	long expected() {
		return this.expected;
	}

	/**
	 * Count a datagram.
	 * @param length how many bytes it has
	 * @param sourceIsRight whether it came from one of the sources
	 * @return whether more is to come
	 */
	boolean add(int length, boolean sourceIsRight) {
		if (length != this.size || !sourceIsRight) {
			this.errors++;
		}
		this.received++;
		if (this.received == 1) {
			// In this order here and the other one at the end, so that measuring is not
			// part of what is measured.
			this.allocatedBytes = THREADS.getCurrentThreadAllocatedBytes();
			this.cpuNanos = THREADS.getCurrentThreadCpuTime();
			this.nanos = System.nanoTime();
		}
		if (this.received < this.expected) {
			return true;
		}
		if (this.received == this.expected) {
			this.nanos = System.nanoTime() - this.nanos;
			this.cpuNanos = THREADS.getCurrentThreadCpuTime() - this.cpuNanos;
			this.allocatedBytes = THREADS.getCurrentThreadAllocatedBytes() - this.allocatedBytes;
			this.complete.countDown();
		}
		return false;
	}

	/**
	 * Take over what was counted and measured elsewhere.
	 */
	void set(long received, long errors, long nanos, long cpuNanos, long allocatedBytes) {
		this.received = received;
		this.errors = errors;
		this.nanos = nanos;
		this.cpuNanos = cpuNanos;
		this.allocatedBytes = allocatedBytes;
		this.complete.countDown();
	}

	/**
	 * Wait until another thread has completed this.
	 */
	void await(long seconds) throws InterruptedException, TimeoutException {
		if (!this.complete.await(seconds, TimeUnit.SECONDS)) {
			throw new TimeoutException(
					"Only " + this.received + " of " + this.expected + " datagrams came within " + seconds + " s");
		}
	}

	String toJson() {
		return String.format(Locale.ROOT,
				"{\"count\": %d, \"nanos\": %d, \"cpuNanos\": %d, \"allocatedBytes\": %d, \"errors\": %d}",
				this.received, this.nanos, this.cpuNanos, this.allocatedBytes, this.errors);
	}

}
