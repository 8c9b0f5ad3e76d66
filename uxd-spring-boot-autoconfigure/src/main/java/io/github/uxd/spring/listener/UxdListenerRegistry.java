/*
 * Copyright the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.uxd.spring.listener;

import java.util.Collection;

import io.github.uxd.spring.DatagramListener;
import org.jspecify.annotations.Nullable;

/**
 * The listeners of the application's peers, by their ids: those of annotated methods, and
 * others that are registered here. Thread-safe. Nobody else is meant to implement this.
 */
public interface UxdListenerRegistry {

	/**
	 * Register a listener that is called once for each datagram.
	 * @param listenerId the id of the listener
	 * @param peerId the id of the peer whose datagrams it is given; empty for the primary
	 * one
	 * @param order its place among the listeners of the peer, as in
	 * {@link org.springframework.core.Ordered}
	 * @param autoStartup whether it starts now, or {@code null} to have it as is the rule
	 * for its peer
	 * @param listener the listener
	 * @return what starts and stops it
	 * @throws IllegalArgumentException if there is no such peer, or there is such a
	 * listener already
	 */
	default UxdListenerContainer register(String listenerId, String peerId, int order, @Nullable Boolean autoStartup,
			DatagramListener listener) {
		return register(UxdListenerEndpoint.builder(listenerId, listener)
			.peer(peerId)
			.order(order)
			.autoStartup(autoStartup)
			.build());
	}

	/**
	 * Register a listener.
	 * @param endpoint the listener and how it is called, which
	 * {@linkplain UxdListenerCustomizer customizers} may change
	 * @return what starts and stops it
	 * @throws IllegalArgumentException if there is no such peer, or there is such a
	 * listener already
	 */
	UxdListenerContainer register(UxdListenerEndpoint endpoint);

	/**
	 * Remove a listener, which is stopped and can't be started any more. A peer whose
	 * last listener it was goes on as one that never had any: it doesn't pause.
	 * @param listenerId the id of the listener
	 * @return what started and stopped it, or {@code null} if there is no such listener
	 */
	@Nullable UxdListenerContainer unregister(String listenerId);

	/**
	 * Return what starts and stops a listener.
	 * @param listenerId the id of the listener
	 * @return the container, or {@code null} if there is no such listener
	 */
	@Nullable UxdListenerContainer getContainer(String listenerId);

	/**
	 * Return what starts and stops the listeners.
	 * @return the containers, in the order in which they were registered
	 */
	Collection<UxdListenerContainer> getContainers();

}
