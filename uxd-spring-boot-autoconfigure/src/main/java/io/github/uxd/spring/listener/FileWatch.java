package io.github.uxd.spring.listener;

import java.time.Duration;

import io.github.uxd.Peer;
import io.github.uxd.PeerOpenException;
import io.github.uxd.SocketFileState;
import io.github.uxd.spring.event.PeerDisplacedEvent;
import io.github.uxd.spring.event.PeerHealedEvent;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Looks now and then whether the socket file of a peer is still there, makes it anew if
 * somebody has removed it, and tells of it. One look is one {@code lstat(2)}. For the
 * thread of a {@link PeerPoller}.
 */
final class FileWatch {

	private static final Log logger = LogFactory.getLog(PeerPoller.class);

	private final Peer peer;

	private final ApplicationEventPublisher publisher;

	private final long interval;

	private long lastLook = System.nanoTime();

	private SocketFileState lastState = SocketFileState.IN_PLACE;

	/**
	 * Create a watch.
	 * @param peer the peer
	 * @param publisher where to tell of what happens
	 * @param interval how often to look; zero for never
	 */
	FileWatch(Peer peer, ApplicationEventPublisher publisher, Duration interval) {
		this.peer = peer;
		this.publisher = publisher;
		this.interval = interval.toNanos();
	}

	/**
	 * Look, if it is time to.
	 */
	void tend() {
		long now = System.nanoTime();
		if (this.interval <= 0 || now - this.lastLook < this.interval) {
			return;
		}
		this.lastLook = now;
		SocketFileState state = this.peer.socketFileState();
		if (state == SocketFileState.MISSING) {
			heal();
		}
		else if (state == SocketFileState.TAKEN && this.lastState != state) {
			String taker = String.valueOf(this.peer.describeSocketFile());
			logger.warn("Peer '" + this.peer.name() + "' can't be found by senders any more: at " + this.peer.path()
					+ " there is " + taker + " now, which is left alone");
			publish(new PeerDisplacedEvent(this.peer, taker));
		}
		this.lastState = state;
	}

	private void heal() {
		try {
			if (this.peer.heal()) {
				publish(new PeerHealedEvent(this.peer));
			}
		}
		catch (PeerOpenException ex) {
			if (this.lastState != SocketFileState.MISSING) {
				logger.warn("Peer '" + this.peer.name()
						+ "' has lost its socket file and can't make it anew; it tries again until it can", ex);
			}
		}
	}

	private void publish(ApplicationEvent event) {
		try {
			this.publisher.publishEvent(event);
		}
		catch (RuntimeException ex) {
			logger.error("A listener failed on " + event, ex);
		}
	}

}
