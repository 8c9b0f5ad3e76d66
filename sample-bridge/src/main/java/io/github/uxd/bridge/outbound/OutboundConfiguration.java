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

import java.time.Duration;

import io.github.uxd.bridge.BridgeProperties;
import io.github.uxd.spring.boot.autoconfigure.PeerBuilderCustomizer;
import io.github.uxd.spring.core.UxdTemplate;

import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.listener.BackOffHandler;
import org.springframework.kafka.listener.ConsumerRecordRecoverer;
import org.springframework.kafka.listener.DefaultBackOffHandler;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * The half that sends what comes from the topic, if it is told where to.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(OutboundConfiguration.OnDestination.class)
class OutboundConfiguration {

	@Bean
	WaitingPartitions waitingPartitions() {
		return new WaitingPartitions();
	}

	@Bean
	ConsumerWatch consumerWatch(KafkaListenerEndpointRegistry containers) {
		return new ConsumerWatch(containers);
	}

	@Bean
	RecordSender recordSender(UxdTemplate template, BridgeProperties properties, WaitingPartitions waiting) {
		return new RecordSender(template, properties, waiting);
	}

	@Bean
	DeadLetters deadLetters(ProducerFactory<byte[], byte[]> producers) {
		return new DeadLetters(producers);
	}

	@Bean
	DefaultErrorHandler errorHandler(DeadLetters deadLetters, RecordSender sender, WaitingPartitions waiting,
			BridgeProperties properties) {
		return errorHandler((received, failure) -> {
			deadLetters.accept(received, failure);
			sender.countDeadLetter();
		}, waiting, properties.out().missingFor(), new DefaultBackOffHandler());
	}

	/**
	 * Make an error handler.
	 * @param deadLetters takes what can't be sent
	 * @param waiting what waits, and why
	 * @param missingFor how long to try if the destination isn't there
	 * @param pauses waits between two tries
	 */
	static DefaultErrorHandler errorHandler(ConsumerRecordRecoverer deadLetters, WaitingPartitions waiting,
			Duration missingFor, BackOffHandler pauses) {
		DefaultErrorHandler handler = new DefaultErrorHandler(deadLetters, new ExponentialBackOff(), pauses);
		handler.setRetryListeners(waiting);
		// Spring asks for one when a record fails first: it is to look at each failure.
		handler.setBackOffFunction(
				(received, failure) -> new SendBackOff(missingFor, () -> waiting.lastFailure(received)));
		handler.setResetStateOnExceptionChange(false);
		handler.setResetStateOnRecoveryFailure(false);
		// Not each try.
		handler.setLogLevel(KafkaException.Level.DEBUG);
		return handler;
	}

	/**
	 * Without the first half nobody sends to this application, and it may be one of many.
	 * The peer is what it sends from.
	 */
	@Bean
	@ConditionalOnBooleanProperty(name = "bridge.in.enabled", havingValue = false)
	PeerBuilderCustomizer temporaryPeer() {
		return (builder, peerId) -> builder.temp(true);
	}

	static final class OnDestination extends AnyNestedCondition {

		OnDestination() {
			super(ConfigurationPhase.PARSE_CONFIGURATION);
		}

		@ConditionalOnProperty("bridge.out.destination")
		static final class ByProperty {

		}

		@ConditionalOnProperty("bridge.out.destination-header")
		static final class ByHeader {

		}

	}

}
