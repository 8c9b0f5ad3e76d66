package io.github.uxd.internal.spring.listener;

import java.time.Duration;

import io.github.uxd.spring.event.PeerIdleEvent;

/**
 * Tells when nothing has been received for a while. Looks at the clock only when there
 * was nothing. For the thread that receives.
 */
final class IdleWatch {

	private final PeerEvents events;

	private final long interval;

	private boolean idle;

	private long idleSince;

	private long lastTold;

	/**
	 * Create a watch.
	 * @param events where to tell of it
	 * @param interval after how long to tell, and to tell again; zero for never
	 */
	IdleWatch(PeerEvents events, Duration interval) {
		this.events = events;
		this.interval = interval.toNanos();
	}

	/**
	 * Begin anew, as if something had been received.
	 */
	void restart() {
		this.idle = false;
	}

	/**
	 * Take note of a cycle.
	 * @param count how many datagrams it received
	 */
	void tend(int count) {
		if (this.interval <= 0) {
			return;
		}
		if (count > 0) {
			this.idle = false;
			return;
		}
		long now = System.nanoTime();
		if (!this.idle) {
			this.idle = true;
			this.idleSince = now;
			this.lastTold = now;
		}
		else if (now - this.lastTold >= this.interval) {
			this.lastTold = now;
			Duration idleTime = Duration.ofNanos(now - this.idleSince);
			this.events.publish((peer, id) -> new PeerIdleEvent(peer, id, idleTime));
		}
	}

}
