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
package io.github.uxd.spring.boot.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import io.github.uxd.internal.spring.log.EscapingLog;
import io.github.uxd.internal.spring.log.LogNames;
import io.github.uxd.spring.listener.ManagedPeer;
import io.github.uxd.spring.listener.UxdPeers;

import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;

/**
 * Says once, when the application has started, whose queues are so short that a burst
 * finds no room in them, and how to have longer ones.
 */
final class ShortQueueAdvice implements ApplicationListener<ContextRefreshedEvent> {

	private static final EscapingLog logger = new EscapingLog(LogNames.PEER_LIFECYCLE);

	/**
	 * The kernel's default is 10, and 512 is what systemd sets on a host.
	 */
	private static final int LONG_ENOUGH = 128;

	private final UxdPeers peers;

	private boolean given;

	ShortQueueAdvice(UxdPeers peers) {
		this.peers = peers;
	}

	/**
	 * Contexts below tell of their own start, too.
	 */
	@Override
	public void onApplicationEvent(ContextRefreshedEvent event) {
		List<String> withShortQueue = new ArrayList<>();
		int shortest = LONG_ENOUGH;
		for (ManagedPeer peer : this.peers.getAll()) {
			int length = (peer.poller() != null) ? peer.peer().queueLength().orElse(LONG_ENOUGH) : LONG_ENOUGH;
			if (length < LONG_ENOUGH) {
				withShortQueue.add("'" + peer.id() + "'");
				shortest = Math.min(shortest, length);
			}
		}
		if (this.given || withShortQueue.isEmpty()) {
			return;
		}
		this.given = true;
		// One more than its length fits.
		int room = 1 + shortest;
		logger.info("The kernel's queue has room for " + room + " datagrams (peers " + withShortQueue
				+ "): in a burst senders wait, or lose what they don't wait with. For sockets opened from then on: "
				+ "sysctl -w net.unix.max_dgram_qlen=512");
	}

}
