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
import io.github.uxd.text.OneLine;

/**
 * Something else stands at the path of a peer's socket file, so that no new sender finds
 * the peer. It is left alone, and the peer goes on with the senders it has.
 */
public class PeerDisplacedEvent extends PeerEvent {

	private static final long serialVersionUID = 1L;

	/**
	 * What stands at the path instead.
	 */
	private final String taker;

	/**
	 * Create an event.
	 * @param peer the peer
	 * @param peerId the id of the peer
	 * @param taker what stands there, and whose it is
	 */
	public PeerDisplacedEvent(Peer peer, String peerId, String taker) {
		super(peer, peerId);
		this.taker = taker;
	}

	/**
	 * Return what stands at the path now.
	 * @return a description, {@linkplain OneLine escaped}, such as
	 * {@code a socket of user root, held by process 123 (python3)}
	 */
	public String getTaker() {
		return this.taker;
	}

	@Override
	public String toString() {
		return "PeerDisplacedEvent[peer=" + getPeerId() + ", taker=" + this.taker + "]";
	}

}
