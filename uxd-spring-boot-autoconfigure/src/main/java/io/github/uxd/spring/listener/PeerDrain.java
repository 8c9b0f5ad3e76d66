package io.github.uxd.spring.listener;

import java.time.Duration;

import io.github.uxd.PeerClosedException;
import io.github.uxd.PeerDoer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Receives what is left when a peer stops, and waits until it is handled, but not for
 * ever. For the thread that receives.
 */
final class PeerDrain {

	private static final Log logger = LogFactory.getLog(PeerPoller.class);

	private final String peerId;

	private final PeerDoer doer;

	private final DatagramDispatcher dispatcher;

	private final Duration timeout;

	/**
	 * Create a drain.
	 * @param peerId the id of the peer
	 * @param doer receives
	 * @param dispatcher is given what is received
	 * @param timeout how long all of it may take
	 */
	PeerDrain(String peerId, PeerDoer doer, DatagramDispatcher dispatcher, Duration timeout) {
		this.peerId = peerId;
		this.doer = doer;
		this.dispatcher = dispatcher;
		this.timeout = timeout;
	}

	/**
	 * Turn senders away and handle what they have sent.
	 * @param nobodyListens whether there is no listener to give it to; then it is left
	 * where it is
	 */
	void run(boolean nobodyListens) {
		long start = System.nanoTime();
		try {
			boolean empty = this.doer.drain(nobodyListens ? Duration.ZERO : this.timeout);
			if (!empty) {
				logger.warn("Peer '" + this.peerId + "' stopped "
						+ (nobodyListens ? "while no listener of it ran, "
								: "after " + this.timeout.toMillis() + " ms ")
						+ "with datagrams left in its queue, which are lost if it is closed now");
			}
		}
		catch (PeerClosedException ex) {
			logger.debug("Peer '" + this.peerId + "' was closed before it was drained", ex);
		}
		catch (Throwable ex) {
			logger.warn("Peer '" + this.peerId + "' can't be drained", ex);
		}
		if (!this.dispatcher.awaitIdle(this.timeout.minusNanos(System.nanoTime() - start))) {
			// Those who wait for the stop take apart what the listeners work with.
			logger.warn("Peer '" + this.peerId + "' stopped after " + this.timeout.toMillis()
					+ " ms while its listeners were still busy; " + this.dispatcher.discard()
					+ " datagrams that waited for them are dropped");
		}
	}

}
