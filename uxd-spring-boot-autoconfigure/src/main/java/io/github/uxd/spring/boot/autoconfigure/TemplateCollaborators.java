package io.github.uxd.spring.boot.autoconfigure;

import java.util.List;
import java.util.stream.Stream;

import io.github.uxd.spring.core.PayloadConverter;
import io.github.uxd.spring.core.SendObserver;

import org.springframework.beans.factory.ObjectProvider;

/**
 * What the templates of all peers work with.
 *
 * @param converter makes bytes of objects, and objects of bytes
 * @param observers make what is told of each send
 * @param customizers change how they are set up
 */
record TemplateCollaborators(PayloadConverter converter, ObjectProvider<SendObserver.Factory> observers,
		ObjectProvider<UxdTemplateCustomizer> customizers) {

	/**
	 * Return the observers of a peer's template, in their order.
	 */
	List<SendObserver> observersOf(String peerId) {
		return this.observers.orderedStream().flatMap((factory) -> Stream.ofNullable(factory.create(peerId))).toList();
	}

}
