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

import io.github.uxd.spring.core.UxdSendException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;
import org.springframework.util.backoff.FixedBackOff;

/**
 * How long to try again, by why a record could not be sent. Its partition waits
 * meanwhile: what overtakes it would be out of order.
 */
class SendBackOffs {

	private final BackOff missing;

	private final BackOff full = backOff(Long.MAX_VALUE);

	private final BackOff never = new FixedBackOff(0, 0);

	/**
	 * Create them.
	 * @param missingFor how long to try if the destination isn't there
	 */
	SendBackOffs(Duration missingFor) {
		this.missing = backOff(missingFor.toMillis());
	}

	private static BackOff backOff(long maxElapsed) {
		ExponentialBackOff backOff = new ExponentialBackOff(50, 2);
		backOff.setMaxInterval(1_000);
		backOff.setMaxElapsedTime(maxElapsed);
		return backOff;
	}

	/**
	 * Choose one.
	 * @param received the record
	 * @param failure why it could not be sent
	 */
	BackOff of(ConsumerRecord<?, ?> received, Exception failure) {
		Throwable cause = failure;
		while (cause.getCause() != null && !(cause instanceof UxdSendException)) {
			cause = cause.getCause();
		}
		if (!(cause instanceof UxdSendException unsent)) {
			return (cause instanceof IllegalArgumentException) ? this.never : this.missing;
		}
		return switch (unsent.reason()) {
			// Whoever is full reads again some day, and the topic has room. A stop is no
			// reason to give up either.
			case DESTINATION_FULL, SEND_BUFFER_FULL, FULL, TOO_MANY_WAIT, CLOSED, INTERRUPTED -> this.full;
			case TOO_LARGE, EMPTY, RELATIVE_PATH -> this.never;
			default -> this.missing;
		};
	}

}
