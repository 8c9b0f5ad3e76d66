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
 * A peer could not receive. It tries again and again, with growing pauses; this is
 * published for the first failure of a series.
 */
public class PeerFailedEvent extends PeerEvent {

	private static final long serialVersionUID = 1L;

	/**
	 * Why it can't receive.
	 */
	private final Throwable failure;

	/**
	 * Create an event.
	 * @param peer the peer
	 * @param peerId the id of the peer
	 * @param failure why it could not receive
	 */
	public PeerFailedEvent(Peer peer, String peerId, Throwable failure) {
		super(peer, peerId);
		this.failure = failure;
	}

	/**
	 * Return why the peer could not receive.
	 * @return the failure
	 */
	public Throwable getFailure() {
		return this.failure;
	}

	@Override
	public String toString() {
		return "PeerFailedEvent[peer=" + getPeerId() + ", failure=" + OneLine.of(this.failure) + "]";
	}

}
