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
package io.github.uxd.bridge;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

import io.github.uxd.Datagram;
import io.github.uxd.reliability.journal.Payload;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * How many datagrams arrive, and how long after they were to be sent.
 */
final class Arrivals implements Consumer<Datagram> {

	private final LongAdder count = new LongAdder();

	private final Recorder nanos = new Recorder(3);

	@Override
	public void accept(Datagram datagram) {
		// The sender's clock is the same: CLOCK_MONOTONIC.
		this.nanos.recordValue(Math.max(0, System.nanoTime() - Payload.sentAt(datagram.payload())));
		this.count.increment();
	}

	long count() {
		return this.count.sum();
	}

	/**
	 * Return how long those took that came since the last call.
	 * @return the times in nanoseconds
	 */
	Histogram takeNanos() {
		return this.nanos.getIntervalHistogram();
	}

}
