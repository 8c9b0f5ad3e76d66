package io.github.uxd.spring;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;

/**
 * Is given each datagram that a peer receives, as an immutable copy that may be kept: on
 * the thread that receives, or on others if the peer dispatches to them. Datagrams of the
 * same source come one after the other, in the order of their arrival.
 */
@FunctionalInterface
public interface DatagramListener {

	/**
	 * Take a datagram.
	 * @param datagram the datagram
	 * @param peer the peer that received it, to answer with
	 * @throws Exception if the datagram can't be handled: the {@link UxdErrorHandler} is
	 * given it, and the next listener or datagram follows
	 */
	void onDatagram(Datagram datagram, Peer peer) throws Exception;

	/**
	 * Return whether it is the sender's fault that a datagram could not be taken, as when
	 * it can't be understood. Such a failure isn't tried again, and is no error of the
	 * application's in its log. Any number of threads may call.
	 * @param failure what {@link #onDatagram} threw
	 * @param datagram the datagram
	 * @return {@code false} by default
	 */
	default boolean isCausedBySender(Throwable failure, Datagram datagram) {
		return false;
	}

}
