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

import org.springframework.context.ApplicationEvent;

/**
 * Something has happened to a peer. Published by the thread that receives for it, which
 * waits for the listeners; what they throw is logged.
 */
public abstract class PeerEvent extends ApplicationEvent {

	private static final long serialVersionUID = 1L;

	/**
	 * The id of the peer.
	 */
	private final String peerId;

	/**
	 * Create an event.
	 * @param peer the peer
	 * @param peerId the id of the peer
	 */
	protected PeerEvent(Peer peer, String peerId) {
		super(peer);
		this.peerId = peerId;
	}

	/**
	 * Return the peer.
	 * @return the peer
	 */
	public Peer getPeer() {
		return (Peer) getSource();
	}

	/**
	 * Return the id of the peer: its key below {@code uxd.peers}, or the name of the
	 * primary peer.
	 * @return the id
	 */
	public String getPeerId() {
		return this.peerId;
	}

	@Override
	public String toString() {
		return getClass().getSimpleName() + "[peer=" + this.peerId + "]";
	}

}
