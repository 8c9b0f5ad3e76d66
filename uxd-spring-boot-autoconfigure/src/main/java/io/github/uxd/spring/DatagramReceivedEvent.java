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
package io.github.uxd.spring;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;

import org.springframework.context.ApplicationEvent;
import org.springframework.core.ResolvableType;
import org.springframework.core.ResolvableTypeProvider;

/**
 * A peer has received a datagram. Published in the order of arrival by the thread that
 * receives, or another if the peer dispatches; immutable, so that it may be kept or
 * handed on.
 */
public class DatagramReceivedEvent extends ApplicationEvent implements ResolvableTypeProvider {

	private static final long serialVersionUID = 1L;

	private static final ResolvableType TYPE = ResolvableType.forClass(DatagramReceivedEvent.class);

	/**
	 * The id of the peer that has received it.
	 */
	private final String peerId;

	/**
	 * What was received.
	 */
	private final transient Datagram datagram;

	/**
	 * Create an event, for a test of a listener say.
	 * @param peer the peer that received the datagram, whose name is its id
	 * @param datagram the datagram
	 */
	public DatagramReceivedEvent(Peer peer, Datagram datagram) {
		this(peer, peer.name(), datagram);
	}

	/**
	 * Create an event.
	 * @param peer the peer that received the datagram
	 * @param peerId the id of the peer
	 * @param datagram the datagram
	 */
	public DatagramReceivedEvent(Peer peer, String peerId, Datagram datagram) {
		super(peer);
		this.peerId = peerId;
		this.datagram = datagram;
	}

	/**
	 * Return the datagram.
	 * @return the datagram, whose {@link Datagram#source() source} is {@code null} if the
	 * sender isn't bound
	 */
	public Datagram getDatagram() {
		return this.datagram;
	}

	/**
	 * Return the peer that received the datagram, to answer with. (It is the event's
	 * {@link #getSource() source} too, in Spring's sense.)
	 * @return the peer
	 */
	public Peer getPeer() {
		return (Peer) getSource();
	}

	/**
	 * Return the id of the peer that received the datagram, for a listener's condition:
	 * its key below {@code uxd.peers}, or the name of the primary peer.
	 * @return the id
	 */
	public String getPeerId() {
		return this.peerId;
	}

	/**
	 * Return the name of the peer that received the datagram.
	 * @return the name
	 */
	public String getPeerName() {
		return getPeer().name();
	}

	/**
	 * Return the type of the event, which Spring would make anew for each to find its
	 * listeners.
	 */
	@Override
	public ResolvableType getResolvableType() {
		return (getClass() == DatagramReceivedEvent.class) ? TYPE : ResolvableType.forClass(getClass());
	}

	@Override
	public String toString() {
		return "DatagramReceivedEvent[peer=" + this.peerId + ", " + this.datagram + "]";
	}

}
