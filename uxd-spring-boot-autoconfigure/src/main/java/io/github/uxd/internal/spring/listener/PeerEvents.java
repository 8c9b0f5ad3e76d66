package io.github.uxd.internal.spring.listener;

import io.github.uxd.spring.event.PeerEvent;
import io.github.uxd.internal.spring.log.EscapingLog;
import io.github.uxd.internal.spring.log.LogNames;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Tells the application what happens to a peer. What a listener throws stays here: it
 * must not keep the peer from its work.
 *
 * @param publisher where to publish
 * @param lease the lease of the thread that publishes
 */
record PeerEvents(ApplicationEventPublisher publisher, Lease lease) {

	private static final EscapingLog logger = new EscapingLog(LogNames.PEER_POLLER);

	PeerEvents(ApplicationEventPublisher publisher) {
		this(publisher, new Lease());
	}

	PeerEvents by(Lease lease) {
		return new PeerEvents(this.publisher, lease);
	}

	void publish(PeerEvent event) {
		if (!this.lease.begin(Recipient.OF_PEER_EVENTS, System.nanoTime())) {
			return;
		}
		try {
			this.publisher.publishEvent(event);
		}
		catch (Throwable ex) {
			// Errors too: a missing class in a listener must not end the reception.
			logger.error("A listener failed on " + event, ex);
		}
		finally {
			this.lease.end();
		}
	}

}
