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
package io.github.uxd.sample.console;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A page that is open in a browser, and what is to be sent to it. One that reads slowly
 * misses frames, and is told how many; nobody waits for it.
 */
class Page {

	private static final int WAITING = 8;

	private static final byte[] BYE = "event: bye\ndata: {}\n\n".getBytes(StandardCharsets.UTF_8);

	private final BlockingQueue<byte[]> frames = new ArrayBlockingQueue<>(WAITING);

	private final AtomicInteger missed = new AtomicInteger();

	private volatile boolean closed;

	/**
	 * Have an event sent.
	 * @param event the event, as it is sent
	 */
	void offer(byte[] event) {
		if (!this.frames.offer(event)) {
			this.missed.incrementAndGet();
		}
	}

	/**
	 * Have no more sent.
	 */
	void close() {
		this.closed = true;
		// Whoever waits looks again; who doesn't will.
		this.frames.offer(BYE);
	}

	/**
	 * Send events until the page or the application is closed.
	 * @param output where to
	 * @throws IOException if the page is closed
	 * @throws InterruptedException if the thread is interrupted
	 */
	void sendTo(OutputStream output) throws IOException, InterruptedException {
		while (!this.closed) {
			byte[] frame = this.frames.take();
			int missed = this.missed.getAndSet(0);
			if (missed > 0) {
				output.write(("event: missed\ndata: " + missed + "\n\n").getBytes(StandardCharsets.UTF_8));
			}
			output.write(frame);
			output.flush();
		}
		output.write(BYE);
		output.flush();
	}

}
