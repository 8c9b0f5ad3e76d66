package io.github.uxd.spring.health;

import java.util.Locale;
import java.util.function.BooleanSupplier;

import io.github.uxd.Peer;
import io.github.uxd.SocketFileState;
import io.github.uxd.TransportType;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Compares what a peer does with what it is meant to do. One that was stopped on purpose
 * is up; one that ought to receive but can't be found by senders, or isn't open, is down.
 */
public class UxdHealthIndicator extends AbstractHealthIndicator {

	private final Peer peer;

	private final BooleanSupplier meantToReceive;

	/**
	 * Create an indicator.
	 * @param peer the peer
	 * @param meantToReceive tells whether the peer is meant to receive now
	 */
	public UxdHealthIndicator(Peer peer, BooleanSupplier meantToReceive) {
		super("The health of the peer could not be found out");
		this.peer = peer;
		this.meantToReceive = meantToReceive;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		SocketFileState state = this.peer.socketFileState();
		boolean expected = this.meantToReceive.getAsBoolean();
		builder.withDetail("name", this.peer.name());
		builder.withDetail("path", String.valueOf(this.peer.path()));
		TransportType transport = this.peer.transport();
		if (transport != null) {
			builder.withDetail("transport", transport.name().toLowerCase(Locale.ROOT));
		}
		builder.withDetail("expected", expected ? "receiving" : "stopped");
		builder.withDetail("socketFile", state);
		if (!expected || state == SocketFileState.IN_PLACE) {
			builder.up();
			return;
		}
		builder.down();
		if (state == SocketFileState.TAKEN) {
			builder.withDetail("takenBy", String.valueOf(this.peer.describeSocketFile()));
		}
	}

}
