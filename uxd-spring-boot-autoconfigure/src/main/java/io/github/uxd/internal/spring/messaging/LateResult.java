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
package io.github.uxd.internal.spring.messaging;

import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

import io.github.uxd.Datagram;
import io.github.uxd.internal.spring.listener.LateFailures;
import org.jspecify.annotations.Nullable;

/**
 * What a method's result is that may come, or fail, after the method has returned. What
 * fails during the call is thrown at its end, as if the method had thrown it; what fails
 * later is told of. Thread-safe, as far as nothing is said.
 */
final class LateResult {

	private final Asked asked;

	private final LateFailures failures;

	private @Nullable Supplier<Datagram> origin;

	/**
	 * Kept, if there is room, while something may fail on it.
	 */
	private @Nullable Datagram datagram;

	private int pending;

	private long start;

	private @Nullable Throwable failure;

	private boolean answered;

	/**
	 * Create one.
	 * @param asked what the result answers
	 * @param origin makes a copy of the datagram, as long as the call lasts
	 * @param failures is told of a failure after that
	 */
	LateResult(Asked asked, Supplier<Datagram> origin, LateFailures failures) {
		this.asked = asked;
		this.origin = origin;
		this.failures = failures;
	}

	/**
	 * Take note that a result, or a part of it, isn't there yet, perhaps. First called
	 * during the call.
	 */
	synchronized void begin() {
		Supplier<Datagram> origin = this.origin;
		if (this.pending++ == 0 && origin != null && this.datagram == null) {
			this.start = System.nanoTime();
			if (this.failures.tryKeep(this.asked.length())) {
				keep(origin);
			}
		}
	}

	private void keep(Supplier<Datagram> origin) {
		try {
			this.datagram = origin.get();
		}
		finally {
			if (this.datagram == null) {
				this.failures.giveBack(this.asked.length());
			}
		}
	}

	/**
	 * Take note that what has begun is there, or that nobody wants it any more.
	 */
	synchronized void end() {
		this.pending--;
		forgetIfOver();
	}

	private void forgetIfOver() {
		if (this.pending == 0 && this.origin == null && this.datagram != null) {
			this.datagram = null;
			this.failures.giveBack(this.asked.length());
		}
	}

	/**
	 * Take note that an answer is sent: the datagram can't be tried again without sending
	 * it twice.
	 */
	synchronized void answers() {
		this.answered = true;
	}

	/**
	 * Take note that what has begun has failed.
	 * @return {@code false} if nobody could be told with the datagram
	 */
	boolean failed(Throwable failure) {
		Datagram datagram;
		synchronized (this) {
			if (this.origin != null) {
				this.failure = (this.failure != null) ? this.failure : failure;
				this.pending--;
				return true;
			}
			datagram = this.datagram;
		}
		this.failures.failed(failure, datagram, this.start);
		end();
		return datagram != null;
	}

	/**
	 * Take note that the call is over.
	 * @param thrown what ended it, or {@code null} if nothing was thrown
	 * @throws Exception what has failed meanwhile, unless something was answered before,
	 * or may be answered yet
	 */
	void callEnds(@Nullable Throwable thrown) throws Exception {
		Throwable failure;
		Datagram datagram;
		synchronized (this) {
			if (thrown != null) {
				// Nobody tells any more when what has begun is there.
				this.pending = 0;
			}
			failure = (this.failure != null) ? this.failure : thrown;
			datagram = (failure != null && (this.answered || this.pending > 0) && this.origin != null)
					? this.origin.get() : null;
			this.origin = null;
			forgetIfOver();
		}
		if (datagram != null && failure != null) {
			this.failures.failed(failure, datagram, (this.start != 0) ? this.start : System.nanoTime());
		}
		else if (failure != null) {
			throwAsException(failure);
		}
	}

	private static void throwAsException(Throwable failure) throws Exception {
		if (failure instanceof Error error) {
			throw error;
		}
		if (failure instanceof Exception exception && !(failure instanceof InterruptedException)) {
			throw exception;
		}
		// Nobody has interrupted the current thread.
		throw new ExecutionException("What a listener returned has failed", failure);
	}

}
