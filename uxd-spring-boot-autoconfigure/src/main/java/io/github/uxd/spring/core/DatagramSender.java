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
package io.github.uxd.spring.core;

import java.nio.ByteBuffer;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import io.github.uxd.UxdException;
import io.github.uxd.spring.core.UxdSendException.Reason;

/**
 * Sends from a peer, in the thread that calls.
 */
class DatagramSender {

	private final Peer peer;

	private final Source source;

	private final BooleanSupplier closed;

	/**
	 * Create a sender.
	 * @param peer the peer to send from
	 * @param closed tells whether to send and wait no more
	 */
	DatagramSender(Peer peer, BooleanSupplier closed) {
		this(peer, () -> peer, closed);
	}

	/**
	 * Create a sender that uses another socket.
	 * @param peer the peer to send for
	 * @param source gives the peer to send from
	 * @param closed tells whether to send and wait no more
	 */
	DatagramSender(Peer peer, Source source, BooleanSupplier closed) {
		this.peer = peer;
		this.source = source;
		this.closed = closed;
	}

	/**
	 * Send without waiting.
	 * @return {@code false} if there is no room
	 */
	boolean trySend(ByteBuffer payload, UxdAddress destination) {
		if (this.closed.getAsBoolean()) {
			throw closed(destination);
		}
		try {
			return this.source.peer().send(payload, destination);
		}
		catch (UxdException ex) {
			throw SendExceptionTranslator.translate(ex, destination);
		}
	}

	/**
	 * Return the peer to send from.
	 */
	Peer from(UxdAddress destination) {
		try {
			return this.source.peer();
		}
		catch (UxdException ex) {
			throw SendExceptionTranslator.translate(ex, destination);
		}
	}

	/**
	 * Send, and wait for room until the deadline. The wait is a park, which costs a
	 * virtual thread no platform thread, and holds no lock.
	 * @return how many bytes were sent
	 */
	int send(ByteBuffer payload, UxdAddress destination, Deadline deadline) {
		int length = payload.remaining();
		if (trySend(payload, destination)) {
			return length;
		}
		SendBackOff backOff = new SendBackOff();
		for (long left = deadline.nanosLeft(); left > 0; left = deadline.nanosLeft()) {
			LockSupport.parkNanos(this, Math.min(left, backOff.next()));
			if (Thread.currentThread().isInterrupted()) {
				throw new UxdSendException(destination, Reason.INTERRUPTED,
						"Interrupted while " + destination + " was full; the datagram was not sent", null);
			}
			if (trySend(payload, destination)) {
				return length;
			}
		}
		throw NoRoom.afterWaiting(destination, length, deadline.elapsed(), reason(destination));
	}

	/**
	 * Return why the kernel has no room, as far as that can be told now.
	 */
	Reason reason(UxdAddress destination) {
		Peer from = from(destination);
		OptionalInt used = from.sendBufferUsed();
		if (used.isEmpty()) {
			return Reason.FULL;
		}
		return (used.getAsInt() >= from.actualBufferSizes().send()) ? Reason.SEND_BUFFER_FULL : Reason.DESTINATION_FULL;
	}

	/**
	 * Count a datagram that may not even wait.
	 */
	void countRefused() {
		this.peer.statistics().countSendRefused();
	}

	/**
	 * Return what to throw when somebody sends, or waits for that, and it is closed.
	 */
	UxdSendException closed(UxdAddress destination) {
		return new UxdSendException(destination, Reason.CLOSED, "A datagram was not sent to " + destination
				+ ", since the template of peer '" + this.peer.name() + "' is closed", null);
	}

	/**
	 * Gives the peer to send from.
	 */
	@FunctionalInterface
	interface Source {

		Peer peer() throws UxdException;

		/**
		 * Close what this has opened.
		 */
		default void close() {
		}

	}

}
