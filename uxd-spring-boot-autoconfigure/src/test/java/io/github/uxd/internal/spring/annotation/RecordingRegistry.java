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
package io.github.uxd.internal.spring.annotation;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.spring.DatagramListener;
import io.github.uxd.spring.listener.UxdListenerContainer;
import io.github.uxd.spring.listener.UxdListenerEndpoint;
import io.github.uxd.spring.listener.UxdListenerRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryPolicy;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

/**
 * What has been registered, in place of the registry that has pollers.
 */
final class RecordingRegistry {

	private final List<Registration> registrations = new CopyOnWriteArrayList<>();

	private final UxdListenerRegistry registry = mock(UxdListenerRegistry.class,
			(invocation) -> invocation.getMethod().getName().equals("register")
					? register(Registration.of(invocation.getArgument(0))) : null);

	private UxdListenerContainer register(Registration registration) {
		if (registration.peerId().equals("nowhere")) {
			throw new IllegalArgumentException("There is no peer 'nowhere', only main");
		}
		if (this.registrations.stream().anyMatch((other) -> other.id().equals(registration.id()))) {
			throw new IllegalArgumentException("There is a listener '" + registration.id() + "' already");
		}
		this.registrations.add(registration);
		return container(registration.id());
	}

	private static UxdListenerContainer container(String id) {
		UxdListenerContainer container = mock(UxdListenerContainer.class);
		when(container.getListenerId()).thenReturn(id);
		return container;
	}

	UxdListenerRegistry registry() {
		return this.registry;
	}

	List<Registration> registrations() {
		return this.registrations;
	}

	List<String> ids() {
		return this.registrations.stream().map(Registration::id).toList();
	}

	Registration only() {
		if (this.registrations.size() != 1) {
			throw new AssertionError("Not one registration: " + this.registrations);
		}
		return this.registrations.get(0);
	}

	/**
	 * Call the listeners of a peer in their order.
	 */
	void dispatch(String peerId, Datagram datagram, Peer peer) throws Exception {
		for (Registration registration : this.registrations.stream()
			.filter((candidate) -> candidate.peerId().equals(peerId))
			.sorted(Comparator.comparingInt(Registration::order))
			.toList()) {
			registration.listener().onDatagram(datagram, peer);
		}
	}

	record Registration(String id, String peerId, int order, @Nullable Boolean autoStartup, @Nullable RetryPolicy retry,
			DatagramListener listener) {

		static Registration of(UxdListenerEndpoint endpoint) {
			return new Registration(endpoint.getId(), endpoint.getPeerId(), endpoint.getOrder(),
					endpoint.getAutoStartup(), endpoint.getRetryPolicy(), endpoint.getListener());
		}

	}

}
