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
package io.github.uxd.spring.event;

import java.time.Duration;

import io.github.uxd.Peer;

/**
 * A peer has received nothing for a while. Published again each time that so much time
 * has passed, until something comes.
 */
public class PeerIdleEvent extends PeerEvent {

	private static final long serialVersionUID = 1L;

	/**
	 * For how long there was nothing.
	 */
	private final Duration idleTime;

	/**
	 * Create an event.
	 * @param peer the peer
	 * @param peerId the id of the peer
	 * @param idleTime for how long it has received nothing
	 */
	public PeerIdleEvent(Peer peer, String peerId, Duration idleTime) {
		super(peer, peerId);
		this.idleTime = idleTime;
	}

	/**
	 * Return for how long the peer has received nothing.
	 * @return the time since it received last, or since it started or resumed
	 */
	public Duration getIdleTime() {
		return this.idleTime;
	}

	@Override
	public String toString() {
		return "PeerIdleEvent[peer=" + getPeerId() + ", idleTime=" + this.idleTime + "]";
	}

}
