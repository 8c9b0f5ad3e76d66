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
