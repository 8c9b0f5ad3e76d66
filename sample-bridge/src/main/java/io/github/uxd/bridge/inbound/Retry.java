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
package io.github.uxd.bridge.inbound;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import io.github.uxd.bridge.LogLimit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a task a moment later, and again and again until it wants no more. It runs once at
 * a time, whoever asks for it meanwhile, and what it throws doesn't end it. Thread-safe.
 */
class Retry {

	/**
	 * What the task returns if it wants no more.
	 */
	static final long DONE = -1;

	private static final Logger logger = LoggerFactory.getLogger(Retry.class);

	private final LongSupplier task;

	private final long delayMillis;

	private final LogLimit errors = new LogLimit();

	private boolean scheduled;

	private boolean asked;

	/**
	 * Create it.
	 * @param delayMillis how long after being asked the task runs
	 * @param task returns the number of milliseconds until it wants to run again, or
	 * {@link #DONE}
	 */
	Retry(long delayMillis, LongSupplier task) {
		this.delayMillis = delayMillis;
		this.task = task;
	}

	/**
	 * Run the task a moment later. Asked while it runs, it runs once more.
	 */
	synchronized void ask() {
		this.asked = true;
		if (!this.scheduled) {
			this.scheduled = true;
			schedule(this.delayMillis);
		}
	}

	private void schedule(long millis) {
		CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS).execute(this::run);
	}

	private void run() {
		synchronized (this) {
			this.asked = false;
		}
		long next = this.delayMillis;
		try {
			next = this.task.getAsLong();
		}
		catch (RuntimeException | Error ex) {
			this.errors.log((count) -> logger
				.error("Sending again failed and is tried once more ({} times since the last message)", count, ex));
		}
		finally {
			goOn(next);
		}
	}

	private synchronized void goOn(long next) {
		this.scheduled = next != DONE || this.asked;
		if (this.scheduled) {
			schedule((next != DONE) ? next : this.delayMillis);
		}
	}

}
