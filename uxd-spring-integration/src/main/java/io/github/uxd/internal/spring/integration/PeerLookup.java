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
package io.github.uxd.internal.spring.integration;

import io.github.uxd.Peer;
import io.github.uxd.internal.spring.messaging.ReplyOperations;
import io.github.uxd.spring.core.UxdOperations;
import io.github.uxd.spring.core.UxdTemplate;
import io.github.uxd.spring.integration.support.DatagramMessageMapper;
import io.github.uxd.spring.integration.support.SimpleDatagramMessageMapper;
import io.github.uxd.spring.listener.ManagedPeer;
import io.github.uxd.spring.listener.UxdListenerRegistry;
import io.github.uxd.spring.listener.UxdPeers;

import org.springframework.beans.factory.BeanFactory;

/**
 * Finds what an endpoint needs of a peer among the beans of the application, and says
 * what is missing.
 */
public final class PeerLookup {

	private final String endpoint;

	private final String peerId;

	private final BeanFactory beanFactory;

	/**
	 * Create a lookup.
	 * @param endpoint the endpoint, as messages call it
	 * @param peerId the id of the peer; empty for the primary one
	 * @param beanFactory has the beans
	 */
	public PeerLookup(String endpoint, String peerId, BeanFactory beanFactory) {
		this.endpoint = endpoint;
		this.peerId = peerId;
		this.beanFactory = beanFactory;
	}

	/**
	 * Return the registry to listen by.
	 * @return the registry
	 */
	public UxdListenerRegistry registry() {
		return bean(UxdListenerRegistry.class, "listen");
	}

	/**
	 * Return what answers.
	 * @return what answers from each peer's own socket
	 */
	public ReplyOperations replies() {
		return bean(ReplyOperations.class, "answer");
	}

	/**
	 * Return the template that sends from the peer.
	 * @return the peer's template, or for the primary one what the application has in its
	 * place
	 */
	public UxdOperations operations() {
		ManagedPeer peer = peer();
		for (UxdTemplate template : this.beanFactory.getBeanProvider(UxdTemplate.class)) {
			if (template.getPeer() == peer.peer()) {
				return template;
			}
		}
		UxdOperations unique = isPrimary(peer.peer())
				? this.beanFactory.getBeanProvider(UxdOperations.class).getIfUnique() : null;
		if (unique == null) {
			throw new IllegalStateException(this.endpoint + " can't send: Peer '" + peer.id()
					+ "' has no UxdTemplate. Give the endpoint the UxdOperations that it is to send with");
		}
		return unique;
	}

	private boolean isPrimary(Peer peer) {
		return this.beanFactory.getBeanProvider(Peer.class).getIfUnique() == peer;
	}

	private ManagedPeer peer() {
		UxdPeers peers = bean(UxdPeers.class, "send");
		try {
			return peers.get(this.peerId);
		}
		catch (IllegalArgumentException ex) {
			throw noPeer("send", ex);
		}
	}

	/**
	 * Return what to throw if there is no such peer.
	 * @param what what the endpoint wants to do with it
	 * @param ex says so
	 * @return an exception that says what to do, too
	 */
	public IllegalStateException noPeer(String what, IllegalArgumentException ex) {
		return new IllegalStateException(this.endpoint + " can't " + what + ": " + ex.getMessage()
				+ ". The ids of peers are the keys below 'uxd.peers', and the name of the primary one", ex);
	}

	/**
	 * Return what to throw if there is a listener of the endpoint's name.
	 * @param id the name
	 * @return an exception that says what to do, too
	 */
	public IllegalStateException taken(String id) {
		return new IllegalStateException(this.endpoint + " can't listen: There is a listener '" + id
				+ "' already. The id of a listener is the name of the endpoint's bean: give it another one");
	}

	/**
	 * Return the mapper of the application.
	 * @return the bean, or the default one if there is none
	 */
	public DatagramMessageMapper mapper() {
		return this.beanFactory.getBeanProvider(DatagramMessageMapper.class)
			.getIfAvailable(SimpleDatagramMessageMapper::new);
	}

	private <T> T bean(Class<T> type, String what) {
		T bean = this.beanFactory.getBeanProvider(type).getIfUnique();
		if (bean == null) {
			throw new IllegalStateException(this.endpoint + " can't " + what + ": There is no " + type.getSimpleName()
					+ " bean, or more than one. Add uxd-spring-boot-starter, and see that 'uxd.enabled' isn't off");
		}
		return bean;
	}

}
