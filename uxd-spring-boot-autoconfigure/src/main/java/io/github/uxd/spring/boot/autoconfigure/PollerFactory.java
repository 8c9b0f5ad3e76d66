package io.github.uxd.spring.boot.autoconfigure;

import io.github.uxd.Peer;
import io.github.uxd.PeerDoer;
import io.github.uxd.spring.listener.DatagramDispatcher;
import io.github.uxd.spring.listener.PeerPoller;
import io.github.uxd.spring.listener.PollerSettings;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Makes a poller of its properties, and refuses those that make no sense.
 */
final class PollerFactory {

	private final UxdProperties properties;

	PollerFactory(UxdProperties properties) {
		this.properties = properties;
	}

	PeerPoller create(Peer peer, DatagramDispatcher dispatcher) {
		PollerProperties poller = this.properties.getPoller();
		check(poller.getBatchSize() > 0, "batch-size", poller.getBatchSize(), "It is less than 1.");
		return new PeerPoller(new PeerDoer(peer, dispatcher, poller.getBatchSize()), settings(poller));
	}

	private PollerSettings settings(PollerProperties poller) {
		PollerProperties.BackOff times = poller.getBackOff();
		check(poller.getPhase() > this.properties.getPhase(), "phase", poller.getPhase(),
				"It is not greater than 'uxd.phase', which is " + this.properties.getPhase()
						+ ": the peer would close before its poller has stopped.");
		check(!poller.getDrainTimeout().isNegative(), "drain-timeout", poller.getDrainTimeout(), "It is negative.");
		check(!poller.getCheckInterval().isNegative(), "check-interval", poller.getCheckInterval(), "It is negative.");
		check(!poller.getSpin().isNegative(), "spin", poller.getSpin(), "It is negative.");
		check(times.getInitialInterval().toMillis() > 0, "back-off.initial-interval", times.getInitialInterval(),
				"It is less than a millisecond.");
		check(times.getMaxInterval().compareTo(times.getInitialInterval()) >= 0, "back-off.max-interval",
				times.getMaxInterval(), "It is less than the initial interval.");
		check(times.getMultiplier() >= 1, "back-off.multiplier", times.getMultiplier(), "It is less than 1.");
		ExponentialBackOff backOff = new ExponentialBackOff(times.getInitialInterval().toMillis(),
				times.getMultiplier());
		backOff.setMaxInterval(times.getMaxInterval().toMillis());
		return new PollerSettings(poller.getPhase(), poller.getDrainTimeout(), poller.getCheckInterval(),
				poller.getSpin(), backOff);
	}

	private static void check(boolean valid, String property, Object value, String reason) {
		if (!valid) {
			throw new InvalidConfigurationPropertyValueException("uxd.poller." + property, value, reason);
		}
	}

}
