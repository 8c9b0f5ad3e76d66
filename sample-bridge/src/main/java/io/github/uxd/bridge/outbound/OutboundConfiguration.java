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

import io.github.uxd.bridge.BridgeProperties;
import io.github.uxd.bridge.LogLimit;
import io.github.uxd.spring.core.UxdTemplate;
import io.github.uxd.text.OneLine;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.RetryListener;

/**
 * The half that sends what comes from the topic, if it is told where to.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(OutboundConfiguration.OnDestination.class)
class OutboundConfiguration {

	private static final Logger logger = LoggerFactory.getLogger(OutboundConfiguration.class);

	/**
	 * A dead letter is given up earlier than a datagram: its record is still in the
	 * topic, and comes again.
	 */
	private static final Map<String, Object> DEAD_LETTER_TIMES = Map.of(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
			15_000, ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);

	@Bean
	RecordSender recordSender(UxdTemplate template, BridgeProperties properties) {
		return new RecordSender(template, properties);
	}

	@Bean
	DefaultErrorHandler errorHandler(ProducerFactory<byte[], byte[]> producers, RecordSender sender,
			BridgeProperties properties) {
		DeadLetterPublishingRecoverer deadLetters = new DeadLetterPublishingRecoverer(
				new KafkaTemplate<>(producers, DEAD_LETTER_TIMES));
		SendBackOffs backOffs = new SendBackOffs(properties.out().missingFor());
		LogLimit buried = new LogLimit();
		DefaultErrorHandler handler = new DefaultErrorHandler((received, failure) -> {
			deadLetters.accept(received, failure);
			sender.countDeadLetter();
			buried.log((count) -> logger.warn(
					"Record {} of partition {} goes to the dead letters ({} of them since the last message): {}",
					received.offset(), received.partition(), count, reason(failure)));
		});
		handler.setBackOffFunction(backOffs::of);
		handler.setRetryListeners(new FirstFailures());
		// Not each try.
		handler.setLogLevel(KafkaException.Level.DEBUG);
		return handler;
	}

	private static String reason(@Nullable Exception failure) {
		Throwable root = (failure != null) ? NestedExceptionUtils.getMostSpecificCause(failure) : null;
		return (root != null) ? OneLine.of(String.valueOf(root.getMessage())) : "for an unknown reason";
	}

	/**
	 * Says of what is tried again, once.
	 */
	private static final class FirstFailures implements RetryListener {

		private final LogLimit limit = new LogLimit();

		@Override
		public void failedDelivery(ConsumerRecord<?, ?> received, @Nullable Exception failure, int attempt) {
			if (attempt == 1) {
				this.limit.log((count) -> logger.warn(
						"Record {} of partition {} can't be sent ({} of them since the last message): {}",
						received.offset(), received.partition(), count, reason(failure)));
			}
		}

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
