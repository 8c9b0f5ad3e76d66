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

import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;

import io.github.uxd.internal.spring.listener.Heartbeat;
import io.github.uxd.internal.spring.log.EscapingLog;
import io.github.uxd.internal.spring.log.LogNames;
import io.github.uxd.internal.spring.systemd.NotifySender.Subject;
import org.jspecify.annotations.Nullable;

/**
 * Says that the application is well, twice within the time after which systemd kills it;
 * but only while it says of itself that it is alive, and each thread that receives has
 * turned since the last time. For the thread of the {@link NotifySender} alone.
 */
final class Watchdog {

	private static final EscapingLog logger = new EscapingLog(LogNames.SYSTEMD);

	/**
	 * How many times within half of that time to look again whether all is well, when it
	 * wasn't: who recovers in time must not be killed for want of saying so.
	 */
	private static final int LOOKS = 10;

	/**
	 * A poller needs time to answer, and an interval that is too short for anybody must
	 * burn no core.
	 */
	private static final Duration SHORTEST_DELAY = Duration.ofMillis(10);

	private final NotifySender sender;

	private final Duration half;

	private final BooleanSupplier alive;

	private final Map<String, Heartbeat> heartbeats;

	private boolean silent;

	/**
	 * Create a watchdog that sleeps.
	 * @param sender where to say it
	 * @param interval the time after which systemd kills the application
	 * @param alive whether the application says that it is alive
	 * @param heartbeats those of the peers that are received for, by the ids of these
	 */
	Watchdog(NotifySender sender, Duration interval, BooleanSupplier alive, Map<String, Heartbeat> heartbeats) {
		this.sender = sender;
		this.half = interval.dividedBy(2);
		this.alive = alive;
		this.heartbeats = heartbeats;
	}

	/**
	 * Look whether all is well, say so if it is, and look again in time.
	 */
	void look() {
		try {
			say(reasonAgainst());
		}
		finally {
			Duration delay = this.silent ? this.half.dividedBy(LOOKS) : this.half;
			this.sender.schedule(this::look, (delay.compareTo(SHORTEST_DELAY) > 0) ? delay : SHORTEST_DELAY);
		}
	}

	private void say(@Nullable String reason) {
		this.sender.say(Subject.WATCHDOG, (reason == null) ? "WATCHDOG=1" : null);
		if (reason == null) {
			this.heartbeats.values().forEach(Heartbeat::ask);
			if (this.silent) {
				logger.info("systemd is told again that the application is well");
			}
		}
		else if (!this.silent) {
			logger.warn("systemd isn't told that the application is well, and kills it unless that changes: " + reason);
		}
		this.silent = reason != null;
	}

	/**
	 * Who can't be asked isn't known to be well.
	 */
	private @Nullable String reasonAgainst() {
		try {
			return findReasonAgainst();
		}
		catch (RuntimeException ex) {
			return "how it is can't be found out (" + ex + ")";
		}
	}

	private @Nullable String findReasonAgainst() {
		if (!this.alive.getAsBoolean()) {
			return "its liveness state is broken";
		}
		return this.heartbeats.entrySet()
			.stream()
			.filter((entry) -> !entry.getValue().isAnswered())
			.map((entry) -> "the thread that receives for peer '" + entry.getKey() + "' hasn't turned for "
					+ this.half.toMillis() + " ms")
			.findFirst()
			.orElse(null);
	}

}
