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

/**
 * Looks again for a moment where datagrams follow each other closely, else blocks until
 * the next. Not thread-safe.
 * <p>
 * Several that have come while a thread was woken up for the first are the sign of a
 * burst. To be woken up costs the processor about as much as to look again for as long as
 * here, so that looking in vain costs twice what it would at worst; and whoever has
 * looked in vain passes over the next signs, twice as many each time.
 */
final class AdaptiveWait implements WaitStrategy {

	private static final long NANOS_TO_LOOK = 5_000;

	private static final int MOST_SIGNS_PASSED_OVER = 64;

	private final WaitStrategy blocking;

	private boolean wokenUp;

	private boolean burst;

	/**
	 * Whether it looks again, and until when.
	 */
	private boolean looking;

	private long end;

	private int vain;

	private int passedOver;

	AdaptiveWait(WaitStrategy blocking) {
		this.blocking = blocking;
	}

	@Override
	public void idle(int workCount, Peer peer, Duration longest) throws UxdException {
		if (workCount > 0) {
			found(workCount);
		}
		else if (this.burst && isInTime()) {
			Thread.onSpinWait();
		}
		else {
			block(peer, longest);
		}
	}

	private void found(int workCount) {
		if (this.looking) {
			this.looking = false;
			this.vain = 0;
		}
		else if (this.wokenUp && workCount > 1) {
			this.burst = this.passedOver >= this.vain;
			this.passedOver++;
		}
		this.wokenUp = false;
	}

	private boolean isInTime() {
		long now = System.nanoTime();
		if (!this.looking) {
			this.looking = true;
			this.end = now + NANOS_TO_LOOK;
		}
		return now - this.end < 0;
	}

	private void block(Peer peer, Duration longest) throws UxdException {
		if (this.looking) {
			this.looking = false;
			this.burst = false;
			this.vain = Math.min(MOST_SIGNS_PASSED_OVER, 1 + 2 * this.vain);
			this.passedOver = 0;
		}
		this.wokenUp = true;
		this.blocking.idle(0, peer, longest);
	}

}
