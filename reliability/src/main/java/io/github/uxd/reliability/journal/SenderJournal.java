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
	 * Return whether the sender gave up on a datagram, or met an error that it doesn't
	 * know.
	 * @return {@code true} if so
	 */
	public boolean hasFailed() {
		return word(2) > 1;
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

}
