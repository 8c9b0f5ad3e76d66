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
package io.github.uxd.bridge;

import java.util.function.LongConsumer;

/**
 * Lets one message a second through: what others send must not fill the log. Thread-safe.
 */
public final class LogLimit {

	private static final long PAUSE_NANOS = 1_000_000_000;

	private long last = System.nanoTime() - PAUSE_NANOS;

	private long unlogged;

	/**
	 * Log, unless that was done less than a second ago.
	 * @param log logs, and is given how often this was called since it last did, the call
	 * of now included
	 */
	public void log(LongConsumer log) {
		long count;
		synchronized (this) {
			this.unlogged++;
			if (System.nanoTime() - this.last < PAUSE_NANOS) {
				return;
			}
			this.last = System.nanoTime();
			count = this.unlogged;
			this.unlogged = 0;
		}
		log.accept(count);
	}

}
