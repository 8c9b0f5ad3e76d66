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
package io.github.uxd.benchmarks;

import java.io.IOException;
import java.util.Locale;

/**
 * Times the sends and the receives of one thread: a queue is filled, then drained, and
 * either is timed by itself, so that no other thread and no waiting comes in.
 */
final class PairTimer {

	/**
	 * What fits into the shortest queue that Linux is set up with.
	 */
	private static final int BATCH = 10;

	private PairTimer() {
	}

	static String time(Pair pair, int size, int batches) throws IOException {
		long sending = 0;
		long receiving = 0;
		for (int batch = 0; batch < batches; batch++) {
			long start = System.nanoTime();
			boolean taken = true;
			for (int i = 0; i < BATCH; i++) {
				taken &= pair.send();
			}
			long filled = System.nanoTime();
			boolean received = true;
			for (int i = 0; i < BATCH; i++) {
				received &= pair.receive() == size;
			}
			receiving += System.nanoTime() - filled;
			sending += filled - start;
			if (!taken || !received) {
				throw new IOException("A datagram was not " + (taken ? "received" : "sent"));
			}
		}
		return String.format(Locale.ROOT, "{\"count\": %d, \"sendNanos\": %d, \"receiveNanos\": %d}",
				(long) batches * BATCH, sending, receiving);
	}

}
