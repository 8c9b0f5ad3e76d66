package io.github.uxd.spring;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;

/**
 * Is given each datagram that a {@link DatagramHandler} or a {@link DatagramListener},
 * and so maybe an event listener, failed on. The next datagram follows in any case.
 * Called on the thread that the handler or listener ran on: for several peers, or where
 * datagrams are dispatched to several threads, by some at once.
 */
@FunctionalInterface
public interface UxdErrorHandler {

	/**
	 * Handle the failure to handle a datagram.
	 * @param failure what the handler or listener threw
	 * @param datagram the datagram
	 * @param peer the peer that received it
	 */
	void handleError(Throwable failure, Datagram datagram, Peer peer);

}
