package io.github.uxd.internal.spring.listener;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Tells when nothing has been received for a while. Looks at the clock only when there
 * was nothing. For the thread that receives.
 */
final class IdleWatch {

	private final long interval;

	private final Consumer<Duration> whenIdle;

	private boolean idle;

	private long idleSince;

	private long lastTold;

	/**
	 * Create a watch.
	 * @param interval after how long to tell, and to tell again; zero for never
	 * @param whenIdle is told for how long there was nothing
	 */
	IdleWatch(Duration interval, Consumer<Duration> whenIdle) {
		this.interval = interval.toNanos();
		this.whenIdle = whenIdle;
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
			this.whenIdle.accept(Duration.ofNanos(now - this.idleSince));
		}
	}

}
