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
package io.github.uxd.bridge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Writes down what the broker has acknowledged, in a file that is mapped: what was
 * written is there, however the process ends.
 */
public final class AckJournal implements ProducerInterceptor<byte[], byte[]> {

	static final String DIRECTORY = "ack.journal.directory";

	private static final int RECORD = 16;

	private static final int CAPACITY = 1_000_000;

	private MappedByteBuffer acknowledged;

	@Override
	public void configure(Map<String, ?> settings) {
		Path path = Path.of(String.valueOf(settings.get(DIRECTORY)), ProcessHandle.current().pid() + ".acks");
		try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ,
				StandardOpenOption.WRITE)) {
			this.acknowledged = channel.map(FileChannel.MapMode.READ_WRITE, 0, (long) RECORD * CAPACITY);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> sent) {
		return sent;
	}

	@Override
	public void onAcknowledgement(RecordMetadata metadata, Exception failure) {
		if (failure == null) {
			// An unused record has zeros.
			this.acknowledged.putLong(metadata.partition() + 1).putLong(metadata.offset());
		}
	}

	@Override
	public void close() {
	}

	/**
	 * Read what all processes have written.
	 * @param directory where
	 * @return where the records are that were acknowledged
	 */
	static Set<Topic.Place> read(Path directory) throws IOException {
		Set<Topic.Place> places = new HashSet<>();
		try (Stream<Path> paths = Files.list(directory)) {
			for (Path path : paths.filter((file) -> file.toString().endsWith(".acks")).toList()) {
				try (FileChannel channel = FileChannel.open(path)) {
					MappedByteBuffer journal = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
					for (long partition = journal.getLong(); partition != 0; partition = journal.getLong()) {
						places.add(new Topic.Place((int) partition - 1, journal.getLong()));
					}
				}
			}
		}
		return places;
	}

}
