package io.github.uxd.internal.spring.listener;

import io.github.uxd.spring.DatagramListener;

/**
 * Wraps the listeners that are registered, to observe them say. All beans of this type
 * are asked, in their {@linkplain org.springframework.core.annotation.Order order}, the
 * first of which is the outermost.
 */
@FunctionalInterface
public interface ListenerDecorator {

	/**
	 * Wrap a listener.
	 * @param listenerId the id of the listener
	 * @param peerId the id of its peer
	 * @param listener the listener
	 * @return what is called instead of it; the listener itself to leave it as it is
	 */
	DatagramListener decorate(String listenerId, String peerId, DatagramListener listener);

}
