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

import io.github.uxd.Peer;

/**
 * A peer has stopped to receive: new senders are turned away, and what they had sent
 * before has been handled.
 */
public class PeerStoppedEvent extends PeerEvent {

	private static final long serialVersionUID = 1L;

	/**
	 * Why it has stopped.
	 */
	private final Reason reason;

	/**
	 * Create an event.
	 * @param peer the peer
	 * @param peerId the id of the peer
	 * @param reason why it has stopped
	 */
	public PeerStoppedEvent(Peer peer, String peerId, Reason reason) {
		super(peer, peerId);
		this.reason = reason;
	}

	/**
	 * Return why the peer has stopped.
	 * @return the reason
	 */
	public Reason getReason() {
		return this.reason;
	}

	@Override
	public String toString() {
		return "PeerStoppedEvent[peer=" + getPeerId() + ", reason=" + this.reason + "]";
	}

	/**
	 * Why a peer has stopped.
	 */
	public enum Reason {

		/**
		 * It was asked to, by the end of the application say.
		 */
		REQUESTED,

		/**
		 * It could not receive, however often it tried.
		 */
		GAVE_UP

	}

}
