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
package io.github.uxd.reliability.application;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import io.github.uxd.UxdAddress;
import io.github.uxd.reliability.journal.JournalWriter;
import io.github.uxd.reliability.journal.Payload;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What is done with a datagram, whoever is called for it: it is compared with what was
 * sent, written down, and then whatever is to be tried happens.
 */
class Handling {

	private final ReceiverProperties properties;

	private final Faults faults;

	private final Map<UxdAddress, Integer> senders = new ConcurrentHashMap<>();

	private final AtomicLong handled = new AtomicLong();

	private final ConcurrentHistogram latency = new ConcurrentHistogram(60_000_000L, 3);

	Handling(ReceiverProperties properties, JournalWriter journal) {
		this.properties = properties;
		this.faults = new Faults(properties, journal);
		this.latency.setAutoResize(true);
	}

	void handle(ByteBuffer datagram, @Nullable UxdAddress source) throws Throwable {
		long number = this.handled.getAndIncrement();
		int sender = this.senders.computeIfAbsent(source(source), Handling::sender);
		this.faults.write(datagram, sender);
		if (this.properties.latency()) {
			long sentAt = Payload.sentAt(datagram);
			if (sentAt != 0) {
				this.latency.recordValue(Math.max(0, (System.nanoTime() - sentAt) / 1_000));
			}
		}
		this.properties.behaviour().act(number);
	}

	private static UxdAddress source(@Nullable UxdAddress source) {
		if (source == null) {
			throw new IllegalStateException("All senders are bound");
		}
		return source;
	}

	/**
	 * The path of a sender's socket ends with its number.
	 */
	private static int sender(UxdAddress source) {
		String path = source.toString();
		return Integer.parseInt(path.substring(path.lastIndexOf('.') + 1));
	}

	/**
	 * Return how many datagrams have come.
	 */
	long count() {
		return this.handled.get();
	}

	/**
	 * Return how long datagrams took, from the time at which they were due to be sent, in
	 * microseconds.
	 */
	Histogram latency() {
		return this.latency;
	}

}
