package io.github.uxd.spring.boot.autoconfigure;

import io.github.uxd.internal.spring.listener.ThreadedPeerPoller;

import java.time.Duration;

import io.github.uxd.Peer;
import io.github.uxd.spring.boot.autoconfigure.ConfiguredPeer.Setting;
import io.github.uxd.internal.spring.listener.DatagramDispatcher;
import io.github.uxd.internal.spring.listener.DispatchSettings;
import io.github.uxd.spring.listener.PeerPoller;
import io.github.uxd.internal.spring.listener.PollerSettings;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Makes a poller of its properties, and refuses those that make no sense.
 */
final class PollerFactory {

	private final ConfiguredPeer configured;

	PollerFactory(ConfiguredPeer configured) {
		this.configured = configured;
	}

	/**
	 * Make the poller of a peer.
	 * @param peer the peer
	 * @param id its id, which isn't the configured one if the application made the peer
	 * @param collaborators what it works with
	 */
	PeerPoller create(Peer peer, String id, PollerCollaborators collaborators) {
		PollerSettings settings = settings();
		checkListener();
		DatagramDispatcher dispatcher = dispatcher(peer, id, collaborators);
		if (this.configured.properties().getPoller().isPublishEvents()) {
			dispatcher.publishEvents(collaborators.publisher());
		}
		return new ThreadedPeerPoller(id, dispatcher, settings);
	}

	private DatagramDispatcher dispatcher(Peer peer, String id, PollerCollaborators collaborators) {
		DispatchProperties dispatch = this.configured.properties().getDispatch();
		check(dispatch.getThreads() > 0, "dispatch.threads", dispatch.getThreads(), "It is less than 1.");
		check(dispatch.getQueueCapacity() > 0, "dispatch.queue-capacity", dispatch.getQueueCapacity(),
				"It is less than 1.");
		try {
			return new DatagramDispatcher(peer, id, collaborators.handlersOf(id), collaborators.errorHandler(),
					collaborators.recordersOf(id), new DispatchSettings(dispatch.getMode(), dispatch.getThreads(),
							dispatch.getQueueCapacity(), dispatch.getWhenFull()));
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidConfigurationPropertyValueException(this.configured.prefix() + ".dispatch.mode",
					dispatch.getMode(), String.valueOf(ex.getMessage()));
		}
	}

	private PollerSettings settings() {
		PollerProperties poller = this.configured.properties().getPoller();
		PollerProperties.BackOff times = poller.getBackOff();
		check(poller.getBatchSize() > 0, "poller.batch-size", poller.getBatchSize(), "It is less than 1.");
		this.configured.checkOrder(
				new Setting<>("phase", this.configured.properties().getPhase(), new PeerProperties().getPhase()),
				new Setting<>("poller.phase", poller.getPhase(), PollerSettings.DEFAULT_PHASE), false,
				": the peer would close before its poller has stopped");
		this.configured.checkTime("poller.drain-timeout", poller.getDrainTimeout());
		this.configured.checkTime("poller.check-interval", poller.getCheckInterval());
		this.configured.checkTime("poller.idle-event-interval", poller.getIdleEventInterval());
		this.configured.checkTime("poller.spin", poller.getSpin());
		this.configured.checkTime("poller.busy-threshold", poller.getBusyThreshold());
		this.configured.checkTime("poller.back-off.initial-interval", times.getInitialInterval());
		this.configured.checkTime("poller.back-off.max-interval", times.getMaxInterval());
		check(times.getInitialInterval().toMillis() > 0, "poller.back-off.initial-interval", times.getInitialInterval(),
				"It is less than a millisecond.");
		PollerProperties.BackOff defaults = new PollerProperties.BackOff();
		checkGrowth("poller.back-off", times.getMultiplier(), times.getInitialInterval(), defaults.getInitialInterval(),
				times.getMaxInterval(), defaults.getMaxInterval());
		ExponentialBackOff backOff = new ExponentialBackOff(times.getInitialInterval().toMillis(),
				times.getMultiplier());
		backOff.setMaxInterval(times.getMaxInterval().toMillis());
		return new PollerSettings(poller.getPhase(), poller.getBatchSize(), poller.getDrainTimeout(),
				poller.getCheckInterval(), poller.getIdleEventInterval(), poller.getSpin(), poller.getBusyThreshold(),
				backOff);
	}

	private void checkListener() {
		ListenerProperties listener = this.configured.properties().getListener();
		ListenerProperties.Retry retry = listener.getRetry();
		this.configured.checkTime("listener.reply-timeout", listener.getReplyTimeout());
		this.configured.checkTime("listener.retry.initial-interval", retry.getInitialInterval());
		this.configured.checkTime("listener.retry.max-interval", retry.getMaxInterval());
		check(retry.getMaxRetries() >= 0, "listener.retry.max-retries", retry.getMaxRetries(), "It is negative.");
		ListenerProperties.Retry defaults = new ListenerProperties.Retry();
		checkGrowth("listener.retry", retry.getMultiplier(), retry.getInitialInterval(), defaults.getInitialInterval(),
				retry.getMaxInterval(), defaults.getMaxInterval());
	}

	/**
	 * Refuse times between tries that shrink.
	 */
	private void checkGrowth(String key, double multiplier, Duration initialInterval, Duration defaultInitialInterval,
			Duration maxInterval, Duration defaultMaxInterval) {
		this.configured.checkOrder(new Setting<>(key + ".initial-interval", initialInterval, defaultInitialInterval),
				new Setting<>(key + ".max-interval", maxInterval, defaultMaxInterval), true, "");
		check(multiplier >= 1, key + ".multiplier", multiplier, "It is less than 1.");
	}

	private void check(boolean valid, String key, Object value, String reason) {
		this.configured.check(valid, key, value, reason);
	}

}
