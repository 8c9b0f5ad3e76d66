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
package io.github.uxd.bridge.outbound;

import java.time.Duration;
import java.util.function.Supplier;

import io.github.uxd.spring.core.UxdSendException;
import org.jspecify.annotations.Nullable;

import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.BackOffExecution;

/**
 * How long to try again, each time by why the record could not be sent the last time. Its
 * partition waits meanwhile: what overtakes it would be out of order.
 */
class SendBackOff implements BackOff {

	private static final long FIRST_MILLIS = 50;

	private static final long LONGEST_MILLIS = 1_000;

	private final long missingForMillis;

	private final Supplier<@Nullable Exception> lastFailure;

	/**
	 * Create it.
	 * @param missingFor how long to try if the destination isn't there
	 * @param lastFailure why the record could not be sent the last time
	 */
	SendBackOff(Duration missingFor, Supplier<@Nullable Exception> lastFailure) {
		this.missingForMillis = missingFor.toMillis();
		this.lastFailure = lastFailure;
	}

	@Override
	public BackOffExecution start() {
		return new Execution();
	}

	private enum Obstacle {

		MISSING, FULL, FOR_EVER;

		static Obstacle of(@Nullable Throwable failure) {
			Throwable cause = failure;
			while (cause != null && cause.getCause() != null && !(cause instanceof UxdSendException)) {
				cause = cause.getCause();
			}
			if (!(cause instanceof UxdSendException unsent)) {
				return (cause instanceof IllegalArgumentException) ? FOR_EVER : MISSING;
			}
			return switch (unsent.reason()) {
				// Whoever is full reads again some day, and the topic has room. A stop is
				// no reason to give up either.
				case DESTINATION_FULL, SEND_BUFFER_FULL, FULL, TOO_MANY_WAIT, CLOSED, INTERRUPTED -> FULL;
				case TOO_LARGE, EMPTY, RELATIVE_PATH -> FOR_EVER;
				default -> MISSING;
			};
		}

	}

	private final class Execution implements BackOffExecution {

		private long interval = FIRST_MILLIS;

		private long missingMillis;

		private boolean givenUp;

		@Override
		public long nextBackOff() {
			if (this.givenUp) {
				// Asked once more: there could be no dead letter. That takes its time.
				this.givenUp = false;
				return LONGEST_MILLIS;
			}
			Obstacle obstacle = Obstacle.of(SendBackOff.this.lastFailure.get());
			if (obstacle == Obstacle.FULL) {
				// It is there again.
				this.missingMillis = 0;
			}
			else if (obstacle == Obstacle.FOR_EVER || this.missingMillis >= SendBackOff.this.missingForMillis) {
				this.givenUp = true;
				return STOP;
			}
			else {
				this.missingMillis += this.interval;
			}
			long now = this.interval;
			this.interval = Math.min(2 * now, LONGEST_MILLIS);
			return now;
		}

	}

}
