package io.github.uxd.spring.health;

import java.util.Locale;

import io.github.uxd.SocketFileState;
import io.github.uxd.TransportType;
import io.github.uxd.spring.listener.ManagedPeer;
import io.github.uxd.spring.listener.ManagedPeer.State;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Compares what a peer does with what it is meant to do. One that was stopped or paused
 * on purpose is up; one that ought to receive but can't be found by senders, isn't open,
 * or has given up, is down.
 */
public class UxdHealthIndicator extends AbstractHealthIndicator {

	private final ManagedPeer peer;

	/**
	 * Create an indicator.
	 * @param peer the peer
	 */
	public UxdHealthIndicator(ManagedPeer peer) {
		super("The health of the peer could not be found out");
		this.peer = peer;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		SocketFileState file = this.peer.peer().socketFileState();
		State expected = this.peer.expectedState();
		State actual = this.peer.actualState();
		builder.withDetail("name", this.peer.peer().name());
		builder.withDetail("path", String.valueOf(this.peer.peer().path()));
		TransportType transport = this.peer.peer().transport();
		if (transport != null) {
			builder.withDetail("transport", text(transport));
		}
		builder.withDetail("expected", text(expected));
		builder.withDetail("actual", text(actual));
		builder.withDetail("socketFile", file);
		if (expected == State.STOPPED || (actual != State.STOPPED && file == SocketFileState.IN_PLACE)) {
			builder.up();
			return;
		}
		builder.down();
		if (file == SocketFileState.TAKEN) {
			builder.withDetail("takenBy", String.valueOf(this.peer.peer().describeSocketFile()));
		}
	}

	private static String text(Enum<?> value) {
		return value.name().toLowerCase(Locale.ROOT);
	}

}
