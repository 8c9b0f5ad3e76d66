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

package io.github.uxd.internal.spring.listener;

import java.time.Duration;

import io.github.uxd.Datagram;
import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryPolicy;
import org.springframework.util.backoff.BackOffExecution;

/**
 * The calls of a listener with one datagram, or one batch: more than one if it fails and
 * is to be tried again. The time between two tries is spent where a stop, of the peer or
 * of the listener, is heard of at once. For the thread that calls.
 */
final class Tries {

	private final RegisteredListener listener;

	private final RetryPolicy retry;

	private final ReceivingState state;

	private final Lease lease;

	private final long start = System.nanoTime();

	private @Nullable BackOffExecution backOff;

	private int attempts = 1;

	Tries(RegisteredListener listener, RetryPolicy retry, ReceivingState state, Lease lease) {
		this.listener = listener;
		this.retry = retry;
		this.state = state;
		this.lease = lease;
	}

	/**
	 * Wait until the listener is to be called again.
	 * @param failure what it threw
	 * @param datagram what it failed on, or {@code null} if that is a whole batch
	 * @return {@code false} if it isn't to be called again
	 */
	boolean goOn(Throwable failure, @Nullable Datagram datagram) {
		if (failure instanceof InterruptedException
				|| (datagram != null && this.listener.isCausedBySender(failure, datagram))
				|| !this.retry.shouldRetry(failure)) {
			return false;
		}
		BackOffExecution backOff = (this.backOff != null) ? this.backOff : this.retry.getBackOff().start();
		this.backOff = backOff;
		long millis = backOff.nextBackOff();
		if (millis == BackOffExecution.STOP || isTooLate(millis)) {
			return false;
		}
		try {
			boolean again = this.state.sleep(millis, () -> this.listener.isRunning() && !this.lease.isTakenAway())
					&& this.listener.mayBeCalled();
			this.attempts += again ? 1 : 0;
			return again;
		}
		catch (InterruptedException ex) {
			// Somebody wants the thread to end what it does.
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private boolean isTooLate(long millis) {
		Duration timeout = this.retry.getTimeout();
		return !timeout.isZero()
				&& timeout.compareTo(Duration.ofNanos(System.nanoTime() - this.start).plusMillis(millis)) < 0;
	}

	/**
	 * Return what to throw when the listener isn't called again.
	 * @param failure what it threw the last time
	 */
	Throwable outcome(Throwable failure) {
		return (this.attempts > 1) ? new TriedInVain(this.attempts, failure) : failure;
	}

}
