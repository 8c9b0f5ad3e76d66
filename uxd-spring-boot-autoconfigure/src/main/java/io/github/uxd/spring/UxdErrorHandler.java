package io.github.uxd.spring;

/**
 * Is given each datagram that a {@link DatagramHandler} or a {@link DatagramListener},
 * and so maybe an event listener, failed on. The next datagram follows in any case.
 * Called on the thread that the handler or listener ran on: for several peers, or where
 * datagrams are dispatched to several threads, by some at once.
 */
@FunctionalInterface
public interface UxdErrorHandler {

	/**
	 * Handle the failure to handle a datagram.
	 * @param failure who failed on what, and why
	 */
	void handleError(HandlingFailure failure);

}
