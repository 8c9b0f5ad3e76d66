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
package io.github.uxd.internal.spring.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import io.github.uxd.DropReason;
import io.github.uxd.PeerStatistics;
import io.github.uxd.SocketFileState;
import io.github.uxd.spring.listener.ManagedPeer;
import io.github.uxd.spring.listener.PeerPoller;
import io.github.uxd.spring.listener.PollerState.Busy;
import io.github.uxd.spring.listener.UxdPeers;
import io.github.uxd.spring.metrics.UxdMeters;
import io.github.uxd.spring.metrics.UxdMeters.Tag;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;

/**
 * The counters and states of all peers. A peer counts by itself and the meters read it,
 * so that they cost a datagram nothing.
 * <p>
 * A registry that is there before the application has started gets them when it has: what
 * a peer is made of may itself need the registry, which would have to wait for the peer.
 */
public class PeerMetrics implements MeterBinder, ApplicationListener<ContextRefreshedEvent> {

	private final UxdPeers peers;

	private final List<MeterRegistry> waiting = new ArrayList<>();

	private boolean started;

	/**
	 * Create a binder.
	 * @param peers the peers
	 */
	public PeerMetrics(UxdPeers peers) {
		this.peers = peers;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		synchronized (this.waiting) {
			if (!this.started) {
				this.waiting.add(registry);
				return;
			}
		}
		register(registry);
	}

	/**
	 * Take note that the application has started, and all peers are there.
	 */
	@Override
	public void onApplicationEvent(ContextRefreshedEvent event) {
		List<MeterRegistry> registries;
		this.peers.getAll();
		synchronized (this.waiting) {
			this.started = true;
			registries = List.copyOf(this.waiting);
			this.waiting.clear();
		}
		registries.forEach(this::register);
	}

	private void register(MeterRegistry registry) {
		for (ManagedPeer peer : this.peers.getAll()) {
			try {
				new Meters(registry, peer, Tags.of(Tag.NAME.asString(), peer.id())).register();
			}
			catch (RuntimeException | LinkageError ex) {
				MeterFailures.log("Not all meters of peer '" + peer.id() + "' are there", registry, ex);
			}
		}
	}

	/**
	 * The meters of one peer in one registry.
	 *
	 * @param registry the registry
	 * @param peer the peer
	 * @param tags what all of them have
	 */
	private record Meters(MeterRegistry registry, ManagedPeer peer, Tags tags) {

		void register() {
			counter(UxdMeters.DATAGRAMS_RECEIVED, PeerStatistics::received);
			counter(UxdMeters.BYTES_RECEIVED, PeerStatistics::receivedBytes);
			for (DropReason reason : DropReason.values()) {
				counter(UxdMeters.DATAGRAMS_DROPPED, reason(reason.name()), this.peer.peer().statistics(),
						(statistics) -> statistics.dropped(reason));
			}
			counter(UxdMeters.RECEIVE_ERRORS, PeerStatistics::receiveErrors);
			counter(UxdMeters.DATAGRAMS_SENT, PeerStatistics::sent);
			counter(UxdMeters.BYTES_SENT, PeerStatistics::sentBytes);
			counter(UxdMeters.SEND_BLOCKED, PeerStatistics::sendBlocked);
			gauge(UxdMeters.SEND_BUFFER_USED, this::sendBufferUsed);
			gauge(UxdMeters.SEND_BUFFER_SIZE, () -> this.peer.peer().actualBufferSizes().send());
			counter(UxdMeters.SEND_REFUSED, PeerStatistics::sendRefused);
			counter(UxdMeters.PEER_HEALED, PeerStatistics::healed);
			gauge(UxdMeters.PEER_OPEN, () -> one(this.peer.peer().isOpen()));
			gauge(UxdMeters.SOCKET_FILE_IN_PLACE,
					() -> one(this.peer.peer().socketFileState() == SocketFileState.IN_PLACE));
			PeerPoller poller = this.peer.poller();
			gauge(UxdMeters.POLLER_RUNNING, () -> one(poller != null && poller.isRunning()));
			gauge(UxdMeters.POLLER_PAUSED, () -> one(poller != null && poller.isPaused()));
			if (poller != null) {
				counter(UxdMeters.DATAGRAMS_DROPPED, reason("QUEUE_FULL"), poller, PeerPoller::getDropped);
				counter(UxdMeters.LISTENER_FILTERED, this.tags, poller, PeerPoller::getFiltered);
				counter(UxdMeters.LISTENER_RECOVERED, this.tags, poller, PeerPoller::getRecovered);
				gauge(UxdMeters.LISTENER_PENDING, poller::getPending);
				busy(poller);
			}
		}

		private void busy(PeerPoller poller) {
			TimeGauge.builder(UxdMeters.LISTENER_BUSY.getName(), poller, TimeUnit.NANOSECONDS, Meters::busyNanos)
				.tags(this.tags)
				.description(UxdMeters.LISTENER_BUSY.getDescription())
				.register(this.registry);
		}

		private static double busyNanos(PeerPoller poller) {
			Busy busy = poller.getState().busy();
			return (busy != null) ? busy.time().toNanos() : 0;
		}

		private Number sendBufferUsed() {
			OptionalInt used = this.peer.peer().sendBufferUsed();
			return used.isPresent() ? used.getAsInt() : Double.NaN;
		}

		private static int one(boolean state) {
			return state ? 1 : 0;
		}

		private Tags reason(String reason) {
			return this.tags.and(Tag.REASON.asString(), reason.toLowerCase(Locale.ROOT));
		}

		private void counter(UxdMeters meter, ToDoubleFunction<PeerStatistics> count) {
			counter(meter, this.tags, this.peer.peer().statistics(), count);
		}

		private <T> void counter(UxdMeters meter, Tags tags, T source, ToDoubleFunction<T> count) {
			FunctionCounter.builder(meter.getName(), source, count)
				.tags(tags)
				.description(meter.getDescription())
				.register(this.registry);
		}

		private void gauge(UxdMeters meter, Supplier<Number> value) {
			Gauge.builder(meter.getName(), value)
				.tags(this.tags)
				.description(meter.getDescription())
				.register(this.registry);
		}

	}

}
