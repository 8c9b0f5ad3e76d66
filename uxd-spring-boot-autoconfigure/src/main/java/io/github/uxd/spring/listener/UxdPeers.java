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
package io.github.uxd.spring.listener;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.util.function.SingletonSupplier;

/**
 * The peers of the application, by their ids. Thread-safe.
 */
public class UxdPeers {

	private final Supplier<Map<String, ManagedPeer>> peers;

	private final BooleanSupplier hasPrimary;

	private final Supplier<List<String>> switchedOff;

	/**
	 * Create a collection of peers.
	 * @param peers gives the peers, the primary one first; asked when they are needed for
	 * the first time, so that what they are made of may ask for this
	 */
	public UxdPeers(Supplier<Stream<ManagedPeer>> peers) {
		this(peers, () -> true);
	}

	/**
	 * Create a collection of peers.
	 * @param peers gives the peers, as above
	 * @param hasPrimary tells whether the first one is the primary one
	 */
	public UxdPeers(Supplier<Stream<ManagedPeer>> peers, BooleanSupplier hasPrimary) {
		this(peers, hasPrimary, Set::of);
	}

	/**
	 * Create a collection of peers.
	 * @param peers gives the peers, as above
	 * @param hasPrimary tells whether the first one is the primary one
	 * @param switchedOff gives the ids of those that are configured and switched off
	 */
	public UxdPeers(Supplier<Stream<ManagedPeer>> peers, BooleanSupplier hasPrimary,
			Supplier<? extends Collection<String>> switchedOff) {
		this.hasPrimary = hasPrimary;
		Supplier<Map<String, ManagedPeer>> there = SingletonSupplier.of(() -> byId(peers.get()));
		this.peers = there;
		this.switchedOff = SingletonSupplier
			.of(() -> switchedOff.get().stream().filter((id) -> !there.get().containsKey(id)).toList());
	}

	private static Map<String, ManagedPeer> byId(Stream<ManagedPeer> peers) {
		Map<String, ManagedPeer> byId = new LinkedHashMap<>();
		peers.forEach((peer) -> {
			if (byId.put(peer.id(), peer) != null) {
				throw new IllegalStateException("Two peers have the id '" + peer.id() + "'");
			}
		});
		return Collections.unmodifiableMap(byId);
	}

	/**
	 * Return all peers.
	 * @return the peers, the primary one first
	 */
	public Collection<ManagedPeer> getAll() {
		return this.peers.get().values();
	}

	/**
	 * Return the peers that are configured and switched off, so that there are none of
	 * them.
	 * @return the ids of those peers
	 */
	public Collection<String> getSwitchedOff() {
		return this.switchedOff.get();
	}

	/**
	 * Find a peer.
	 * @param id the id of the peer
	 * @return the peer, or {@code null} if there is none of that id
	 */
	public @Nullable ManagedPeer find(String id) {
		return this.peers.get().get(id);
	}

	/**
	 * Return a peer.
	 * @param id the id of the peer, or empty for the primary one (the only one, if there
	 * is no primary)
	 * @return the peer
	 * @throws IllegalArgumentException if there is none of that id; the message tells
	 * those that there are, or that it is switched off
	 */
	public ManagedPeer get(String id) {
		ManagedPeer peer = id.isEmpty() ? primary() : find(id);
		if (peer == null && getSwitchedOff().contains(id)) {
			throw new IllegalArgumentException(
					"The peer '" + id + "' is switched off, by its property 'uxd.peers." + id + ".enabled'");
		}
		if (peer == null) {
			throw new IllegalArgumentException(
					"There is no " + (id.isEmpty() ? "primary peer" : "peer '" + id + "'") + ", but " + names());
		}
		return peer;
	}

	private @Nullable ManagedPeer primary() {
		Map<String, ManagedPeer> peers = this.peers.get();
		boolean isClear = peers.size() == 1 || this.hasPrimary.getAsBoolean();
		return isClear ? peers.values().stream().findFirst().orElse(null) : null;
	}

	private String names() {
		Set<String> ids = this.peers.get().keySet();
		return ids.isEmpty() ? "none at all" : "'" + String.join("', '", ids) + "'";
	}

}
