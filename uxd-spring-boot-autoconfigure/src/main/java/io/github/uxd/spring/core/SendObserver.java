package io.github.uxd.spring.core;

import java.util.List;

import io.github.uxd.UxdAddress;
import org.jspecify.annotations.Nullable;

/**
 * Is told when a template begins to send a datagram and when it is done with it, to
 * measure or trace that. What it throws is logged once and harms no datagram.
 */
@FunctionalInterface
public interface SendObserver {

	/**
	 * Take note that somebody wants to send a datagram.
	 * @param destination where to
	 * @param length its size in bytes
	 * @return what to call at the end: when the kernel has the datagram or the answer is
	 * there, or when neither will happen any more
	 */
	Completion sendStarted(UxdAddress destination, int length);

	/**
	 * Take note that somebody wants to send a datagram and to have an answer. The same as
	 * any send, unless this is overridden.
	 * @param destination where to
	 * @param length its size in bytes
	 * @return what to call at the end
	 */
	default Completion requestStarted(UxdAddress destination, int length) {
		return sendStarted(destination, length);
	}

	/**
	 * Make one observer of several.
	 * @param observers the observers
	 * @return an observer that tells them all, one of which may fail without harm to the
	 * others, or {@code null} if there are none
	 */
	static @Nullable SendObserver all(List<SendObserver> observers) {
		return switch (observers.size()) {
			case 0 -> null;
			case 1 -> observers.get(0);
			default -> new SendObservers(observers);
		};
	}

	/**
	 * Takes note of the end.
	 */
	@FunctionalInterface
	interface Completion {

		/**
		 * Take note of the end, once. In the thread that called the template, if it
		 * waited; else in any one, which must not be made to wait.
		 * @param failure what the caller gets instead of success, or {@code null}
		 */
		void completed(@Nullable Throwable failure);

	}

	/**
	 * Makes the observers of templates. All beans of this type are asked for each peer.
	 */
	@FunctionalInterface
	interface Factory {

		/**
		 * Make an observer.
		 * @param peerId the id of the peer that the template sends from
		 * @return what is told of its sends, or {@code null} for nothing
		 */
		@Nullable SendObserver create(String peerId);

	}

}
