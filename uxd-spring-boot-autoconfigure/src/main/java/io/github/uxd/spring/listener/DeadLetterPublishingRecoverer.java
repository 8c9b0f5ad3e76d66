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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;

import io.github.uxd.UxdAddress;
import io.github.uxd.spring.DatagramRecoverer;
import io.github.uxd.spring.HandlingFailure;
import io.github.uxd.spring.core.UxdOperations;
import org.jspecify.annotations.Nullable;

/**
 * Sends what a listener has failed on to another socket, as it was received. Why it
 * failed isn't part of it, since a datagram has no headers. Thread-safe.
 */
public class DeadLetterPublishingRecoverer implements DatagramRecoverer {

	private final UxdOperations operations;

	private final Function<HandlingFailure, UxdAddress> destinations;

	private final Duration timeout;

	/**
	 * Create a recoverer for one destination, which doesn't wait for room there: whoever
	 * may send could make the listener wait, by what it fails on.
	 * @param operations sends
	 * @param destination where to send to
	 */
	public DeadLetterPublishingRecoverer(UxdOperations operations, UxdAddress destination) {
		this(operations, (failure) -> destination, Duration.ZERO);
	}

	/**
	 * Create a recoverer.
	 * @param operations sends
	 * @param destinations tells for each failure where to send to
	 * @param timeout how long to wait at most for room there, zero not to wait; the
	 * listener's thread waits as long
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
	 * and fail again without end. (Whether another peer sends it back isn't found out.)
	 */
	@Override
	public void recover(HandlingFailure failure) {
		UxdAddress destination = this.destinations.apply(failure);
		if (isSame(failure.getPeer().path(), destination.path())) {
			throw new IllegalStateException("What peer '" + failure.getPeerId()
					+ "' has failed on can't be sent to itself (" + destination + "); give it another destination");
		}
		this.operations.send(failure.getDatagram().payload(), destination, this.timeout);
	}

	private static boolean isSame(@Nullable Path own, @Nullable Path other) {
		try {
			return own != null && other != null && Files.isSameFile(own, other);
		}
		catch (IOException ex) {
			// One of them isn't there: then nothing comes back.
			return false;
		}
	}

}
