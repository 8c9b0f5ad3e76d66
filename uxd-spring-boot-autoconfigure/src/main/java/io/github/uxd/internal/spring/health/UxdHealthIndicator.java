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
package io.github.uxd.internal.spring.health;

import java.time.Duration;
import java.util.Locale;

import io.github.uxd.SocketFileState;
import io.github.uxd.TransportType;
import io.github.uxd.spring.listener.ManagedPeer;
import io.github.uxd.spring.listener.ManagedPeer.State;
import io.github.uxd.spring.listener.PeerPoller;
import io.github.uxd.spring.listener.PollerState;
import io.github.uxd.spring.listener.PollerState.Busy;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/**
 * Compares what a peer does with what it is meant to do. One that was stopped or paused
 * on purpose is up; one that ought to receive but can't be found by senders, isn't open,
 * has failed, or waits too long for one of its listeners, is down.
 * <p>
 * It also tells which kind of stop the peer has: whether that drains the kernel's queue,
 * or leaves what is there to the next process, since the socket is systemd's.
 */
public class UxdHealthIndicator extends AbstractHealthIndicator {

	private static final Duration WORTH_TELLING = Duration.ofSeconds(1);

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
			builder.withDetail("stop", this.peer.peer().isActivated() ? "leaves" : "drains");
		}
		builder.withDetail("expected", text(expected));
		builder.withDetail("actual", text(actual));
		builder.withDetail("socketFile", file);
		builder.withDetail("sendBufferSize", this.peer.peer().actualBufferSizes().send());
		this.peer.peer().sendBufferUsed().ifPresent((used) -> builder.withDetail("sendBufferUsed", used));
		this.peer.peer().queueLength().ifPresent((length) -> builder.withDetail("queueLength", length));
		PeerPoller poller = this.peer.poller();
		boolean stuck = poller != null && poller.isStuck();
		if (poller != null) {
			describe(poller.getState(), builder);
		}
		boolean up = !stuck && (expected == State.STOPPED || (actual.isWorking() && file == SocketFileState.IN_PLACE));
		builder.status(up ? Status.UP : Status.DOWN);
		if (!up && file == SocketFileState.TAKEN) {
			builder.withDetail("takenBy", String.valueOf(this.peer.peer().describeSocketFile()));
		}
	}

	private static void describe(PollerState state, Health.Builder builder) {
		if (!state.pauseReasons().isEmpty()) {
			builder.withDetail("pausedBecause", state.pauseReasons().stream().map(UxdHealthIndicator::text).toList());
		}
		Busy busy = state.busy();
		if (busy != null && busy.time().compareTo(WORTH_TELLING) > 0) {
			builder.withDetail("busy", busy.description());
			builder.withDetail("busySince", busy.since());
		}
	}

	private static String text(Enum<?> value) {
		return value.name().toLowerCase(Locale.ROOT);
	}

}
