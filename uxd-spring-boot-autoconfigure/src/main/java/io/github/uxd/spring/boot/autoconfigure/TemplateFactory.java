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
package io.github.uxd.spring.boot.autoconfigure;

import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.core.PayloadConverter;
import io.github.uxd.spring.core.UxdTemplate;
import io.github.uxd.spring.observation.UxdSendObservationConvention;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;

/**
 * Makes templates of their properties, and refuses those that make no sense.
 */
final class TemplateFactory {

	private final ObjectProvider<PayloadConverter> converter;

	private final ObjectProvider<ObservationRegistry> observationRegistry;

	private final ObjectProvider<UxdSendObservationConvention> observationConvention;

	private final ObjectProvider<UxdTemplateCustomizer> customizers;

	TemplateFactory(ObjectProvider<PayloadConverter> converter, ObjectProvider<ObservationRegistry> observationRegistry,
			ObjectProvider<UxdSendObservationConvention> observationConvention,
			ObjectProvider<UxdTemplateCustomizer> customizers) {
		this.converter = converter;
		this.observationRegistry = observationRegistry;
		this.observationConvention = observationConvention;
		this.customizers = customizers;
	}

	/**
	 * Make the template of a peer.
	 * @param configured its properties
	 * @param peer the peer to send from
	 * @param id its id, which isn't the configured one if the application made the peer
	 */
	UxdTemplate create(ConfiguredPeer configured, Peer peer, String id) {
		TemplateProperties properties = configured.properties().getTemplate();
		configured.checks().checkTime("template.send-timeout", properties.getSendTimeout());
		configured.checks().checkTime("template.reply-timeout", properties.getReplyTimeout());
		configured.checks().checkPositive("template.queue-capacity", properties.getQueueCapacity());
		configured.checks()
			.check(properties.getQueueSize().toBytes() > UxdTemplate.QUEUE_OVERHEAD, "template.queue-size",
					properties.getQueueSize(), "No datagram could wait: each takes " + UxdTemplate.QUEUE_OVERHEAD
							+ " bytes and those of its payload.");
		UxdTemplate template = new UxdTemplate(peer, id);
		configured.checks()
			.setText("template.default-destination", properties.getDefaultDestination(),
					(text) -> template.setDefaultDestination(UxdAddress.parse(text)));
		template.setSendTimeout(properties.getSendTimeout());
		template.setReplyTimeout(properties.getReplyTimeout());
		template.setQueueCapacity(properties.getQueueCapacity());
		template.setQueueSize(properties.getQueueSize().toBytes());
		template.setOwnSocket(properties.isOwnSocket());
		int peerPhase = configured.properties().getPhase();
		// After all that sends has stopped, before the peer closes.
		template.setPhase((peerPhase < Integer.MAX_VALUE) ? peerPhase + 1 : peerPhase);
		this.converter.ifAvailable(template::setPayloadConverter);
		if (properties.isObservationEnabled()) {
			// Looked up only for that: what reports observations may itself send.
			this.observationRegistry.ifAvailable(template::setObservationRegistry);
			this.observationConvention.ifAvailable(template::setObservationConvention);
		}
		this.customizers.orderedStream().forEach((customizer) -> customizer.customize(template, id));
		return template;
	}

}
