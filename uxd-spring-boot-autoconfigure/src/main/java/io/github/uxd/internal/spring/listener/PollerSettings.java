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
package io.github.uxd.internal.spring.listener;

import java.time.Duration;

import io.github.uxd.WaitStrategy;
import org.jspecify.annotations.Nullable;

import org.springframework.util.backoff.BackOff;

/**
 * How a {@link ThreadedPeerPoller} works. Times longer than 100 years are taken for that.
 *
 * @param phase the phase of its lifecycle
 * @param batchSize how many datagrams to handle in a row at most before looking for
 * anything else to do, 1 or more
 * @param drainTimeout how long it goes on receiving when it is stopped, until the
 * kernel's queue is empty
 * @param checkInterval how often to look whether the socket file is still there; zero for
 * never
 * @param idleEventInterval after how long without a datagram to tell of it; zero for
 * never
 * @param spin how long to look for the next datagram again and again before waiting in
 * the kernel; zero for not at all, {@code null} for a moment where they follow each other
 * closely
 * @param busyThreshold how long one call of a listener may last until the peer is taken
 * for stuck; zero for ever
 * @param backOff when to try again after a receive has failed
 */
public record PollerSettings(int phase, int batchSize, Duration drainTimeout, Duration checkInterval,
		Duration idleEventInterval, @Nullable Duration spin, Duration busyThreshold, BackOff backOff) {

	/**
	 * The default phase, that of Spring's listener containers: started last and stopped
	 * first.
	 */
	public static final int DEFAULT_PHASE = Integer.MAX_VALUE - 100;

	/**
	 * Less than the nanoseconds that a {@code long} can count.
	 */
	private static final Duration LONGEST = Duration.ofDays(36_500);

	/**
	 * Create settings.
	 */
	public PollerSettings {
		drainTimeout = bounded(drainTimeout);
		checkInterval = bounded(checkInterval);
		idleEventInterval = bounded(idleEventInterval);
		spin = (spin != null) ? bounded(spin) : null;
		busyThreshold = bounded(busyThreshold);
	}

	/**
	 * Return how to wait for the next datagram.
	 * @return a strategy for one thread
	 */
	WaitStrategy waiting() {
		return (this.spin != null) ? WaitStrategy.spinning(this.spin) : WaitStrategy.adaptive();
	}

	private static Duration bounded(Duration time) {
		return (time.compareTo(LONGEST) < 0) ? time : LONGEST;
	}

}
