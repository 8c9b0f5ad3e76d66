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
package io.github.uxd.bridge.inbound;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

import io.github.uxd.Datagram;
import io.github.uxd.SenderCredentials;
import io.github.uxd.UxdAddress;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Makes records of datagrams. The key decides on the partition, and so on what stays in
 * order: it is the source. Senders that have none are told apart by their process, if the
 * peer asks for that, and else can't be: then they have one key, and their order among
 * all of them.
 */
class RecordMaker {

	private final String process = UUID.randomUUID().toString();

	private final String topic;

	/**
	 * Create it.
	 * @param topic where the records go
	 */
	RecordMaker(String topic) {
		this.topic = topic;
	}

	/**
	 * Make a record.
	 * @param datagram the datagram
	 * @param peerId the id of the peer that received it
	 * @param number what tells it from the others of this process
	 * @param received when it was received
	 */
	ProducerRecord<byte[], byte[]> make(Datagram datagram, String peerId, long number, Instant received) {
		UxdAddress source = datagram.source();
		SenderCredentials credentials = datagram.credentials();
		byte[] key;
		if (source != null) {
			key = source.toBytes();
		}
		else {
			key = bytes((credentials != null) ? peerId + "#" + credentials.pid() : peerId);
		}
		ProducerRecord<byte[], byte[]> made = new ProducerRecord<>(this.topic, null, received.toEpochMilli(), key,
				datagram.toByteArray());
		Headers headers = made.headers();
		headers.add(BridgeHeaders.ID, bytes(this.process + "-" + number));
		headers.add(BridgeHeaders.PEER, bytes(peerId));
		headers.add(BridgeHeaders.RECEIVED, bytes(received.toString()));
		if (source != null) {
			headers.add(BridgeHeaders.SOURCE, bytes(source.toString()));
		}
		if (credentials != null) {
			headers.add(BridgeHeaders.PID, bytes(Integer.toString(credentials.pid())));
			headers.add(BridgeHeaders.UID, bytes(Long.toString(credentials.uid())));
			headers.add(BridgeHeaders.GID, bytes(Long.toString(credentials.gid())));
		}
		return made;
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
