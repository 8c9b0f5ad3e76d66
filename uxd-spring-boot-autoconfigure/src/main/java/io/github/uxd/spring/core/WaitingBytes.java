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

/**
 * Bounds the bytes of all that waits to be sent, so that those who never read can't fill
 * the heap. Thread-safe.
 * <p>
 * What waits is held by shares, one for each destination and one for the requests. A
 * share may grow as long as it holds no more than is still free. So one alone gets half
 * of the whole, forty get a forty-first each, and whoever comes next finds as much: a
 * fixed part for each would be too little for one and too much for forty.
 */
final class WaitingBytes {

	/**
	 * What a datagram takes of the heap beside its payload, in bytes: its future and what
	 * hangs on that, its place in the queue, its address, and the queue if it is alone in
	 * it. Rounded up; without it empty datagrams would cost nothing.
	 */
	static final int OVERHEAD = 1024;

	private long limit;

	private long used;

	/**
	 * Create a bound.
	 * @param limit how many bytes may wait
	 */
	WaitingBytes(long limit) {
		this.limit = limit;
	}

	synchronized void setLimit(long limit) {
		this.limit = limit;
	}

	synchronized long limit() {
		return this.limit;
	}

	/**
	 * Return how many bytes wait in all shares together.
	 */
	synchronized long used() {
		return this.used;
	}

	private synchronized boolean tryTake(Share share, long bytes) {
		if (share.held + bytes > this.limit - this.used) {
			return false;
		}
		share.held += bytes;
		this.used += bytes;
		return true;
	}

	private synchronized void giveBack(Share share, long bytes) {
		share.held -= bytes;
		this.used -= bytes;
	}

	private synchronized String describe(Share share) {
		return share.held + " bytes wait there and " + (this.limit - this.used) + " of the " + this.limit
				+ " of 'template.queue-size' are free, which is less than it would hold with this one, of " + OVERHEAD
				+ " bytes and its payload";
	}

	/**
	 * What waits for one and the same.
	 */
	final class Share {

		private long held;

		/**
		 * Take the bytes of a datagram.
		 * @param length the size of its payload
		 * @return {@code false} if there are too many already
		 */
		boolean tryTake(int length) {
			return WaitingBytes.this.tryTake(this, (long) length + OVERHEAD);
		}

		/**
		 * Give back what was taken for a datagram.
		 * @param length the size of its payload
		 */
		void giveBack(int length) {
			WaitingBytes.this.giveBack(this, (long) length + OVERHEAD);
		}

		/**
		 * Return why there is no room, for a message.
		 */
		@Override
		public String toString() {
			return describe(this);
		}

	}

}
