package io.github.uxd.spring.listener;

import java.time.Instant;

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

	void remember(Activity activity, Throwable failure) {
		this.entry = new Entry(Instant.now(), activity, failure);
	}

	/**
	 * What was being done when it went wrong.
	 */
	public enum Activity {

		/**
		 * Receiving from the kernel.
		 */
		RECEIVE,

		/**
		 * Handling a datagram that was received.
		 */
		HANDLE

	}

	/**
	 * A failure.
	 *
	 * @param time when it happened
	 * @param activity what was being done
	 * @param failure what went wrong
	 */
	public record Entry(Instant time, Activity activity, Throwable failure) {

	}

}
