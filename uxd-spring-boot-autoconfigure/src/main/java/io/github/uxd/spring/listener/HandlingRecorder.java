package io.github.uxd.spring.listener;

import java.util.List;

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

	/**
	 * Make one recorder of several.
	 * @param recorders the recorders
	 * @return a recorder that tells them all, or {@code null} if there are none
	 */
	static @Nullable HandlingRecorder all(List<HandlingRecorder> recorders) {
		return switch (recorders.size()) {
			case 0 -> null;
			case 1 -> recorders.get(0);
			default -> (nanos, failure) -> recorders.forEach((recorder) -> recorder.record(nanos, failure));
		};
	}

}
