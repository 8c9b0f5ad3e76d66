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
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * The journal of a process that may still write it, or was killed.
 */
public final class Journal {

	/**
	 * A thread that was killed between its claim of a record and the writing leaves a
	 * hole. There are fewer threads than this.
	 */
	private static final int LONGEST_HOLE = 4_096;

	private final MappedByteBuffer records;

	private Journal(MappedByteBuffer records) {
		this.records = records;
	}

	/**
	 * Open a journal, and make its file so that the writer finds it.
	 * @param path where it is
	 * @param capacity for how many datagrams
	 * @return the journal
	 */
	public static Journal open(Path path, int capacity) {
		try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ,
				StandardOpenOption.WRITE)) {
			MappedByteBuffer records = channel.map(FileChannel.MapMode.READ_WRITE, 0,
					JournalWriter.RECORD * (capacity + 1L));
			records.order(ByteOrder.LITTLE_ENDIAN);
			return new Journal(records);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("No journal at " + path + " (" + Files.exists(path) + ")", ex);
		}
	}

	/**
	 * Return what the writer does.
	 * @return the state
	 */
	public JournalWriter.State state() {
		return JournalWriter.State.values()[(int) this.records.getLong(0)];
	}

	/**
	 * Return how many datagrams were handled, about: threads may be about to write.
	 * @return the number
	 */
	public long handled() {
		return this.records.getLong(Long.BYTES);
	}

	/**
	 * Read it from the first record to the last.
	 * @param consumer told of each
	 */
	public void forEach(Consumer<JournalRecord> consumer) {
		int hole = 0;
		for (int at = JournalWriter.RECORD; at < this.records.capacity()
				&& hole < LONGEST_HOLE; at += JournalWriter.RECORD) {
			long word = this.records.getLong(at);
			if (word == 0) {
				hole++;
			}
			else {
				hole = 0;
				consumer.accept(JournalRecord.unpack(word));
			}
		}
	}

}
