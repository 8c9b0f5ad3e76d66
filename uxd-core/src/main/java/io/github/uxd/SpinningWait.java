package io.github.uxd;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Spins for a while after the last datagram, then blocks until the next. Not thread-safe.
 */
final class SpinningWait implements WaitStrategy {

	private final WaitStrategy blocking = WaitStrategy.blocking();

	private final long spinNanos;

	private boolean idle = true;

	private long idleSince = System.nanoTime();

	SpinningWait(Duration spin) {
		this.spinNanos = TimeUnit.NANOSECONDS.convert(spin);
	}

	@Override
	public void idle(int workCount, Peer peer, Duration longest) throws UxdException {
		if (workCount > 0) {
			this.idle = false;
			return;
		}
		long now = System.nanoTime();
		if (!this.idle) {
			this.idle = true;
			this.idleSince = now;
		}
		if (now - this.idleSince < this.spinNanos) {
			Thread.onSpinWait();
		}
		else {
			this.blocking.idle(workCount, peer, longest);
		}
	}

}
