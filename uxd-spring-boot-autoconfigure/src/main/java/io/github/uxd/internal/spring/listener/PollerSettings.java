package io.github.uxd.internal.spring.listener;

import java.time.Duration;

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
 * the kernel; zero for not at all
 * @param busyThreshold how long one call of a listener may last until the peer is taken
 * for stuck; zero for ever
 * @param backOff when to try again after a receive has failed
 */
public record PollerSettings(int phase, int batchSize, Duration drainTimeout, Duration checkInterval,
		Duration idleEventInterval, Duration spin, Duration busyThreshold, BackOff backOff) {

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
		spin = bounded(spin);
		busyThreshold = bounded(busyThreshold);
	}

	private static Duration bounded(Duration time) {
		return (time.compareTo(LONGEST) < 0) ? time : LONGEST;
	}

}
