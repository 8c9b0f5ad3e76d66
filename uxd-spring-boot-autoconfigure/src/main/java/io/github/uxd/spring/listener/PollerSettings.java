package io.github.uxd.spring.listener;

import java.time.Duration;

import org.springframework.util.backoff.BackOff;

/**
 * How a {@link PeerPoller} works.
 *
 * @param phase the phase of its lifecycle
 * @param drainTimeout how long it goes on receiving when it is stopped, until the
 * kernel's queue is empty
 * @param checkInterval how often to look whether the socket file is still there; zero for
 * never
 * @param spin how long to look for the next datagram again and again before waiting in
 * the kernel; zero for not at all
 * @param backOff when to try again after a receive has failed
 */
public record PollerSettings(int phase, Duration drainTimeout, Duration checkInterval, Duration spin, BackOff backOff) {

	/**
	 * The default phase, that of Spring's listener containers: started last and stopped
	 * first.
	 */
	public static final int DEFAULT_PHASE = Integer.MAX_VALUE - 100;

}
