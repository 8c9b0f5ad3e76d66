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
package io.github.uxd.bridge.broker;

import java.util.List;

import io.github.uxd.bridge.BridgeProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * The broker in this JVM, unless there is another. It stops after all that use it.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(EmbeddedBrokerConfiguration.OnNoOther.class)
class EmbeddedBrokerConfiguration {

	private static final Logger logger = LoggerFactory.getLogger(EmbeddedBrokerConfiguration.class);

	/**
	 * How long the application may take to end after a fault. A broker without a disk
	 * doesn't always stop.
	 */
	private static final long END_MILLIS = 30_000;

	@Bean
	EmbeddedBroker embeddedBroker(BridgeProperties properties) {
		BridgeProperties.Broker settings = properties.broker();
		FatalFault.endsWith(EmbeddedBrokerConfiguration::endProcess);
		EmbeddedBroker broker = EmbeddedBroker.start(settings.directory(), settings.port(), settings.partitions());
		logger.info("The broker in this JVM is at {}, and keeps everything in {}", broker.bootstrapServers(),
				settings.directory());
		return broker;
	}

	private static void endProcess() {
		Thread patience = new Thread(() -> {
			try {
				Thread.sleep(END_MILLIS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			Runtime.getRuntime().halt(1);
		}, "broker-fault-patience");
		patience.setDaemon(true);
		patience.start();
		System.exit(1);
	}

	@Bean
	KafkaConnectionDetails embeddedBrokerConnectionDetails(EmbeddedBroker broker) {
		return () -> List.of(broker.bootstrapServers());
	}

	static final class OnNoOther extends SpringBootCondition {

		@Override
		public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
			Boolean embedded = context.getEnvironment().getProperty("bridge.broker.embedded", Boolean.class);
			boolean other = Binder.get(context.getEnvironment())
				.bind("spring.kafka.bootstrap-servers", Bindable.listOf(String.class))
				.isBound();
			return new ConditionOutcome((embedded != null) ? embedded : !other,
					"bridge.broker.embedded is " + embedded + ", bootstrap servers are given: " + other);
		}

	}

}
