package io.github.uxd.spring.listener;

import java.time.Instant;

import io.github.uxd.spring.HandlingFailure;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong last, for those who look after the application. Thread-safe.
 */
public final class LastFailure {

	private volatile @Nullable Entry entry;

	LastFailure() {
	}

	/**
	 * Return what went wrong last.
	 * @return the failure, or {@code null} if nothing went wrong yet
	 */
	public @Nullable Entry get() {
		return this.entry;
	}

	/**
	 * Remember that receiving from the kernel, or opening, has failed.
	 */
	void remember(Throwable failure) {
		this.entry = new Entry(Instant.now(), failure, null);
	}

	/**
	 * Remember that a datagram which was received could not be handled.
	 */
	void remember(HandlingFailure handling) {
		this.entry = new Entry(Instant.now(), handling.getCause(), handling);
	}

	/**
	 * A failure.
	 *
	 * @param time when it happened
	 * @param failure what went wrong
	 * @param handling who failed on what, or {@code null} if it was receiving that failed
	 */
	public record Entry(Instant time, Throwable failure, @Nullable HandlingFailure handling) {

	}

}
