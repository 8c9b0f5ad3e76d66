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

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.uxd.bridge.broker.BrokerWatch;
import io.github.uxd.bridge.broker.BrokerWatch.Absence;
import io.github.uxd.bridge.inbound.TopicForwarder;
import io.github.uxd.bridge.inbound.Unacknowledged;
import io.github.uxd.bridge.outbound.ConsumerWatch;
import io.github.uxd.bridge.outbound.RecordSender;
import io.github.uxd.bridge.outbound.WaitingPartitions;
import io.github.uxd.bridge.outbound.WaitingPartitions.Waiting;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/**
 * Down while the broker doesn't answer, or leaves a datagram without its acknowledgement
 * for too long; and while nothing is read, or a record can't be sent for too long or be
 * put to the dead letters.
 */
@Component
class BridgeHealthIndicator extends AbstractHealthIndicator {

	private final BrokerWatch broker;

	private final @Nullable TopicForwarder forwarder;

	private final @Nullable RecordSender sender;

	private final ObjectProvider<ConsumerWatch> consumer;

	private final ObjectProvider<WaitingPartitions> waiting;

	private final BridgeProperties.In settings;

	private final Duration waitsTooLong;

	BridgeHealthIndicator(BrokerWatch broker, ObjectProvider<TopicForwarder> forwarder,
			ObjectProvider<RecordSender> sender, ObjectProvider<ConsumerWatch> consumer,
			ObjectProvider<WaitingPartitions> waiting, BridgeProperties properties) {
		super("The health of the bridge could not be found out");
		this.broker = broker;
		this.forwarder = forwarder.getIfAvailable();
		this.sender = sender.getIfAvailable();
		this.consumer = consumer;
		this.waiting = waiting;
		this.settings = properties.in();
		this.waitsTooLong = properties.out().slowAfter();
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		builder.up();
		Absence absence = this.broker.absence();
		if (absence != null) {
			builder.down().withDetail("brokerAwaySince", absence.since()).withDetail("reason", absence.reason());
		}
		if (this.forwarder != null) {
			describe(this.forwarder, builder);
		}
		this.consumer.ifAvailable((consumer) -> describe(consumer, builder));
		this.waiting.ifAvailable((waiting) -> describe(waiting.all(), builder));
		if (this.sender != null) {
			builder.withDetail("deadLettered", this.sender.deadLettered());
		}
	}

	private void describe(TopicForwarder forwarder, Health.Builder builder) {
		Unacknowledged unacknowledged = forwarder.unacknowledged();
		builder.withDetail("inFlight", unacknowledged.count() + " of " + this.settings.maxInFlight());
		builder.withDetail("inFlightBytes",
				unacknowledged.bytes() + " of " + this.settings.maxInFlightSize().toBytes());
		Duration age = unacknowledged.oldestAge();
		if (!age.isZero()) {
			builder.withDetail("oldestInFlight", age);
		}
		if (age.compareTo(this.settings.slowAfter()) > 0) {
			builder.down();
		}
		String refusal = forwarder.refusal();
		if (refusal != null) {
			builder.down().withDetail("refused", refusal);
		}
	}

	private static void describe(ConsumerWatch consumer, Health.Builder builder) {
		String obstacle = consumer.obstacle();
		builder.withDetail("consumer", (obstacle != null) ? obstacle : "running");
		if (obstacle != null) {
			builder.down();
		}
	}

	private void describe(List<Waiting> waiting, Health.Builder builder) {
		Instant tooLong = Instant.now().minus(this.waitsTooLong);
		for (Waiting partition : waiting) {
			builder.withDetail("partition" + partition.partition(), "waits with record " + partition.offset()
					+ " since " + partition.since() + ": " + partition.reason());
			if (partition.unburied() != null || partition.since().isBefore(tooLong)) {
				builder.down();
			}
		}
	}

}
