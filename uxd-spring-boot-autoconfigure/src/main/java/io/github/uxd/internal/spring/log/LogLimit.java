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
package io.github.uxd.internal.spring.log;

import java.time.Duration;

/**
 * Keeps what can happen a hundred thousand times a second from filling the log: one
 * message a second is let through. Thread-safe.
 */
public final class LogLimit {

	private static final long PAUSE = Duration.ofSeconds(1).toNanos();

	private long lastLogged = System.nanoTime() - PAUSE;

	private long unlogged;

	/**
	 * Ask whether to log now.
	 * @return how many messages were not logged since the last one that was, or -1 if
	 * this one isn't to be logged either
	 */
	public synchronized long ask() {
		long now = System.nanoTime();
		if (now - this.lastLogged < PAUSE) {
			this.unlogged++;
			return -1;
		}
		this.lastLogged = now;
		long unlogged = this.unlogged;
		this.unlogged = 0;
		return unlogged;
	}

}
