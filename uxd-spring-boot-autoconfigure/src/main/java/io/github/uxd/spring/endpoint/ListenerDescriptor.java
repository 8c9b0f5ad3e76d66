package io.github.uxd.spring.endpoint;

import io.github.uxd.spring.listener.UxdListenerContainer;

/**
 * Describes a listener of a peer.
 *
 * @param id the id of the listener
 * @param running whether it is given datagrams
 */
public record ListenerDescriptor(String id, boolean running) {

	static ListenerDescriptor of(UxdListenerContainer listener) {
		return new ListenerDescriptor(listener.getListenerId(), listener.isRunning());
	}

}
