package io.github.uxd.spring.endpoint;

import java.time.Instant;

import io.github.uxd.spring.listener.PollerState.Busy;
import org.jspecify.annotations.Nullable;

/**
 * Describes a call that is being made.
 *
 * @param listener who is called, with its kind
 * @param since since when
 */
public record BusyDescriptor(String listener, Instant since) {

	static @Nullable BusyDescriptor of(@Nullable Busy busy) {
		return (busy != null) ? new BusyDescriptor(busy.listener(), busy.since()) : null;
	}

}
