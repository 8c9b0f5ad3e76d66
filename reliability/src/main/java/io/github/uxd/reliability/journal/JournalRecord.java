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

/**
 * What a journal says of one datagram.
 *
 * @param sender the number of its sender
 * @param length its length in bytes, below 65,536
 * @param sequence its number, or as many of the low bytes as it has
 * @param whole whether it is as it was sent
 */
public record JournalRecord(int sender, int length, long sequence, boolean whole) {

	private static final long VALID = 1L << 63;

	private static final long WHOLE = 1L << 62;

	static long pack(int sender, int length, long sequence, boolean whole) {
		return VALID | (whole ? WHOLE : 0) | ((long) sender << 48) | ((long) length << 32) | (sequence & 0xffff_ffffL);
	}

	static JournalRecord unpack(long word) {
		return new JournalRecord((int) (word >>> 48) & 0x3fff, (int) (word >>> 32) & 0xffff, word & 0xffff_ffffL,
				(word & WHOLE) != 0);
	}

}
