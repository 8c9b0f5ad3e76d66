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

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.uxd.bridge.inbound.BridgeHeaders;
import io.github.uxd.reliability.journal.JournalRecord;
import io.github.uxd.reliability.journal.Payload;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * All that is in a topic.
 */
final class Topic {

	private Topic() {
	}

	/**
	 * Read a topic to its end.
	 */
	static List<Read> read(String bootstrapServers, String topic) {
		List<Read> all = new ArrayList<>();
		try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
				Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest"),
				new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
			List<TopicPartition> partitions = consumer.partitionsFor(topic)
				.stream()
				.map((info) -> new TopicPartition(topic, info.partition()))
				.toList();
			consumer.assign(partitions);
			consumer.seekToBeginning(partitions);
			Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
			while (ends.entrySet().stream().anyMatch((end) -> consumer.position(end.getKey()) < end.getValue())) {
				consumer.poll(Duration.ofMillis(200)).forEach((read) -> all.add(Read.of(read)));
			}
		}
		return all;
	}

	/**
	 * Understand a datagram of a sender.
	 */
	static JournalRecord understand(ByteBuffer datagram, Payload payload) {
		int sender = datagram.duplicate().order(ByteOrder.LITTLE_ENDIAN).getShort(datagram.position() + 4);
		return new JournalRecord(sender, datagram.remaining(), Payload.sequence(datagram),
				payload.isWhole(datagram, sender));
	}

	/**
	 * Where a record is.
	 */
	record Place(int partition, long offset) {

	}

	/**
	 * A record.
	 */
	record Read(Place place, Map<String, String> headers, byte[] payload) {

		private static Read of(ConsumerRecord<byte[], byte[]> read) {
			Map<String, String> headers = new HashMap<>();
			for (Header header : read.headers()) {
				headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
			}
			return new Read(new Place(read.partition(), read.offset()), headers, read.value());
		}

		String id() {
			return this.headers.get(BridgeHeaders.ID);
		}

	}

}
