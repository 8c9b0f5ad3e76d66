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

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.github.uxd.UxdAddress;
import org.jspecify.annotations.Nullable;

/**
 * The datagrams that wait for one destination, in their order. Thread-safe. One stays in
 * its place while it is being tried.
 */
final class SendQueue {

	private final UxdAddress destination;

	private final WaitingBytes.Share share;

	/**
	 * In order, and each quick to be taken out from the middle.
	 */
	private final Set<WaitingSend> waiting = new LinkedHashSet<>();

	private final SendBackOff backOff = new SendBackOff();

	/**
	 * No deadline is before this one, on the clock of {@link System#nanoTime()}.
	 */
	private long earliestEnd;

	/**
	 * When it has its next turn, on the same clock.
	 */
	private long nextTurn;

	/**
	 * Create a queue.
	 * @param destination what its datagrams wait for
	 * @param share holds the bytes of what waits
	 */
	SendQueue(UxdAddress destination, WaitingBytes.Share share) {
		this.destination = destination;
		this.share = share;
	}

	UxdAddress destination() {
		return this.destination;
	}

	/**
	 * Return how long to wait between two tries. Used by the thread that tries.
	 */
	SendBackOff backOff() {
		return this.backOff;
	}

	/**
	 * Add a datagram behind those that wait.
	 * @param capacity how many may wait
	 * @return whether its deadline is before the next turn
	 * @throws UxdSendException if there are too many, or too many bytes
	 */
	synchronized boolean add(WaitingSend send, int capacity) {
		if (this.waiting.size() >= capacity) {
			throw NoRoom.behindOthers(this.destination, send.length(), this.waiting.size());
		}
		if (!this.share.tryTake(send.length())) {
			throw NoRoom.beyondSize(this.destination, send.length(), this.share);
		}
		long end = send.deadline().end();
		if (this.waiting.isEmpty() || end - this.earliestEnd < 0) {
			this.earliestEnd = end;
		}
		this.waiting.add(send);
		return end - this.nextTurn < 0;
	}

	/**
	 * Take a datagram out, unless it is out already.
	 */
	synchronized void remove(WaitingSend send) {
		if (this.waiting.remove(send)) {
			this.share.giveBack(send.length());
		}
	}

	synchronized boolean isEmpty() {
		return this.waiting.isEmpty();
	}

	synchronized @Nullable WaitingSend first() {
		return this.waiting.isEmpty() ? null : this.waiting.iterator().next();
	}

	synchronized List<WaitingSend> all() {
		return new ArrayList<>(this.waiting);
	}

	/**
	 * Plan the next turn.
	 * @param nanos how long to wait for it, in nanoseconds
	 * @return how long to wait: less, if the earliest deadline is before
	 */
	synchronized long plan(long nanos) {
		long now = System.nanoTime();
		long untilLate = this.earliestEnd - now;
		long wait = this.waiting.isEmpty() ? nanos : Math.max(0, Math.min(nanos, untilLate));
		this.nextTurn = now + wait;
		return wait;
	}

	/**
	 * Return those whose deadline has passed.
	 */
	synchronized List<WaitingSend> late() {
		long now = System.nanoTime();
		if (this.earliestEnd - now > 0) {
			return List.of();
		}
		List<WaitingSend> late = new ArrayList<>();
		long untilLate = Long.MAX_VALUE;
		for (WaitingSend send : this.waiting) {
			long left = send.deadline().end() - now;
			if (left <= 0) {
				late.add(send);
			}
			else {
				untilLate = Math.min(untilLate, left);
			}
		}
		this.earliestEnd = now + untilLate;
		return late;
	}

}
