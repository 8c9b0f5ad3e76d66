package io.github.uxd.spring.listener;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.spring.DatagramListener;
import io.github.uxd.spring.DatagramReceivedEvent;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Publishes each datagram as a {@link DatagramReceivedEvent}. An exception of an event
 * listener comes back to the caller.
 */
public class EventPublishingListener implements DatagramListener {

	private final String peerId;

	private final ApplicationEventPublisher publisher;

	/**
	 * Create a listener.
	 * @param peerId the id of the peer whose datagrams are published
	 * @param publisher where to publish
	 */
	public EventPublishingListener(String peerId, ApplicationEventPublisher publisher) {
		this.peerId = peerId;
		this.publisher = publisher;
	}

	@Override
	public void onDatagram(Datagram datagram, Peer peer) {
		this.publisher.publishEvent(new DatagramReceivedEvent(peer, this.peerId, datagram));
	}

}
