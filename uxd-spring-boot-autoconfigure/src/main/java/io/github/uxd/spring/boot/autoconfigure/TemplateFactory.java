package io.github.uxd.spring.boot.autoconfigure;

import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.core.UxdTemplate;

/**
 * Makes a template of its properties, and refuses those that make no sense.
 */
final class TemplateFactory {

	private final ConfiguredPeer configured;

	TemplateFactory(ConfiguredPeer configured) {
		this.configured = configured;
	}

	/**
	 * Make the template of a peer.
	 * @param peer the peer to send from
	 * @param id its id, which isn't the configured one if the application made the peer
	 * @param collaborators what it works with
	 */
	UxdTemplate create(Peer peer, String id, TemplateCollaborators collaborators) {
		TemplateProperties properties = this.configured.properties().getTemplate();
		this.configured.checkTime("template.send-timeout", properties.getSendTimeout());
		this.configured.checkTime("template.reply-timeout", properties.getReplyTimeout());
		this.configured.check(properties.getQueueCapacity() > 0, "template.queue-capacity",
				properties.getQueueCapacity(), "It is less than 1.");
		this.configured.check(properties.getQueueSize().toBytes() > 0, "template.queue-size", properties.getQueueSize(),
				"It is less than 1 byte.");
		UxdTemplate template = new UxdTemplate(peer, id);
		this.configured.setText("template.default-destination", properties.getDefaultDestination(),
				(text) -> template.setDefaultDestination(UxdAddress.parse(text)));
		template.setSendTimeout(properties.getSendTimeout());
		template.setReplyTimeout(properties.getReplyTimeout());
		template.setQueueCapacity(properties.getQueueCapacity());
		template.setQueueSize(properties.getQueueSize().toBytes());
		template.setOwnSocket(properties.isOwnSocket());
		int peerPhase = this.configured.properties().getPhase();
		// After all that sends has stopped, before the peer closes.
		template.setPhase((peerPhase < Integer.MAX_VALUE) ? peerPhase + 1 : peerPhase);
		template.setPayloadConverter(collaborators.converter());
		if (properties.isObservationEnabled()) {
			collaborators.observe(template);
		}
		collaborators.customizers().orderedStream().forEach((customizer) -> customizer.customize(template, id));
		return template;
	}

}
