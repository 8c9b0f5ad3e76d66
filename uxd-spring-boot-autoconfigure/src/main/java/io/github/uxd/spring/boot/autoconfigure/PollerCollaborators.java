package io.github.uxd.spring.boot.autoconfigure;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.uxd.spring.DatagramHandler;
import io.github.uxd.spring.UxdErrorHandler;
import io.github.uxd.internal.spring.listener.HandlingRecorder;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;

/**
 * What the pollers of all peers work with.
 *
 * @param publisher where to publish each datagram
 * @param handlers all handlers that there are
 * @param beanFactory knows their names
 * @param errorHandler is given what they fail on
 * @param recorders are told how long they took
 */
record PollerCollaborators(ApplicationEventPublisher publisher, ObjectProvider<DatagramHandler> handlers,
		ListableBeanFactory beanFactory, UxdErrorHandler errorHandler, ObjectProvider<HandlingRecorder> recorders) {

	/**
	 * Return the handlers of a peer by the names of their beans, in their order.
	 */
	Map<String, DatagramHandler> handlersOf(String peerId) {
		Map<DatagramHandler, String> names = new IdentityHashMap<>();
		Map<String, DatagramHandler> handlers = new LinkedHashMap<>();
		for (String name : BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beanFactory,
				DatagramHandler.class)) {
			// Of a prototype this would be another one than that which is called.
			if (this.beanFactory.isSingleton(name)) {
				names.put(this.beanFactory.getBean(name, DatagramHandler.class), name);
			}
		}
		this.handlers.orderedStream()
			.filter((handler) -> handler.supportsPeer(peerId))
			.forEach((handler) -> handlers
				.put(names.getOrDefault(handler, handler.getClass().getName() + "#" + handlers.size()), handler));
		return handlers;
	}

	/**
	 * Return the recorders of a peer, in their order.
	 */
	List<HandlingRecorder> recordersOf(String peerId) {
		return this.recorders.orderedStream().filter((recorder) -> recorder.begin(peerId)).toList();
	}

}
