package io.github.uxd.spring.metrics;

import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;

import io.github.uxd.DropReason;
import io.github.uxd.Peer;
import io.github.uxd.PeerStatistics;
import io.github.uxd.spring.metrics.UxdMeters.Tag;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * The counters and states of a peer. The peer counts by itself and the meters read it, so
 * that they cost a datagram nothing.
 */
public class PeerMetrics implements MeterBinder {

	private final Peer peer;

	private final BooleanSupplier pollerRunning;

	private final Tags tags;

	/**
	 * Create a binder.
	 * @param peer the peer
	 * @param pollerRunning tells whether its poller runs
	 */
	public PeerMetrics(Peer peer, BooleanSupplier pollerRunning) {
		this.peer = peer;
		this.pollerRunning = pollerRunning;
		this.tags = Tags.of(Tag.NAME.asString(), peer.name());
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		counter(registry, UxdMeters.DATAGRAMS_RECEIVED, this.tags, PeerStatistics::received);
		counter(registry, UxdMeters.BYTES_RECEIVED, this.tags, PeerStatistics::receivedBytes);
		for (DropReason reason : DropReason.values()) {
			counter(registry, UxdMeters.DATAGRAMS_DROPPED,
					this.tags.and(Tag.REASON.asString(), reason.name().toLowerCase(Locale.ROOT)),
					(statistics) -> statistics.dropped(reason));
		}
		counter(registry, UxdMeters.RECEIVE_ERRORS, this.tags, PeerStatistics::receiveErrors);
		counter(registry, UxdMeters.DATAGRAMS_SENT, this.tags, PeerStatistics::sent);
		counter(registry, UxdMeters.BYTES_SENT, this.tags, PeerStatistics::sentBytes);
		counter(registry, UxdMeters.SEND_BLOCKED, this.tags, PeerStatistics::sendBlocked);
		counter(registry, UxdMeters.PEER_HEALED, this.tags, PeerStatistics::healed);
		gauge(registry, UxdMeters.PEER_OPEN, this.peer::isOpen);
		gauge(registry, UxdMeters.POLLER_RUNNING, this.pollerRunning);
	}

	private void counter(MeterRegistry registry, UxdMeters meter, Tags tags, ToDoubleFunction<PeerStatistics> count) {
		FunctionCounter.builder(meter.getName(), this.peer.statistics(), count)
			.tags(tags)
			.description(meter.getDescription())
			.register(registry);
	}

	private void gauge(MeterRegistry registry, UxdMeters meter, BooleanSupplier state) {
		Gauge.builder(meter.getName(), () -> state.getAsBoolean() ? 1 : 0)
			.tags(this.tags)
			.description(meter.getDescription())
			.register(registry);
	}

}
