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

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.uxd.bridge.LogLimit;
import io.github.uxd.text.OneLine;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.listener.RetryListener;

/**
 * Which partitions wait, since their next record can't be sent, and why. Says so in the
 * log, once for each record and each of the two reasons. Thread-safe.
 */
public class WaitingPartitions implements RetryListener, ConsumerAwareRebalanceListener {

	private static final Logger logger = LoggerFactory.getLogger(WaitingPartitions.class);

	private final Map<TopicPartition, Waiting> waiting = new ConcurrentHashMap<>();

	private final LogLimit unsent = new LogLimit();

	private final LogLimit unburied = new LogLimit();

	private final LogLimit buried = new LogLimit();

	/**
	 * Return what waits.
	 * @return the partitions in their order
	 */
	public List<Waiting> all() {
		return this.waiting.values().stream().sorted(Comparator.comparingInt(Waiting::partition)).toList();
	}

	/**
	 * Return why a record could not be sent the last time.
	 * @param of the record
	 * @return the reason, or {@code null} if it isn't known to wait
	 */
	@Nullable Exception lastFailure(ConsumerRecord<?, ?> of) {
		Waiting before = this.waiting.get(partition(of));
		return (before != null && before.offset() == of.offset()) ? before.failure() : null;
	}

	/**
	 * Take note that a record was sent.
	 */
	void sent(ConsumerRecord<?, ?> sent) {
		if (!this.waiting.isEmpty()) {
			this.waiting.remove(partition(sent));
		}
	}

	@Override
	public void failedDelivery(ConsumerRecord<?, ?> received, @Nullable Exception failure, int attempt) {
		Exception why = (failure != null) ? failure : new IllegalStateException("for an unknown reason");
		Waiting before = this.waiting.get(partition(received));
		if (before != null && before.offset() == received.offset()) {
			this.waiting.put(partition(received), before.failedWith(why));
			return;
		}
		Waiting now = new Waiting(received.partition(), received.offset(), Instant.now(), why, null);
		this.waiting.put(partition(received), now);
		this.unsent.log((count) -> logger.warn(
				"Record {} of partition {} can't be sent ({} of them since the last message): {}", now.offset(),
				now.partition(), count, now.reason()));
	}

	@Override
	public void recovered(ConsumerRecord<?, ?> received, @Nullable Exception failure) {
		this.waiting.remove(partition(received));
		this.buried.log((count) -> logger.warn(
				"Record {} of partition {} goes to the dead letters ({} of them since the last message): {}",
				received.offset(), received.partition(), count, Waiting.message(failure)));
	}

	@Override
	public void recoveryFailed(ConsumerRecord<?, ?> received, @Nullable Exception original, Exception failure) {
		Waiting before = this.waiting.get(partition(received));
		Exception why = (original != null) ? original : failure;
		Waiting now = new Waiting(received.partition(), received.offset(),
				(before != null) ? before.since() : Instant.now(), why, failure);
		this.waiting.put(partition(received), now);
		if (before == null || before.unburied() == null) {
			this.unburied.log((count) -> logger.error(
					"Record {} of partition {} can be neither sent nor put to the dead letters, and is tried again "
							+ "until one can ({} of them since the last message): {}",
					now.offset(), now.partition(), count, now.reason()));
		}
	}

	@Override
	public void onPartitionsRevokedAfterCommit(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
		forget(partitions);
	}

	@Override
	public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
		forget(partitions);
	}

	private void forget(Collection<TopicPartition> partitions) {
		// Others wait with them now.
		partitions.forEach(this.waiting::remove);
	}

	private static TopicPartition partition(ConsumerRecord<?, ?> of) {
		return new TopicPartition(of.topic(), of.partition());
	}

	/**
	 * A partition that waits.
	 *
	 * @param partition its number
	 * @param offset the record that can't be sent
	 * @param since when that was found out
	 * @param failure why it can't be sent
	 * @param unburied why it can't be put to the dead letters, or {@code null} if it is
	 * not time for that, or not tried
	 */
	public record Waiting(int partition, long offset, Instant since, Exception failure, @Nullable Exception unburied) {

		private Waiting failedWith(Exception failure) {
			return new Waiting(this.partition, this.offset, this.since, failure, this.unburied);
		}

		/**
		 * Return why it waits.
		 * @return one line
		 */
		public String reason() {
			String unsent = message(this.failure);
			return (this.unburied != null) ? unsent + "; no dead letter: " + message(this.unburied) : unsent;
		}

		private static String message(@Nullable Exception failure) {
			return (failure != null)
					? OneLine.of(String.valueOf(NestedExceptionUtils.getMostSpecificCause(failure).getMessage()))
					: "for an unknown reason";
		}

	}

}
