package io.github.uxd.spring.listener;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.spring.UxdErrorHandler;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Logs what a handler or listener failed on, and goes on. One that fails on every
 * datagram can do so a hundred thousand times a second, so that of each peer at most one
 * failure a second is logged, with the number of those that were not. Thread-safe.
 */
public class LoggingErrorHandler implements UxdErrorHandler {

	private static final Log logger = LogFactory.getLog(LoggingErrorHandler.class);

	private final Map<Peer, LogLimit> limits = new ConcurrentHashMap<>();

	@Override
	public void handleError(Throwable failure, Datagram datagram, Peer peer) {
		long unlogged = this.limits.computeIfAbsent(peer, (key) -> new LogLimit()).ask();
		if (unlogged >= 0) {
			logger.error(
					"Peer '" + peer.name() + "' goes on after a handler failed on " + datagram
							+ ((unlogged > 0) ? " (and on " + unlogged + " others since the last such message)" : ""),
					failure);
		}
	}

}
