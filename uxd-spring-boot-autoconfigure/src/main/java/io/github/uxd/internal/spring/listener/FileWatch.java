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

import io.github.uxd.Peer;
import io.github.uxd.PeerOpenException;
import io.github.uxd.SocketFileState;
import io.github.uxd.internal.spring.log.EscapingLog;
import io.github.uxd.internal.spring.log.LogNames;
import io.github.uxd.spring.event.PeerDisplacedEvent;
import io.github.uxd.spring.event.PeerHealedEvent;

/**
 * Looks now and then whether the socket file of a peer is still there, makes it anew if
 * somebody has removed it, and tells of it. One look is one {@code lstat(2)}. For the
 * thread of a {@link ThreadedPeerPoller}.
 */
final class FileWatch {

	private static final EscapingLog logger = new EscapingLog(LogNames.PEER_POLLER);

	private final Peer peer;

	private final PeerEvents events;

	private final long interval;

	private long lastLook = System.nanoTime();

	private SocketFileState lastState = SocketFileState.IN_PLACE;

	/**
	 * Create a watch.
	 * @param events where to tell of what happens to the peer
	 * @param interval how often to look; zero for never
	 */
	FileWatch(PeerEvents events, Duration interval) {
		this.peer = events.peer();
		this.events = events;
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
			state = this.peer.isActivated() ? lost() : heal();
		}
		else if (state == SocketFileState.TAKEN && this.lastState != state) {
			String taker = String.valueOf(this.peer.describeSocketFile());
			logger.warn("Peer '" + this.peer.name() + "' can't be found by senders any more: at " + this.peer.path()
					+ " there is " + taker + " now, which is left alone");
			this.events.publish((peer, id) -> new PeerDisplacedEvent(peer, id, taker));
		}
		this.lastState = state;
	}

	private SocketFileState lost() {
		if (this.lastState != SocketFileState.MISSING) {
			logger.warn("Peer '" + this.peer.name() + "' can't be found by senders any more: somebody has removed "
					+ this.peer.path() + ", which is systemd's to make anew. Restart its .socket unit");
		}
		return SocketFileState.MISSING;
	}

	/**
	 * Make the file anew.
	 * @return what it is then, as far as is known
	 */
	private SocketFileState heal() {
		try {
			if (this.peer.heal()) {
				this.events.publish(PeerHealedEvent::new);
			}
			return SocketFileState.IN_PLACE;
		}
		catch (PeerOpenException ex) {
			if (this.lastState != SocketFileState.MISSING) {
				logger.warn("Peer '" + this.peer.name()
						+ "' has lost its socket file and can't make it anew; it tries again until it can", ex);
			}
			return SocketFileState.MISSING;
		}
	}

}
