package io.github.uxd.spring.observation;

import io.github.uxd.Datagram;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;

/**
 * What is known of a datagram that a listener handles. A datagram has no headers, so no
 * trace comes with it: a new one begins.
 */
public final class UxdListenerContext extends ReceiverContext<Datagram> {

	private final String peerId;

	private final String listenerId;

	private final Datagram datagram;

	/**
	 * Create a context.
	 * @param peerId the id of the peer that received the datagram
	 * @param listenerId the id of the listener that handles it
	 * @param datagram the datagram
	 */
	public UxdListenerContext(String peerId, String listenerId, Datagram datagram) {
		super((carrier, key) -> null, Kind.CONSUMER);
		setCarrier(datagram);
		this.peerId = peerId;
		this.listenerId = listenerId;
		this.datagram = datagram;
	}

	/**
	 * Return the id of the peer that received the datagram.
	 * @return the id
	 */
	public String getPeerId() {
		return this.peerId;
	}

	/**
	 * Return the id of the listener that handles the datagram.
	 * @return the id
	 */
	public String getListenerId() {
		return this.listenerId;
	}

	/**
	 * Return the datagram.
	 * @return the datagram
	 */
	public Datagram getDatagram() {
		return this.datagram;
	}

}
