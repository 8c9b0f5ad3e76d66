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
package io.github.uxd.spring.integration.inbound;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * The threads that are in a flow with a datagram, for a stop to wait for. Thread-safe.
 */
final class CallsInProgress {

	/**
	 * For ever: longer ones don't fit into a number of nanoseconds.
	 */
	private static final Duration LONGEST = Duration.ofDays(1_000);

	private final Set<Thread> threads = new HashSet<>();

	synchronized void begin() {
		this.threads.add(Thread.currentThread());
	}

	synchronized void end() {
		this.threads.remove(Thread.currentThread());
		notifyAll();
	}

	/**
	 * Wait until nobody is in the flow. A thread that is in it itself doesn't wait. An
	 * interrupt ends the wait; the thread stays interrupted.
	 * @param timeout how long to wait at most
	 * @return how many are still in the flow
	 */
	synchronized int await(Duration timeout) {
		long deadline = System.nanoTime() + ((timeout.compareTo(LONGEST) < 0) ? timeout : LONGEST).toNanos();
		while (!this.threads.isEmpty() && !this.threads.contains(Thread.currentThread())) {
			long millis = (deadline - System.nanoTime() + 999_999) / 1_000_000;
			if (millis <= 0) {
				return this.threads.size();
			}
			try {
				wait(millis);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return this.threads.size();
			}
		}
		return 0;
	}

}
