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
package io.github.uxd.reliability.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What the datagrams of the senders hold. All of it, the length too, follows from the
 * sender's number and the datagram's, so that the one who gets it compares every byte.
 * Sender.c has the same functions.
 * <p>
 * A datagram of 24 bytes or more begins with its number, its sender, its length, a
 * checksum of the time, and the time at which it was sent; one of 4 or more with its
 * number; a shorter one has only the low bytes of that. Words are little-endian.
 *
 * @param shortest the length of the shortest datagram in bytes
 * @param longest the length of the longest
 */
public record Payload(int shortest, int longest) {

	/**
	 * What everything from 1 byte to 60 kB takes.
	 */
	public static final Payload ANY = new Payload(1, 60_000);

	/**
	 * The length from which on a datagram has its whole number.
	 */
	public static final int NUMBERED = 4;

	/**
	 * The length from which on a datagram has a whole header.
	 */
	public static final int HEADER = 24;

	private static final int MAGIC = 0x7564;

	private static final ByteBuffer BLOCK = block();

	private static ByteBuffer block() {
		ByteBuffer block = ByteBuffer.allocateDirect(65_536 + 4_096).order(ByteOrder.LITTLE_ENDIAN);
		for (int i = 0; i < block.capacity() / Long.BYTES; i++) {
			block.putLong(i * Long.BYTES, mix(i));
		}
		return block;
	}

	private static long mix(long x) {
		long y = x + 0x9e3779b97f4a7c15L;
		y = (y ^ (y >>> 30)) * 0xbf58476d1ce4e5b9L;
		y = (y ^ (y >>> 27)) * 0x94d049bb133111ebL;
		return y ^ (y >>> 31);
	}

	private static long hash(int sender, long sequence) {
		return mix(((long) sender << 40) ^ sequence);
	}

	/**
	 * Return how long a datagram is. Each power of two is as likely as another to be the
	 * limit: most are short.
	 * @param sender the number of the sender
	 * @param sequence the number of the datagram
	 * @return the length in bytes
	 */
	public int length(int sender, long sequence) {
		long hash = hash(sender, sequence);
		int limit = 1 << (int) Long.remainderUnsigned(hash, 17);
		int most = Math.max(Math.min(limit, this.longest), this.shortest);
		return this.shortest + (int) ((hash >>> 32) % (most - this.shortest + 1));
	}

	/**
	 * Return the number of a datagram, or as many of its low bytes as it has.
	 * @param datagram the datagram, from its position on
	 * @return the number
	 */
	public static long sequence(ByteBuffer datagram) {
		long sequence = 0;
		for (int i = 0; i < Math.min(NUMBERED, datagram.remaining()); i++) {
			sequence |= (datagram.get(datagram.position() + i) & 0xffL) << (Byte.SIZE * i);
		}
		return sequence;
	}

	/**
	 * Return when a datagram was sent.
	 * @param datagram the datagram, from its position on
	 * @return the time as {@link System#nanoTime()} has it, or 0 if it is too short to
	 * tell
	 */
	public static long sentAt(ByteBuffer datagram) {
		return (datagram.remaining() < HEADER) ? 0
				: datagram.duplicate().order(ByteOrder.LITTLE_ENDIAN).getLong(datagram.position() + 16);
	}

	/**
	 * Return whether a datagram of 4 bytes or more is as it was sent. (Whether a shorter
	 * one is, the judge knows, who knows which one it may be.)
	 * @param datagram the datagram, from its position on
	 * @param sender the number of its sender
	 * @return {@code true} if it is, or is too short to tell
	 */
	public boolean isWhole(ByteBuffer datagram, int sender) {
		int length = datagram.remaining();
		if (length < NUMBERED) {
			return true;
		}
		long sequence = sequence(datagram);
		if (length != length(sender, sequence)) {
			return false;
		}
		int head = (length < HEADER) ? NUMBERED : HEADER;
		int offset = (int) ((hash(sender, sequence) >>> 20) & 4_095);
		return (head < HEADER || hasHeader(datagram, sender, length))
				&& datagram.slice(datagram.position() + head, length - head)
					.equals(BLOCK.slice(offset + head, length - head));
	}

	private static boolean hasHeader(ByteBuffer datagram, int sender, int length) {
		ByteBuffer header = datagram.slice().order(ByteOrder.LITTLE_ENDIAN);
		return (header.getShort(4) & 0xffff) == sender && header.getShort(6) == MAGIC && header.getInt(8) == length
				&& header.getInt(12) == (int) mix(header.getLong(16));
	}

}
