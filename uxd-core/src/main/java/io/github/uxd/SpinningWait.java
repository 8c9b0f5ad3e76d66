/*
 * Copyright the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
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
