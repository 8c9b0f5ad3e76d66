package io.github.uxd.spring.endpoint;

import java.time.Instant;

import io.github.uxd.spring.HandlingFailure.Kind;
import io.github.uxd.spring.listener.PollerState.Busy;
import org.jspecify.annotations.Nullable;

/**
 * Describes a call that is being made.
 *
 * @param kind what is called
 * @param listener which one is called: the id of the listener, the name of the handler's
 * bean, or that of the event
 * @param since since when
 */
public record BusyDescriptor(Kind kind, String listener, Instant since) {

	static @Nullable BusyDescriptor of(@Nullable Busy busy) {
		return (busy != null) ? new BusyDescriptor(busy.kind(), busy.listener(), busy.since()) : null;
	}

}
