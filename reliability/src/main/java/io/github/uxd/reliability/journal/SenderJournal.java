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
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a sender has written down; the layout is that of {@code struct journal} in
 * sender.c.
 */
public final class SenderJournal {

	private static final List<String> RETRIED = List.of("EAGAIN", "ECONNREFUSED", "ENOENT", "EPERM", "ECONNRESET");

	private final MappedByteBuffer words;

	/**
	 * Open a journal, and make its file so that the sender finds it.
	 * @param path where it is
	 */
	public SenderJournal(Path path) {
		try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ,
				StandardOpenOption.WRITE)) {
			this.words = channel.map(FileChannel.MapMode.READ_WRITE, 0, 4_096);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.words.order(ByteOrder.nativeOrder());
	}

	private long word(int index) {
		return this.words.getLong(Long.BYTES * index);
	}

	/**
	 * Return how many datagrams the kernel has accepted: all with smaller numbers.
	 * @return the number
	 */
	public long accepted() {
		return word(0);
	}

	/**
	 * Return whether one more datagram may have been accepted: the sender was killed when
	 * it was about to write that down.
	 * @return {@code true} if so
	 */
	public boolean isInDoubt() {
		return word(1) == accepted();
	}

	/**
	 * Return what the sender does.
	 * @return the state
	 */
	public State state() {
		return State.values()[(int) word(2)];
	}

	/**
	 * Return how often a datagram was not accepted at once, by the names of the errors.
	 * @return the numbers, without zeros
	 */
	public Map<String, Long> retries() {
		Map<String, Long> retries = new LinkedHashMap<>();
		for (int i = 0; i < RETRIED.size(); i++) {
			if (word(4 + i) > 0) {
				retries.put(RETRIED.get(i), word(4 + i));
			}
		}
		return retries;
	}

	/**
	 * What a sender does; in the order of sender.c.
	 */
	public enum State {

		/**
		 * It is about to start.
		 */
		STARTS,

		/**
		 * It sends.
		 */
		RUNS,

		/**
		 * It has sent what it was to, or was told to end.
		 */
		DONE,

		/**
		 * A datagram was not accepted in time.
		 */
		GAVE_UP,

		/**
		 * It met an error that it doesn't know.
		 */
		FAILED

	}

}
