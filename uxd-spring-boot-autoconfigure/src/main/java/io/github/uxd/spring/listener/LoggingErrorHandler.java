package io.github.uxd.spring.listener;

import java.time.Duration;

import io.github.uxd.DatagramView;
import io.github.uxd.Peer;
import io.github.uxd.spring.UxdErrorHandler;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Logs what a handler failed on, and goes on. A listener that fails on every datagram can
 * do so a hundred thousand times a second, so that at most one failure a second is
 * logged, with the number of those that were not. For the thread of one
 * {@link PeerPoller}.
 */
public class LoggingErrorHandler implements UxdErrorHandler {

	private static final Log logger = LogFactory.getLog(LoggingErrorHandler.class);

	private static final long PAUSE = Duration.ofSeconds(1).toNanos();

	private long lastLogged = System.nanoTime() - PAUSE;

	private long unlogged;

	@Override
	public void handleError(Throwable failure, DatagramView datagram, Peer peer) {
		long now = System.nanoTime();
		if (now - this.lastLogged < PAUSE) {
			this.unlogged++;
			return;
		}
		logger.error("Peer '" + peer.name() + "' goes on after a handler failed on " + datagram
				+ ((this.unlogged > 0) ? " (and on " + this.unlogged + " others since the last such message)" : ""),
				failure);
		this.lastLogged = now;
		this.unlogged = 0;
	}

}
