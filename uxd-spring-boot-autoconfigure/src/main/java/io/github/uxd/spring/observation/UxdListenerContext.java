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
package io.github.uxd.spring.observation;

import io.github.uxd.Datagram;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;

/**
 * What is known of a datagram that a listener handles. A datagram has no headers, so no
 * trace comes with it: a new one begins.
 */
public final class UxdListenerContext extends ReceiverContext<Datagram> {

	private final String peerId;

	private final String listenerId;

	private final Datagram datagram;

	/**
	 * Create a context.
	 * @param peerId the id of the peer that received the datagram
	 * @param listenerId the id of the listener that handles it
	 * @param datagram the datagram
	 */
	public UxdListenerContext(String peerId, String listenerId, Datagram datagram) {
		super((carrier, key) -> null, Kind.CONSUMER);
		setCarrier(datagram);
		this.peerId = peerId;
		this.listenerId = listenerId;
		this.datagram = datagram;
	}

	/**
	 * Return the id of the peer that received the datagram.
	 * @return the id
	 */
	public String getPeerId() {
		return this.peerId;
	}

	/**
	 * Return the id of the listener that handles the datagram.
	 * @return the id
	 */
	public String getListenerId() {
		return this.listenerId;
	}

	/**
	 * Return the datagram.
	 * @return the datagram
	 */
	public Datagram getDatagram() {
		return this.datagram;
	}

}
