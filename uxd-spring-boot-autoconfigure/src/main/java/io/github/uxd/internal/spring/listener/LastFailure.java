package io.github.uxd.internal.spring.listener;

import java.time.Instant;

import io.github.uxd.spring.HandlingFailure;
import io.github.uxd.spring.listener.PeerPoller.Failure;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong last, for those who look after the application. Thread-safe.
 */
final class LastFailure {

	private volatile @Nullable Failure entry;

	/**
	 * Return what went wrong last.
	 * @return the failure, or {@code null} if nothing went wrong yet
	 */
	@Nullable Failure get() {
		return this.entry;
	}

	/**
	 * Remember that receiving from the kernel, or opening, has failed.
	 */
	void remember(Throwable failure) {
		this.entry = new Failure(Instant.now(), failure, null);
	}

	/**
	 * Remember that a datagram which was received could not be handled.
	 */
	void remember(HandlingFailure handling) {
		this.entry = new Failure(Instant.now(), handling.getCause(), handling);
	}

}
