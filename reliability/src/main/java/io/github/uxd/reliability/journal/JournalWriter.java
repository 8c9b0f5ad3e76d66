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

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writes down what was handled, a record of 16 bytes each, in a file that is mapped: what
 * was written is there, however the process ends. Any thread may write.
 * <p>
 * The first record is the head: the {@link State}, and how many records there are, about.
 * The others have what {@link JournalRecord} packs into a word, and the time.
 */
public final class JournalWriter {

	static final int RECORD = 16;

	private final MappedByteBuffer records;

	private final int capacity;

	private final AtomicInteger next = new AtomicInteger(1);

	/**
	 * Create a journal.
	 * @param path where
	 * @param capacity for how many datagrams
	 * @throws IOException if it can't be written
	 */
	public JournalWriter(Path path, int capacity) throws IOException {
		this.capacity = capacity;
		try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ,
				StandardOpenOption.WRITE)) {
			this.records = channel.map(FileChannel.MapMode.READ_WRITE, 0, RECORD * (capacity + 1L));
		}
		this.records.order(ByteOrder.LITTLE_ENDIAN);
	}

	/**
	 * Write down that a datagram was handled.
	 * @param sender the number of its sender
	 * @param length its length in bytes
	 * @param sequence its number, or as much of it as it has
	 * @param whole whether it is as it was sent
	 */
	public void handled(int sender, int length, long sequence, boolean whole) {
		int slot = this.next.getAndIncrement();
		if (slot > this.capacity) {
			throw new IllegalStateException("The journal has no room for more than " + this.capacity + " datagrams");
		}
		this.records.putLong(RECORD * slot + Long.BYTES, System.nanoTime());
		this.records.putLong(RECORD * slot, JournalRecord.pack(sender, length, sequence, whole));
		this.records.putLong(Long.BYTES, slot);
	}

	/**
	 * Write down what the process does.
	 * @param state the state
	 */
	public void state(State state) {
		this.records.putLong(0, state.ordinal());
	}

	/**
	 * What a process does that writes a journal.
	 */
	public enum State {

		/**
		 * It is about to start.
		 */
		STARTS,

		/**
		 * It has started.
		 */
		LISTENS,

		/**
		 * It has ended as it should.
		 */
		ENDED

	}

}
