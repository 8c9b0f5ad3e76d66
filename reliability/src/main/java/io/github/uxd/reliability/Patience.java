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
package io.github.uxd.reliability;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Waits for what other processes do, which nobody tells.
 */
public final class Patience {

	/**
	 * How long anything may take that takes a moment.
	 */
	public static final Duration USUAL = Duration.ofSeconds(60);

	private static final Duration INTERVAL = Duration.ofMillis(1);

	private Patience() {
	}

	/**
	 * Let time pass: when something happens is a matter of chance.
	 * @param time how long
	 */
	public static void pass(Duration time) {
		long end = System.nanoTime() + time.toNanos();
		until("a moment", time.plus(USUAL), () -> System.nanoTime() >= end);
	}

	/**
	 * Wait until something is so.
	 * @param what what is waited for
	 * @param atMost how long at most
	 * @param condition tells whether it is
	 * @throws BrokenException if it isn't so in that time
	 */
	public static void until(String what, Duration atMost, BooleanSupplier condition) {
		long begin = System.nanoTime();
		while (!condition.getAsBoolean()) {
			if (Thread.currentThread().isInterrupted()) {
				throw new BrokenException("Interrupted while waiting for: " + what);
			}
			if (System.nanoTime() - begin > atMost.toNanos()) {
				throw new BrokenException("Not within " + atMost.toSeconds() + " s: " + what);
			}
			LockSupport.parkNanos(INTERVAL.toNanos());
		}
	}

}
