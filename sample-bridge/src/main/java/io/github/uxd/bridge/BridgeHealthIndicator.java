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

import io.github.uxd.bridge.broker.BrokerWatch;
import io.github.uxd.bridge.broker.BrokerWatch.Absence;
import io.github.uxd.bridge.inbound.TopicForwarder;
import io.github.uxd.bridge.inbound.Unacknowledged;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/**
 * Down while the broker doesn't answer, or leaves a datagram without its acknowledgement
 * for too long.
 */
@Component
class BridgeHealthIndicator extends AbstractHealthIndicator {

	private final BrokerWatch broker;

	private final @Nullable TopicForwarder forwarder;

	private final BridgeProperties.In settings;

	BridgeHealthIndicator(BrokerWatch broker, ObjectProvider<TopicForwarder> forwarder, BridgeProperties properties) {
		super("The health of the bridge could not be found out");
		this.broker = broker;
		this.forwarder = forwarder.getIfAvailable();
		this.settings = properties.in();
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

}
