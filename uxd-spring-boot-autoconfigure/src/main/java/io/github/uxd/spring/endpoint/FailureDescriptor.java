package io.github.uxd.spring.endpoint;

import io.github.uxd.spring.listener.PeerPoller;

import java.time.Instant;

import io.github.uxd.spring.HandlingFailure;
import io.github.uxd.spring.HandlingFailure.Kind;
import io.github.uxd.text.OneLine;
import org.jspecify.annotations.Nullable;

/**
 * Describes a failure, without its stack trace.
 *
 * @param time when it happened
 * @param activity what was being done
 * @param kind what was called, or {@code null} if it was receiving that failed
 * @param listener which one was called: the id of a listener, the name of a handler's
 * bean; {@code null} if it was receiving that failed
 * @param attempts how often it was called, or {@code null} if it was receiving that
 * failed
 * @param exception the class of the exception
 * @param message what the exception says, escaped and cut as by {@link OneLine}, or
 * {@code null} if it says nothing
 */
public record FailureDescriptor(Instant time, Activity activity, @Nullable Kind kind, @Nullable String listener,
		@Nullable Integer attempts, String exception, @Nullable String message) {

	static @Nullable FailureDescriptor of(PeerPoller.@Nullable Failure failure) {
		if (failure == null) {
			return null;
		}
		HandlingFailure handling = failure.handling();
		String exception = failure.cause().getClass().getName();
		String message = failure.cause().getMessage();
		if (message != null) {
			message = OneLine.of(message);
		}
		return (handling != null)
				? new FailureDescriptor(failure.time(), Activity.HANDLE, handling.getKind(), handling.getListenerId(),
						handling.getAttempts(), exception, message)
				: new FailureDescriptor(failure.time(), Activity.RECEIVE, null, null, null, exception, message);
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

}
