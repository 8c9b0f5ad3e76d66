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
package io.github.uxd.spring.endpoint;

import java.util.List;

import io.github.uxd.spring.endpoint.PeersDescriptor.ListenerDescriptor;
import io.github.uxd.spring.endpoint.PeersDescriptor.PeerDescriptor;
import io.github.uxd.spring.endpoint.PeersDescriptor.SwitchedOffDescriptor;
import io.github.uxd.spring.listener.ManagedPeer;
import io.github.uxd.spring.listener.PeerPoller;
import io.github.uxd.spring.listener.UxdListenerContainer;
import io.github.uxd.spring.listener.UxdListenerRegistry;
import io.github.uxd.spring.listener.UxdPeers;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.Selector.Match;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * Actuator endpoint that shows the peers of the application, pauses and resumes them, and
 * stops and starts their listeners.
 */
@Endpoint(id = "uxd")
public class UxdEndpoint {

	private final UxdPeers peers;

	private final UxdListenerRegistry listeners;

	/**
	 * Create an endpoint.
	 * @param peers the peers to show
	 * @param listeners their listeners
	 */
	public UxdEndpoint(UxdPeers peers, UxdListenerRegistry listeners) {
		this.peers = peers;
		this.listeners = listeners;
	}

	/**
	 * Describe all peers.
	 * @return the peers, the primary one first
	 */
	@ReadOperation
	public PeersDescriptor peers() {
		return new PeersDescriptor(this.peers.getAll().stream().map(this::describe).toList(),
				this.peers.getSwitchedOff()
					.stream()
					.map((id) -> new SwitchedOffDescriptor(id, listeners(id)))
					.toList());
	}

	/**
	 * Describe a peer.
	 * @param id the parts of its id between slashes, which the name of the primary peer
	 * may contain
	 * @return the peer, or {@code null} if there is none of that id
	 */
	@ReadOperation
	public @Nullable PeerDescriptor peer(@Selector(match = Match.ALL_REMAINING) String[] id) {
		ManagedPeer peer = find(id);
		return (peer != null) ? describe(peer) : null;
	}

	/**
	 * Have a peer pause or go on.
	 * @param id the parts of its id between slashes
	 * @param action what it shall do
	 * @return the peer as it is then, or {@code null} if there is none of that id
	 * @throws InvalidEndpointRequestException if nothing receives for the peer that could
	 * pause
	 */
	@WriteOperation
	public @Nullable PeerDescriptor changePeer(@Selector(match = Match.ALL_REMAINING) String[] id, PeerAction action) {
		ManagedPeer peer = find(id);
		if (peer == null) {
			return null;
		}
		PeerPoller poller = peer.poller();
		if (poller == null) {
			throw new InvalidEndpointRequestException("Peer '" + peer.id() + "' has no poller that could "
					+ (action == PeerAction.PAUSE ? "pause" : "resume"), "The peer has no poller");
		}
		switch (action) {
			case PAUSE -> poller.pause();
			case RESUME -> poller.resume();
		}
		return describe(peer);
	}

	/**
	 * Stop or start a listener.
	 * @param listener the id of the listener
	 * @param action what it shall do
	 * @return the listener as it is then, or {@code null} if there is none of that id
	 */
	@WriteOperation
	public @Nullable ListenerDescriptor changeListener(String listener, ListenerAction action) {
		UxdListenerContainer container = this.listeners.getContainer(listener);
		if (container == null) {
			return null;
		}
		switch (action) {
			case START -> container.start();
			case STOP -> container.stop();
		}
		return ListenerDescriptor.of(container);
	}

	private @Nullable ManagedPeer find(String[] id) {
		return this.peers.find(String.join("/", id));
	}

	private PeerDescriptor describe(ManagedPeer peer) {
		return PeerDescriptor.of(peer, listeners(peer.id()));
	}

	private List<ListenerDescriptor> listeners(String peerId) {
		return this.listeners.getContainers()
			.stream()
			.filter((listener) -> listener.getPeerId().equals(peerId))
			.map(ListenerDescriptor::of)
			.toList();
	}

	/**
	 * What a peer can be told to do.
	 */
	public enum PeerAction {

		/**
		 * Leave what is sent to it in the kernel's queue.
		 */
		PAUSE,

		/**
		 * Receive again. (A peer whose listeners are all stopped stays paused until one
		 * is started.)
		 */
		RESUME

	}

	/**
	 * What a listener can be told to do.
	 */
	public enum ListenerAction {

		/**
		 * Be given the datagrams that come from now on.
		 */
		START,

		/**
		 * Be given no more datagrams.
		 */
		STOP

	}

}
