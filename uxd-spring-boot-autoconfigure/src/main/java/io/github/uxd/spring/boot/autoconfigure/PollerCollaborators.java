package io.github.uxd.spring.boot.autoconfigure;

import java.util.List;
import java.util.stream.Stream;

import io.github.uxd.spring.DatagramHandler;
import io.github.uxd.spring.UxdErrorHandler;
import io.github.uxd.spring.listener.HandlingRecorder;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;

/**
 * What the pollers of all peers work with.
 *
 * @param publisher where to publish each datagram
 * @param handlers all handlers that there are
 * @param errorHandler is given what they fail on
 * @param recorders make what is told how long they took
 */
record PollerCollaborators(ApplicationEventPublisher publisher, ObjectProvider<DatagramHandler> handlers,
		UxdErrorHandler errorHandler, ObjectProvider<HandlingRecorder.Factory> recorders) {

	/**
	 * Return the handlers of a peer, in their order.
	 */
	List<DatagramHandler> handlersOf(String peerId) {
		return this.handlers.orderedStream().filter((handler) -> handler.supportsPeer(peerId)).toList();
	}

	/**
	 * Return the recorders of a peer, in their order.
	 */
	List<HandlingRecorder> recordersOf(String peerId) {
		return this.recorders.orderedStream().flatMap((factory) -> Stream.ofNullable(factory.create(peerId))).toList();
	}

}
