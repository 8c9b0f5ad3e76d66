package io.github.uxd.spring;

import io.github.uxd.DatagramView;
import io.github.uxd.Peer;
import io.github.uxd.spring.listener.PeerPoller;

/**
 * Is given each datagram that a {@link DatagramHandler}, and so maybe an event listener,
 * failed on. The next datagram follows in any case. Called on the thread of the
 * {@link PeerPoller}.
 */
@FunctionalInterface
public interface UxdErrorHandler {

	/**
	 * Handle the failure to handle a datagram.
	 * @param failure what the handler threw
	 * @param datagram a view of the datagram, valid for this call
	 * @param peer the peer that received it
	 */
	void handleError(Throwable failure, DatagramView datagram, Peer peer);

}
