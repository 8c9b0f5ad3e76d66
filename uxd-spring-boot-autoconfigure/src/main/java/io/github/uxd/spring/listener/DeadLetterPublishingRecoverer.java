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

package io.github.uxd.spring.listener;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;

import io.github.uxd.UxdAddress;
import io.github.uxd.spring.DatagramRecoverer;
import io.github.uxd.spring.HandlingFailure;
import io.github.uxd.spring.core.UxdOperations;

/**
 * Sends what a listener has failed on to another socket, as it was received. Why it
 * failed isn't part of it, since a datagram has no headers. Thread-safe.
 */
public class DeadLetterPublishingRecoverer implements DatagramRecoverer {

	/**
	 * How long to wait at most for room in the queue of the other socket.
	 */
	public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(1);

	private final UxdOperations operations;

	private final Function<HandlingFailure, UxdAddress> destinations;

	private final Duration timeout;

	/**
	 * Create a recoverer for one destination, which waits for room for
	 * {@link #DEFAULT_TIMEOUT}.
	 * @param operations sends
	 * @param destination where to send to
	 */
	public DeadLetterPublishingRecoverer(UxdOperations operations, UxdAddress destination) {
		this(operations, (failure) -> destination, DEFAULT_TIMEOUT);
	}

	/**
	 * Create a recoverer.
	 * @param operations sends
	 * @param destinations tells for each failure where to send to
	 * @param timeout how long to wait at most for room there; the listener's thread waits
	 * as long
	 */
	public DeadLetterPublishingRecoverer(UxdOperations operations, Function<HandlingFailure, UxdAddress> destinations,
			Duration timeout) {
		this.operations = operations;
		this.destinations = destinations;
		this.timeout = timeout;
	}

	/**
	 * Send the datagram on.
	 * @throws io.github.uxd.spring.core.UxdSendException if nobody takes it in time
	 * @throws IllegalStateException if it would come back to the peer that received it,
	 * and fail again without end
	 */
	@Override
	public void recover(HandlingFailure failure) {
		UxdAddress destination = this.destinations.apply(failure);
		if (Objects.equals(failure.getPeer().path(), destination.path())) {
			throw new IllegalStateException("What peer '" + failure.getPeerId()
					+ "' has failed on can't be sent to itself (" + destination + "); give it another destination");
		}
		this.operations.send(failure.getDatagram().payload(), destination, this.timeout);
	}

}
