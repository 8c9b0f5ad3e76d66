package io.github.uxd;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Spins for a while after the last datagram, then blocks until the next. Not thread-safe.
 */
final class SpinningWait implements WaitStrategy {

	private final WaitStrategy blocking = WaitStrategy.blocking();

	private final long spinNanos;

	/**
	 * Whether there was a datagram since it has blocked last.
	 */
	private boolean spinning;

	private boolean idle;

	private long idleSince;

	SpinningWait(Duration spin) {
		this.spinNanos = TimeUnit.NANOSECONDS.convert(spin);
	}

	@Override
	public void idle(int workCount, Peer peer, Duration longest) throws UxdException {
		if (workCount > 0) {
			this.spinning = true;
			this.idle = false;
		}
		else if (this.spinning && isInTime()) {
			Thread.onSpinWait();
		}
		else {
			this.spinning = false;
			this.blocking.idle(workCount, peer, longest);
		}
	}

	private boolean isInTime() {
		long now = System.nanoTime();
		if (!this.idle) {
			this.idle = true;
			this.idleSince = now;
		}
		return now - this.idleSince < this.spinNanos;
	}

}
