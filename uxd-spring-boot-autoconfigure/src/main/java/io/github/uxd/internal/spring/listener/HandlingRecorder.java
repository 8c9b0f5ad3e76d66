package io.github.uxd.internal.spring.listener;

import org.jspecify.annotations.Nullable;

/**
 * Is told how long the handlers and listeners of a peer took for each datagram. Called on
 * the threads that they run on.
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
	 * Makes the recorders of peers. All beans of this type are asked for each peer.
	 */
	@FunctionalInterface
	interface Factory {

		/**
		 * Make a recorder.
		 * @param peerId the id of the peer
		 * @return what is told of the datagrams of this peer, or {@code null} for nothing
		 */
		@Nullable HandlingRecorder create(String peerId);

	}

}
