package io.github.uxd.spring.listener;

import io.github.uxd.DatagramView;
import io.github.uxd.Peer;
import io.github.uxd.spring.DatagramHandler;
import io.github.uxd.spring.DatagramReceivedEvent;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Publishes a copy of each datagram as a {@link DatagramReceivedEvent}. An exception of a
 * listener comes back to the handler's caller.
 */
public class EventPublishingHandler implements DatagramHandler {

	private final ApplicationEventPublisher publisher;

	/**
	 * Create a handler.
	 * @param publisher where to publish
	 */
	public EventPublishingHandler(ApplicationEventPublisher publisher) {
		this.publisher = publisher;
	}

	@Override
	public void handle(DatagramView datagram, Peer peer) {
		this.publisher.publishEvent(new DatagramReceivedEvent(peer, datagram.copy()));
	}

}
