package io.github.uxd.spring.listener;

import io.github.uxd.spring.event.PeerEvent;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Tells the application what happens to a peer. What a listener throws stays here: it
 * must not keep the peer from its work.
 *
 * @param publisher where to publish
 */
record PeerEvents(ApplicationEventPublisher publisher) {

	private static final Log logger = LogFactory.getLog(PeerPoller.class);

	void publish(PeerEvent event) {
		try {
			this.publisher.publishEvent(event);
		}
		catch (Throwable ex) {
			// Errors too: a missing class in a listener must not end the reception.
			logger.error("A listener failed on " + event, ex);
		}
	}

}
