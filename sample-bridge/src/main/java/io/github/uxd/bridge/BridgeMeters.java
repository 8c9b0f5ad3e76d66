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

import java.util.concurrent.TimeUnit;

import io.github.uxd.bridge.broker.BrokerWatch;
import io.github.uxd.bridge.inbound.TopicForwarder;
import io.github.uxd.bridge.outbound.RecordSender;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * What the bridge counts.
 */
@Component
class BridgeMeters implements MeterBinder {

	private final BrokerWatch broker;

	private final ObjectProvider<TopicForwarder> forwarder;

	private final ObjectProvider<RecordSender> sender;

	BridgeMeters(BrokerWatch broker, ObjectProvider<TopicForwarder> forwarder, ObjectProvider<RecordSender> sender) {
		this.broker = broker;
		this.forwarder = forwarder;
		this.sender = sender;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder("bridge.broker.available", () -> (this.broker.absence() != null) ? 0 : 1)
			.description("Whether the broker answers")
			.register(registry);
		this.forwarder.ifAvailable((forwarder) -> bind(forwarder, registry));
		this.sender.ifAvailable((sender) -> bind(sender, registry));
	}

	private static void bind(TopicForwarder forwarder, MeterRegistry registry) {
		FunctionCounter.builder("bridge.in.acknowledged", forwarder, TopicForwarder::acknowledged)
			.description("Datagrams that the broker has acknowledged")
			.register(registry);
		FunctionCounter.builder("bridge.in.refused", forwarder, TopicForwarder::refused)
			.description("Datagrams that the broker will never take, and that are dropped")
			.register(registry);
		Gauge.builder("bridge.in.unacknowledged", forwarder, (f) -> f.unacknowledged().count())
			.description("Datagrams on the way to the broker")
			.register(registry);
		Gauge.builder("bridge.in.unacknowledged.size", forwarder, (f) -> f.unacknowledged().bytes())
			.baseUnit("bytes")
			.description("Size of the datagrams on the way to the broker")
			.register(registry);
		TimeGauge
			.builder("bridge.in.unacknowledged.age", forwarder, TimeUnit.NANOSECONDS,
					(f) -> f.unacknowledged().oldestAge().toNanos())
			.description("How long the oldest of them is on the way")
			.register(registry);
	}

	private static void bind(RecordSender sender, MeterRegistry registry) {
		FunctionCounter.builder("bridge.out.sent", sender, RecordSender::sent)
			.description("Records that were sent as datagrams")
			.register(registry);
		FunctionCounter.builder("bridge.out.dead.lettered", sender, RecordSender::deadLettered)
			.description("Records that went to the dead letters")
			.register(registry);
	}

}
