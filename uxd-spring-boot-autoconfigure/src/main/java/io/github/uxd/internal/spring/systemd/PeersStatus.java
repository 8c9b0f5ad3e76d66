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
package io.github.uxd.internal.spring.systemd;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.github.uxd.spring.listener.ManagedPeer;
import io.github.uxd.spring.listener.ManagedPeer.State;
import io.github.uxd.text.OneLine;
import org.jspecify.annotations.Nullable;

/**
 * What the peers of an application do, in one line.
 *
 * @param byState the ids of the peers that are in each state
 */
record PeersStatus(Map<State, List<String>> byState) {

	/**
	 * How many characters may be used for the ids of peers. When there are more of them
	 * their number is all that is told.
	 */
	private static final int ROOM_FOR_IDS = 250;

	/**
	 * Look what peers do.
	 */
	static PeersStatus of(Collection<ManagedPeer> peers) {
		// What is wrong comes first.
		Map<State, List<String>> byState = new TreeMap<>(Comparator.reverseOrder());
		peers.forEach(
				(peer) -> byState.computeIfAbsent(peer.actualState(), (state) -> new ArrayList<>()).add(peer.id()));
		return new PeersStatus(byState);
	}

	/**
	 * Return whether a peer drains what it was sent.
	 */
	boolean isDraining() {
		return this.byState.containsKey(State.DRAINING);
	}

	/**
	 * Return whether a peer is in a state that it leaves without anybody being told.
	 */
	boolean isOnTheWay() {
		return isDraining() || this.byState.containsKey(State.OPENING) || this.byState.containsKey(State.FAILED);
	}

	/**
	 * Return a line for people to read.
	 * @param own what is to be said first, or {@code null}
	 * @return a text without line breaks, which would begin another assignment
	 */
	String text(@Nullable String own) {
		String peers = text((ids) -> OneLine.of(String.join(", ", ids), Integer.MAX_VALUE));
		if (peers.length() > ROOM_FOR_IDS) {
			peers = text((ids) -> ids.size() + ((ids.size() == 1) ? " peer" : " peers"));
		}
		if (own == null || own.isBlank()) {
			return peers;
		}
		return OneLine.of(own) + (peers.isEmpty() ? "" : "; " + peers);
	}

	private String text(Function<List<String>, String> who) {
		return this.byState.entrySet()
			.stream()
			.map((entry) -> name(entry.getKey()) + ": " + who.apply(entry.getValue()))
			.collect(Collectors.joining("; "));
	}

	private static String name(State state) {
		return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
	}

}
