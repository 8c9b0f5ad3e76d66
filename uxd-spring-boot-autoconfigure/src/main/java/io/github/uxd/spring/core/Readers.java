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

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

import io.github.uxd.UxdAddress;
import org.jspecify.annotations.Nullable;

/**
 * Knows which destinations read what they are sent, as far as one number tells that: how
 * much of the send buffer, which all destinations share, is taken. Not thread-safe.
 * <p>
 * Who has been sent more than all destinations together leave unread has read the rest,
 * whatever the others did. Each such proof is a point of a score, which shrinks when a
 * destination is sent the next datagram and doesn't even seem to have read the last: the
 * buffer is fuller than before that was sent.
 * <p>
 * The buffer is shared out by that: the half to everybody; three quarters to those that
 * aren't suspected of having left something unread; all of it to those with a score.
 */
final class Readers {

	/**
	 * The best score. So many datagrams a destination may be sent, after it has ceased to
	 * read, into the part of the buffer that is kept for those that do.
	 */
	private static final int BEST_SCORE = 8;

	/**
	 * How many destinations with a score to remember.
	 */
	private static final int MOST_READERS = 1000;

	/**
	 * How many others to remember: about as many as a large send buffer has room for.
	 */
	private static final int MOST_STRANGERS = 10_000;

	/**
	 * How long a suspicion lasts, in nanoseconds: that others have left something unread
	 * since hides that a destination has read.
	 */
	static final long TIME_TO_FORGET = TimeUnit.SECONDS.toNanos(1);

	/**
	 * What a datagram takes of the buffer at least, beside its payload: the kernel's own
	 * record of it, {@code SKB_TRUESIZE(0)}, is larger on each 64-bit Linux. More than it
	 * takes would prove what isn't so.
	 */
	static final int OVERHEAD = 512;

	private final Map<UxdAddress, Destination> readers = new LinkedHashMap<>();

	private final Map<UxdAddress, Destination> strangers = new LinkedHashMap<>();

	/**
	 * Those whose last datagram isn't known to have been read, in the order in which that
	 * is proved when the buffer empties, last first.
	 */
	private final TreeSet<Destination> unread = new TreeSet<>();

	private long count;

	/**
	 * Take note of how much of the buffer is taken.
	 * @param destination who is to be sent something
	 * @param used the number of bytes
	 */
	void observe(UxdAddress destination, int used) {
		while (!this.unread.isEmpty() && used < this.unread.last().unproved()) {
			Destination proved = this.unread.last();
			read(proved, true);
			proved.read = proved.sent - used;
		}
		Destination next = find(destination);
		if (next != null && next.unread && used <= next.before) {
			// It seems so. Somebody else may have read as much, so that it earns nothing.
			read(next, false);
		}
	}

	private void read(Destination destination, boolean scores) {
		this.unread.remove(destination);
		destination.unread = false;
		if (scores) {
			destination.score = Math.min(destination.score + 1, BEST_SCORE);
			remember(destination);
		}
	}

	/**
	 * Return whether a destination may be sent something now.
	 * @param used how much of the buffer is taken
	 * @param size the size of the buffer
	 * @param now the time, on the clock of {@link System#nanoTime()}
	 */
	boolean mayBeSent(UxdAddress destination, int used, int size, long now) {
		if (used < size / 2) {
			return true;
		}
		Destination known = find(destination);
		if (known != null && known.score > 0) {
			return true;
		}
		boolean suspected = known != null && known.unread && now - known.time < TIME_TO_FORGET;
		return used < size / 4 * 3 && !suspected;
	}

	/**
	 * Take note of what was sent.
	 * @param length how many bytes
	 * @param used how much of the buffer was taken before
	 * @param now the time, on the clock of {@link System#nanoTime()}
	 */
	void sent(UxdAddress destination, int length, int used, long now) {
		Destination known = find(destination);
		if (known == null) {
			known = new Destination(destination, this.count++);
		}
		if (known.unread) {
			this.unread.remove(known);
			known.score = Math.max(0, known.score - 1);
		}
		known.sent += length + OVERHEAD;
		known.before = used;
		known.time = now;
		known.unread = true;
		this.unread.add(known);
		remember(known);
	}

	private @Nullable Destination find(UxdAddress destination) {
		Destination reader = this.readers.get(destination);
		return (reader != null) ? reader : this.strangers.get(destination);
	}

	/**
	 * Remember a destination, and forget another one for that if need be. Strangers, of
	 * whom there may be any number, take no reader's place.
	 */
	private void remember(Destination destination) {
		this.readers.remove(destination.address);
		this.strangers.remove(destination.address);
		Map<UxdAddress, Destination> destinations = (destination.score > 0) ? this.readers : this.strangers;
		destinations.put(destination.address, destination);
		if (destinations.size() > ((destination.score > 0) ? MOST_READERS : MOST_STRANGERS)) {
			Iterator<Destination> eldest = destinations.values().iterator();
			this.unread.remove(eldest.next());
			eldest.remove();
		}
	}

	/**
	 * What is known of a destination.
	 */
	private static final class Destination implements Comparable<Destination> {

		private final UxdAddress address;

		private final long number;

		private int score;

		/**
		 * What it has been sent in all takes so many bytes of the buffer at least.
		 */
		private long sent;

		/**
		 * So many of them it has read at least.
		 */
		private long read;

		/**
		 * Whether the last datagram isn't known to have been read, and what was taken of
		 * the buffer before it, and when that was.
		 */
		private boolean unread;

		private int before;

		private long time;

		Destination(UxdAddress address, long number) {
			this.address = address;
			this.number = number;
		}

		long unproved() {
			return this.sent - this.read;
		}

		/**
		 * The one of which least is unproved comes first, and of those the eldest.
		 */
		@Override
		public int compareTo(Destination other) {
			int order = Long.compare(unproved(), other.unproved());
			return (order != 0) ? order : Long.compare(this.number, other.number);
		}

	}

}
