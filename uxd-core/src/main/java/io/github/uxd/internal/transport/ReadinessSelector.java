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
package io.github.uxd.internal.transport;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

/**
 * Waits in the kernel until a channel has something to read. Only {@link #wakeUp()} may
 * be called by other threads.
 */
final class ReadinessSelector implements Closeable {

	/**
	 * How often in a row {@code poll(2)} may fail at once before it is taken for an
	 * error.
	 */
	private static final int FAILURES_TO_FORGIVE = 16;

	private static final long AT_ONCE = TimeUnit.MILLISECONDS.toNanos(1);

	private final Selector selector;

	/**
	 * Whether there is a wake-up that no wait has seen yet. The library writes a byte to
	 * a pipe for each, which would fill when nobody waits, and block.
	 */
	private final AtomicBoolean wakeUpPending = new AtomicBoolean();

	private @Nullable SelectionKey key;

	private int failures;

	ReadinessSelector(Selector selector) {
		this.selector = selector;
	}

	boolean await(SelectableChannel channel, long timeoutMillis) throws IOException {
		register(channel);
		long start = System.nanoTime();
		try {
			// A time-out of 0 is "just look" here, not "for ever" as in the JDK.
			int ready = this.selector.select(timeoutMillis);
			this.failures = 0;
			this.selector.selectedKeys().clear();
			return ready > 0;
		}
		catch (SocketException ex) {
			// A signal that interrupts poll(2) surfaces as such an exception, and only
			// its text, which follows the locale, tells it from another. To our caller
			// it is a wake-up.
			boolean atOnce = System.nanoTime() - start < AT_ONCE;
			this.failures = atOnce ? this.failures + 1 : 0;
			if (this.failures > FAILURES_TO_FORGIVE) {
				throw ex;
			}
			return false;
		}
		finally {
			this.wakeUpPending.set(false);
		}
	}

	/**
	 * A channel that was closed is dropped by the selector without a word; register the
	 * one in its place.
	 */
	private void register(SelectableChannel channel) throws IOException {
		SelectionKey current = this.key;
		if (current != null && current.channel() == channel && current.isValid()) {
			return;
		}
		if (current != null) {
			current.cancel();
		}
		this.key = channel.register(this.selector, SelectionKey.OP_READ);
	}

	void wakeUp() {
		if (this.wakeUpPending.compareAndSet(false, true)) {
			this.selector.wakeup();
		}
	}

	@Override
	public void close() throws IOException {
		SelectionKey current = this.key;
		if (current != null) {
			current.cancel();
		}
		this.selector.close();
	}

}
