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

import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.RetriableException;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.listener.ConsumerRecordRecoverer;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer.HeaderNames.HeadersToAdd;
import org.springframework.kafka.support.ProducerListener;

/**
 * Puts records to the dead letters, with a producer of its own.
 */
class DeadLetters implements ConsumerRecordRecoverer, DisposableBean {

	private static final Map<String, Object> SETTINGS = Map.of(
			// Given up earlier than a datagram: its record is still in the topic, and
			// comes again.
			ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 15_000, ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000,
			ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000,
			// The record with the headers that say what was wrong.
			ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2 * 1024 * 1024);

	private final KafkaTemplate<byte[], byte[]> kafka;

	private final DeadLetterPublishingRecoverer publisher;

	DeadLetters(ProducerFactory<byte[], byte[]> producers) {
		this.kafka = new KafkaTemplate<>(producers, SETTINGS);
		// Who calls says it.
		this.kafka.setProducerListener(new ProducerListener<>() {
		});
		this.publisher = new DeadLetterPublishingRecoverer(this.kafka);
		// Several kB, the same for all.
		this.publisher.excludeHeader(HeadersToAdd.EX_STACKTRACE);
	}

	@Override
	public void accept(ConsumerRecord<?, ?> received, Exception failure) {
		try {
			this.publisher.accept(received, failure);
		}
		catch (RuntimeException ex) {
			if (!(NestedExceptionUtils.getMostSpecificCause(ex) instanceof RetriableException)) {
				// Refused with its password, say, a producer refuses all that comes
				// later.
				this.kafka.getProducerFactory().reset();
			}
			throw ex;
		}
	}

	@Override
	public void destroy() throws Exception {
		this.kafka.destroy();
	}

}
