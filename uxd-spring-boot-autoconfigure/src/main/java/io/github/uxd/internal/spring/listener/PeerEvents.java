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

import java.util.function.BiFunction;

import io.github.uxd.Peer;
import io.github.uxd.internal.spring.log.EscapingLog;
import io.github.uxd.internal.spring.log.LogNames;
import io.github.uxd.spring.event.PeerEvent;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Tells the application what happens to a peer. What a listener throws stays here: it
 * must not keep the peer from its work.
 *
 * @param peer the peer
 * @param peerId the id of the peer
 * @param publisher where to publish
 * @param lease the lease of the thread that publishes
 */
record PeerEvents(Peer peer, String peerId, ApplicationEventPublisher publisher, Lease lease) {

	private static final EscapingLog logger = new EscapingLog(LogNames.PEER_POLLER);

	/**
	 * Tell of something.
	 * @param made makes the event of the peer and its id
	 */
	void publish(BiFunction<Peer, String, PeerEvent> made) {
		PeerEvent event = made.apply(this.peer, this.peerId);
		if (!this.lease.begin(Recipient.OF_PEER_EVENTS, System.nanoTime())) {
			return;
		}
		try {
			this.publisher.publishEvent(event);
		}
		catch (Throwable ex) {
			// Errors too: a missing class in a listener must not end the reception.
			logger.error("A listener failed on " + event, ex);
		}
		finally {
			this.lease.end();
		}
	}

}
