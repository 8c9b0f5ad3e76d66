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
package io.github.uxd.bridge.outbound;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

import io.github.uxd.UxdAddress;
import io.github.uxd.bridge.BridgeProperties;
import io.github.uxd.spring.core.UxdOperations;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.annotation.KafkaListener;

/**
 * Sends each record of the topic as a datagram. When this returns for a record, the
 * kernel has the datagram; only then the record may be committed. One record after the
 * other for each partition, so that the order of a source stays.
 */
public class RecordSender {

	static final String LISTENER = "bridge-out";

	private final UxdOperations template;

	private final WaitingPartitions waiting;

	private final BridgeProperties settings;

	private final @Nullable UxdAddress destination;

	private final @Nullable String destinationHeader;

	private final AtomicLong sent = new AtomicLong();

	private final AtomicLong deadLettered = new AtomicLong();

	/**
	 * Create a sender.
	 * @param template sends the datagrams
	 * @param settings where to
	 * @param waiting is told what was sent
	 */
	public RecordSender(UxdOperations template, BridgeProperties settings, WaitingPartitions waiting) {
		this.template = template;
		this.waiting = waiting;
		this.settings = settings;
		this.destination = settings.out().address();
		this.destinationHeader = settings.out().destinationHeader();
	}

	/**
	 * Return the topic that is read.
	 * @return its name
	 */
	public String topic() {
		return this.settings.topic();
	}

	/**
	 * Return the group of consumers that this one belongs to.
	 * @return its name
	 */
	public String group() {
		return this.settings.out().group();
	}

	@KafkaListener(id = LISTENER, idIsGroup = false, groupId = "#{__listener.group()}",
			topics = "#{__listener.topic()}")
	void send(ConsumerRecord<byte[], byte @Nullable []> received) {
		byte[] payload = received.value();
		this.template.send((payload != null) ? payload : new byte[0], destination(received));
		this.sent.incrementAndGet();
		this.waiting.sent(received);
	}

	private UxdAddress destination(ConsumerRecord<?, ?> received) {
		Header header = (this.destinationHeader != null) ? received.headers().lastHeader(this.destinationHeader) : null;
		if (header != null && header.value() != null) {
			return UxdAddress.parse(new String(header.value(), StandardCharsets.UTF_8));
		}
		if (this.destination != null) {
			return this.destination;
		}
		throw new IllegalArgumentException("The record has no header '" + this.destinationHeader
				+ "', and bridge.out.destination is not set: nobody knows where to send it");
	}

	/**
	 * Take note that a record went to the dead letters.
	 */
	void countDeadLetter() {
		this.deadLettered.incrementAndGet();
	}

	/**
	 * Return how many records were sent, repeated ones too.
	 * @return the number
	 */
	public long sent() {
		return this.sent.get();
	}

	/**
	 * Return how many records went to the dead letters.
	 * @return the number
	 */
	public long deadLettered() {
		return this.deadLettered.get();
	}

}
