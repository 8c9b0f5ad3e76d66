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

import java.time.Duration;

import io.github.uxd.Datagram;
import io.github.uxd.bridge.BridgeProperties;
import io.github.uxd.spring.UxdHeaders;
import io.github.uxd.spring.integration.inbound.UxdInboundChannelAdapter;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaProducerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.dsl.IntegrationFlow;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.ProducerListener;

/**
 * The half that hands on what a peer receives.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "bridge.in.enabled", matchIfMissing = true)
class InboundConfiguration {

	@Bean
	UxdInboundChannelAdapter bridgeInbound(BridgeProperties properties) {
		UxdInboundChannelAdapter adapter = new UxdInboundChannelAdapter(properties.in().peer());
		adapter.setPayloadType(Datagram.class);
		return adapter;
	}

	@Bean
	TopicForwarder topicForwarder(KafkaTemplate<byte[], byte[]> kafka,
			@Qualifier("bridgeInbound") UxdInboundChannelAdapter inbound, BridgeProperties properties) {
		return new TopicForwarder(kafka, inbound, properties);
	}

	@Bean
	IntegrationFlow bridgeInboundFlow(@Qualifier("bridgeInbound") UxdInboundChannelAdapter inbound,
			TopicForwarder forwarder) {
		return IntegrationFlow.from(inbound).handle(Datagram.class, (datagram, headers) -> {
			forwarder.forward(datagram, String.valueOf(headers.get(UxdHeaders.PEER_ID)));
			return null;
		}).get();
	}

	@Bean
	ForwarderLifecycle forwarderLifecycle(TopicForwarder forwarder,
			@Value("${uxd.poller.drain-timeout:5s}") Duration drainTimeout) {
		return new ForwarderLifecycle(forwarder, drainTimeout);
	}

	@Bean
	ProducerListener<Object, Object> noLogOfEachFailure() {
		return new ProducerListener<>() {
		};
	}

	@Bean
	DefaultKafkaProducerFactoryCustomizer noSecondWaitAtStop() {
		// The forwarder has waited when the producer is closed.
		return (factory) -> factory.setPhysicalCloseTimeout(0);
	}

}
