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

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;

import io.github.uxd.bridge.BridgeProperties;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The records that the broker hasn't acknowledged, in the order of their numbers. There
 * is room for so many and so large ones, and no room at all from a failure on until all
 * that were there are settled: what comes later must not overtake what is sent again.
 * Thread-safe; nobody sends while it is locked.
 */
class InFlight {

	private final int maxCount;

	private final long maxBytes;

	private final TreeMap<Long, Entry> entries = new TreeMap<>();

	private long bytes;

	private int failed;

	private boolean held;

	InFlight(BridgeProperties.In settings) {
		this.maxCount = settings.maxInFlight();
		this.maxBytes = settings.maxInFlightSize().toBytes();
	}

	/**
	 * Wait for room.
	 * @param size how many bytes
	 * @param atMost how long
	 * @return whether there is room
	 * @throws InterruptedException if the thread was interrupted
	 */
	synchronized boolean awaitRoom(int size, Duration atMost) throws InterruptedException {
		long deadline = System.nanoTime() + atMost.toNanos();
		while (!hasRoom(size)) {
			long left = (deadline - System.nanoTime()) / 1_000_000;
			if (left <= 0) {
				return false;
			}
			wait(left);
		}
		return true;
	}

	private boolean hasRoom(int size) {
		// One that is larger than all room goes alone.
		return this.entries.isEmpty()
				|| (!this.held && this.entries.size() < this.maxCount && this.bytes + size <= this.maxBytes);
	}

	/**
	 * Return whether there is room for about as much again as there is.
	 * @return {@code true} if no more than half is taken
	 */
	synchronized boolean isHalfEmpty() {
		return this.entries.isEmpty()
				|| (!this.held && this.entries.size() <= this.maxCount / 2 && this.bytes <= this.maxBytes / 2);
	}

	/**
	 * Add a record that is about to be sent, room or not.
	 */
	synchronized void add(Entry entry) {
		this.entries.put(entry.number(), entry);
		this.bytes += entry.size();
	}

	/**
	 * Remove a record that nothing more is to be done about.
	 * @return whether this was the last one
	 */
	synchronized boolean remove(Entry entry) {
		if (this.entries.remove(entry.number()) != null) {
			this.bytes -= entry.size();
			this.held &= !this.entries.isEmpty();
			notifyAll();
		}
		return this.entries.isEmpty();
	}

	/**
	 * Take note that a record was not taken, and is to be sent again.
	 * @return whether it is the first since all was well
	 */
	synchronized boolean failed(Entry entry) {
		boolean first = !this.held;
		this.held = true;
		if (this.entries.containsKey(entry.number())) {
			this.failed++;
		}
		return first;
	}

	/**
	 * Take the records to send again, once it is known of all what became of them.
	 * @return the records in their order; empty if nothing is known of some
	 */
	synchronized List<Entry> takeFailed() {
		if (this.failed < this.entries.size()) {
			return List.of();
		}
		this.failed = 0;
		return new ArrayList<>(this.entries.values());
	}

	/**
	 * Take note that records that were taken to be sent again were not sent.
	 */
	synchronized void putBack(Iterator<Entry> unsent) {
		unsent.forEachRemaining((entry) -> this.failed++);
	}

	synchronized boolean isHeld() {
		return this.held;
	}

	synchronized Unacknowledged snapshot() {
		return new Unacknowledged(this.entries.size(), this.bytes, this.entries.isEmpty() ? Duration.ZERO
				: Duration.ofNanos(System.nanoTime() - this.entries.firstEntry().getValue().since()));
	}

	/**
	 * Wait until nothing is in flight any more.
	 * @param atMost how long
	 * @throws InterruptedException if the thread was interrupted
	 */
	synchronized void awaitEmpty(Duration atMost) throws InterruptedException {
		long deadline = System.nanoTime() + atMost.toNanos();
		for (long left = atMost.toMillis(); left > 0
				&& !this.entries.isEmpty(); left = (deadline - System.nanoTime()) / 1_000_000) {
			wait(left);
		}
	}

	/**
	 * A record in flight.
	 *
	 * @param number its number
	 * @param record the record
	 * @param size how many bytes its datagram has
	 * @param since when it was received, as {@link System#nanoTime()} has it
	 */
	record Entry(long number, ProducerRecord<byte[], byte[]> record, int size, long since) {

	}

}
