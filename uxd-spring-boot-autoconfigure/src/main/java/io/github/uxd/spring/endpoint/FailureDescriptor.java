package io.github.uxd.spring.endpoint;

import java.time.Instant;

import io.github.uxd.spring.listener.LastFailure;
import io.github.uxd.spring.listener.LastFailure.Activity;
import org.jspecify.annotations.Nullable;

/**
 * Describes a failure, without its stack trace.
 *
 * @param time when it happened
 * @param activity what was being done
 * @param exception the class of the exception
 * @param message what the exception says, or {@code null} if it says nothing
 */
public record FailureDescriptor(Instant time, Activity activity, String exception, @Nullable String message) {

	static @Nullable FailureDescriptor of(LastFailure.@Nullable Entry entry) {
		if (entry == null) {
			return null;
		}
		Throwable failure = entry.failure();
		return new FailureDescriptor(entry.time(), entry.activity(), failure.getClass().getName(),
				failure.getMessage());
	}

}
