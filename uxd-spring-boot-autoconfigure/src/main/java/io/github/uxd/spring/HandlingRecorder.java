package io.github.uxd.spring;

import org.jspecify.annotations.Nullable;

/**
 * Is told how long the handlers took for each datagram. Called on the thread of the
 * {@link PeerPoller}.
 */
@FunctionalInterface
public interface HandlingRecorder {

	/**
	 * Record that a datagram was handled.
	 * @param nanos how long it took, in nanoseconds
	 * @param failure what a handler threw, or {@code null} if all went well
	 */
	void record(long nanos, @Nullable Throwable failure);

}
