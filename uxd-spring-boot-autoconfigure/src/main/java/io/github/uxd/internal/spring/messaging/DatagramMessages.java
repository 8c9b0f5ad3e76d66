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
package io.github.uxd.internal.spring.messaging;

import java.util.function.BooleanSupplier;

import io.github.uxd.Datagram;
import io.github.uxd.DatagramView;
import io.github.uxd.Peer;
import io.github.uxd.internal.spring.listener.GuardedListener;

/**
 * Makes messages of what a listener is given.
 */
final class DatagramMessages implements GuardedListener {

	private final String peerId;

	private volatile BooleanSupplier mayBeCalled = () -> true;

	/**
	 * Create one for a listener.
	 * @param peerId the id of the peer, or an empty text for the primary one, whose id is
	 * its name
	 */
	DatagramMessages(String peerId) {
		this.peerId = peerId;
	}

	@Override
	public void guardBy(BooleanSupplier mayBeCalled) {
		this.mayBeCalled = mayBeCalled;
	}

	boolean mayBeCalled() {
		return this.mayBeCalled.getAsBoolean();
	}

	DatagramMessage of(Datagram datagram, Peer peer) {
		return new DatagramMessage(datagram, peer, id(peer), this.mayBeCalled);
	}

	DatagramMessage of(DatagramView view, Peer peer) {
		return new DatagramMessage(view, peer, id(peer), this.mayBeCalled);
	}

	private String id(Peer peer) {
		return this.peerId.isEmpty() ? peer.name() : this.peerId;
	}

}
