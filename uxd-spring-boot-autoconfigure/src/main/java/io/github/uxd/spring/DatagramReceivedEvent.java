package io.github.uxd.spring;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.spring.listener.PeerPoller;

import org.springframework.context.ApplicationEvent;

/**
 * A peer has received a datagram. Published on the thread of its {@link PeerPoller}, in
 * the order of arrival; immutable, so that it may be kept or handed to another thread.
 */
public class DatagramReceivedEvent extends ApplicationEvent {

	private static final long serialVersionUID = 1L;

	private final transient Datagram datagram;

	/**
	 * Create an event.
	 * @param peer the peer that received the datagram
	 * @param datagram the datagram
	 */
	public DatagramReceivedEvent(Peer peer, Datagram datagram) {
		super(peer);
		this.datagram = datagram;
	}

	/**
	 * Return the datagram.
	 * @return the datagram, whose {@link Datagram#source() source} is {@code null} if the
	 * sender isn't bound
	 */
	public Datagram getDatagram() {
		return this.datagram;
	}

	/**
	 * Return the peer that received the datagram, to answer with. (It is the event's
	 * {@link #getSource() source} too, in Spring's sense.)
	 * @return the peer
	 */
	public Peer getPeer() {
		return (Peer) getSource();
	}

	/**
	 * Return the name of the peer that received the datagram, for a listener's condition.
	 * @return the name
	 */
	public String getPeerName() {
		return getPeer().name();
	}

	@Override
	public String toString() {
		return "DatagramReceivedEvent[peer=" + getPeerName() + ", " + this.datagram + "]";
	}

}
