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

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.event.EventListener;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.event.ConsumerRetryAuthEvent;
import org.springframework.kafka.event.ConsumerRetryAuthSuccessfulEvent;
import org.springframework.kafka.event.ConsumerStoppedEvent;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Whether the consumer reads, and logs when that changes: once, as against Spring's
 * container, which logs each try. Thread-safe.
 */
public class ConsumerWatch {

	private static final Logger logger = LoggerFactory.getLogger(ConsumerWatch.class);

	private final KafkaListenerEndpointRegistry containers;

	private final Set<Object> shutOut = ConcurrentHashMap.newKeySet();

	ConsumerWatch(KafkaListenerEndpointRegistry containers) {
		this.containers = containers;
	}

	/**
	 * Return why nothing is read.
	 * @return why, or {@code null} if the consumer runs
	 */
	public @Nullable String obstacle() {
		MessageListenerContainer container = this.containers.getListenerContainer(RecordSender.LISTENER);
		if (container == null || !container.isRunning()) {
			return "stopped";
		}
		return !this.shutOut.isEmpty() ? "refused by the broker, asks again" : null;
	}

	@EventListener
	void refused(ConsumerRetryAuthEvent event) {
		boolean first = this.shutOut.isEmpty();
		if (this.shutOut.add(event.getSource()) && first) {
			logger.warn("The broker refuses the consumer ({}), which asks again until it may read",
					(event.getReason() == ConsumerRetryAuthEvent.Reason.AUTHENTICATION) ? "who it is" : "its rights");
		}
	}

	@EventListener
	void letIn(ConsumerRetryAuthSuccessfulEvent event) {
		if (this.shutOut.remove(event.getSource()) && this.shutOut.isEmpty()) {
			logger.info("The broker lets the consumer in");
		}
	}

	@EventListener
	void stopped(ConsumerStoppedEvent event) {
		this.shutOut.remove(event.getSource());
		if (event.getReason() != ConsumerStoppedEvent.Reason.NORMAL) {
			logger.error("A consumer has stopped for good ({}): nothing more is sent until the next start",
					event.getReason());
		}
	}

}
