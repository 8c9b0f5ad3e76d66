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
package io.github.uxd.sample.console;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

import io.github.uxd.Datagram;
import io.github.uxd.DatagramView;
import io.github.uxd.Peer;
import io.github.uxd.spring.HandlingFailure;
import io.github.uxd.spring.listener.ManagedPeer;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Takes some of the datagrams that pass: a few hundred at once, and then so many a second
 * of each peer, and as many again of those that a listener has failed on. All failures on
 * datagrams that were taken are taken, too. What it doesn't take costs it next to
 * nothing, and nothing at all is taken while nobody looks. Thread-safe.
 */
@Component
class Samples {

	/**
	 * How many are taken of what comes at once.
	 */
	static final int BURST = 200;

	/**
	 * How many are taken a second.
	 */
	static final int PER_SECOND = 20;

	/**
	 * How many are remembered of each peer, for the failures that are yet to come.
	 */
	private static final int KEPT = 2 * BURST;

	private final AtomicLong ids = new AtomicLong();

	private volatile Map<Peer, OfPeer> peers = Map.of();

	/**
	 * Begin to take samples.
	 * @param managed the peers to take them of
	 */
	void begin(Collection<ManagedPeer> managed) {
		this.peers = managed.stream().collect(Collectors.toMap(ManagedPeer::peer, (peer) -> new OfPeer(peer.id())));
	}

	/**
	 * Take no more samples, and forget what was taken.
	 */
	void end() {
		this.peers = Map.of();
	}

	/**
	 * Return what was taken since this was called last, and allow for more.
	 * @param perSecond how often this is called in a second
	 */
	Taken take(int perSecond) {
		List<Taken> taken = this.peers.values().stream().map((peer) -> peer.take(perSecond)).toList();
		return new Taken(taken.stream()
			.flatMap((one) -> one.datagrams().stream())
			.sorted(Comparator.comparingLong(Sample::id))
			.toList(), taken.stream().flatMap((one) -> one.troubles().stream()).toList());
	}

	/**
	 * Take a datagram if there is room.
	 * @param datagram the datagram
	 * @param peer the peer that received it
	 */
	void offer(DatagramView datagram, Peer peer) {
		OfPeer samples = this.peers.get(peer);
		if (samples != null && samples.room.take()) {
			samples.add(Sample.of(this.ids.incrementAndGet(), samples.peerId, datagram.source(), datagram.credentials(),
					datagram.payload()));
		}
	}

	/**
	 * Take a failure if there is room, with its datagram if that was not taken yet.
	 * @param failure the failure
	 */
	void offer(HandlingFailure failure) {
		OfPeer samples = this.peers.get(failure.getPeer());
		if (samples != null) {
			samples.add(failure, this.ids);
		}
	}

	/**
	 * What was taken.
	 *
	 * @param datagrams the datagrams, in the order of their arrival
	 * @param troubles what went wrong with these, or with others that were taken before
	 */
	record Taken(List<Sample> datagrams, List<Trouble> troubles) {

	}

	/**
	 * The samples of a peer.
	 */
	private static final class OfPeer {

		private final String peerId;

		private final Room room = new Room();

		/**
		 * For datagrams that a listener has failed on, lest many others leave none.
		 */
		private final Room roomForFailed = new Room();

		private List<Sample> datagrams = new ArrayList<>();

		private List<Trouble> troubles = new ArrayList<>();

		/**
		 * The datagrams that a listener may yet fail on, newest first.
		 */
		private final Deque<Sample> latest = new ArrayDeque<>();

		OfPeer(String peerId) {
			this.peerId = peerId;
		}

		/**
		 * Both at once: a failure that came before its datagram would be lost.
		 */
		synchronized Taken take(int perSecond) {
			this.room.grow(perSecond);
			this.roomForFailed.grow(perSecond);
			Taken taken = new Taken(this.datagrams, this.troubles);
			this.datagrams = new ArrayList<>();
			this.troubles = new ArrayList<>();
			return taken;
		}

		synchronized void add(Sample sample) {
			this.datagrams.add(sample);
			this.latest.addFirst(sample);
			if (this.latest.size() > KEPT) {
				this.latest.removeLast();
			}
		}

		synchronized void add(HandlingFailure failure, AtomicLong ids) {
			Sample sample = find(failure);
			if (sample == null) {
				if (!this.roomForFailed.take()) {
					return;
				}
				Datagram datagram = failure.getDatagram();
				sample = Sample.of(ids.incrementAndGet(), this.peerId, datagram.source(), datagram.credentials(),
						datagram.payload());
				add(sample);
			}
			// What is shown without its failure would be taken for handled.
			sample.failed().add(failure.getListenerId());
			this.troubles.add(Trouble.of(sample.id(), failure));
		}

		private @Nullable Sample find(HandlingFailure failure) {
			Datagram datagram = failure.getDatagram();
			return this.latest.stream()
				.filter((sample) -> !sample.failed().contains(failure.getListenerId())
						&& sample.shows(datagram.source(), datagram.payload()))
				.findFirst()
				.orElse(null);
		}

	}

	/**
	 * How many more may be taken.
	 */
	private static final class Room {

		private final AtomicInteger left = new AtomicInteger(BURST);

		boolean take() {
			return this.left.get() > 0 && this.left.getAndDecrement() > 0;
		}

		void grow(int perSecond) {
			this.left.updateAndGet((left) -> Math.min(BURST, Math.max(0, left) + PER_SECOND / perSecond));
		}

	}

}
