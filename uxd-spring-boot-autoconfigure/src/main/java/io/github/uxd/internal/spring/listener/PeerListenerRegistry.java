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
package io.github.uxd.internal.spring.listener;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

import io.github.uxd.internal.spring.log.EscapingLog;
import io.github.uxd.internal.spring.log.LogNames;
import io.github.uxd.spring.BatchDatagramListener;
import io.github.uxd.spring.DatagramListener;
import io.github.uxd.spring.listener.ManagedPeer;
import io.github.uxd.spring.listener.UxdListenerContainer;
import io.github.uxd.spring.listener.UxdListenerCustomizer;
import io.github.uxd.spring.listener.UxdListenerEndpoint;
import io.github.uxd.spring.listener.UxdListenerRegistry;
import io.github.uxd.spring.listener.UxdPeers;
import io.github.uxd.spring.observation.UxdListenerObservationConvention;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * The listeners of the application's peers, by their ids: those of annotated methods, and
 * others that are registered here. Thread-safe.
 */
public class PeerListenerRegistry implements UxdListenerRegistry {

	private static final EscapingLog logger = new EscapingLog(LogNames.LISTENERS);

	private final UxdPeers peers;

	private final Predicate<String> autoStartup;

	private Function<String, ObservationRegistry> observationRegistries = (peerId) -> ObservationRegistry.NOOP;

	private @Nullable UxdListenerObservationConvention observationConvention;

	private List<UxdListenerCustomizer> customizers = List.of();

	private final Map<String, UxdListenerContainer> containers = new LinkedHashMap<>();

	/**
	 * Create a registry.
	 * @param peers the peers that there are
	 * @param autoStartup tells whether the listeners of a peer start by themselves, given
	 * its id
	 */
	public PeerListenerRegistry(UxdPeers peers, Predicate<String> autoStartup) {
		this.peers = peers;
		this.autoStartup = autoStartup;
	}

	/**
	 * Observe the listeners that are registered from now on.
	 * @param registries gives what those of a peer are registered with, given its id;
	 * {@link ObservationRegistry#NOOP} for nothing, which costs them nothing
	 * @param convention names their observations, or {@code null} for the default
	 */
	public void observe(Function<String, ObservationRegistry> registries,
			@Nullable UxdListenerObservationConvention convention) {
		this.observationRegistries = registries;
		this.observationConvention = convention;
	}

	/**
	 * Have the listeners changed that are registered from now on.
	 * @param customizers change them, in this order
	 */
	public void customize(List<UxdListenerCustomizer> customizers) {
		this.customizers = List.copyOf(customizers);
	}

	@Override
	public UxdListenerContainer register(UxdListenerEndpoint asked) {
		UxdListenerEndpoint endpoint = customized(asked);
		String listenerId = endpoint.getId();
		DatagramListener listener = endpoint.getListener();
		Boolean autoStartup = endpoint.getAutoStartup();
		if (this.peers.find(endpoint.getPeerId()) == null
				&& this.peers.getSwitchedOff().contains(endpoint.getPeerId())) {
			return registerSwitchedOff(new SwitchedOffListener(endpoint));
		}
		ManagedPeer peer = this.peers.get(endpoint.getPeerId());
		ObservationRegistry registry = this.observationRegistries.apply(peer.id());
		DatagramListener observed = registry.isNoop() ? listener
				: new ObservedListener(listenerId, peer.id(), listener, registry, this.observationConvention);
		boolean running = (autoStartup != null) ? autoStartup : this.autoStartup.test(peer.id());
		ThreadedPeerPoller poller = (peer.poller() instanceof ThreadedPeerPoller threaded) ? threaded : null;
		if (poller != null) {
			checkThreads(endpoint, peer.id(), poller.dispatcher());
		}
		RegisteredListener container = (poller != null && listener instanceof BatchDatagramListener)
				? new BatchListener(endpoint, peer.id(), poller, running)
				: new SingleListener(endpoint, peer.id(), poller, observed, running);
		synchronized (this.containers) {
			add(container);
			warnOfSeveralAnswers(container);
			if (poller != null) {
				poller.dispatcher().listeners().add(container, endpoint.getOrder());
			}
			else {
				logger.warn("Listener '" + listenerId + "' will hear nothing: peer '" + peer.id()
						+ "' has no poller that receives");
			}
		}
		return container;
	}

	/**
	 * Refuse what can't be on the threads that listeners run on.
	 */
	private static void checkThreads(UxdListenerEndpoint endpoint, String peerId, DatagramDispatcher dispatcher) {
		DatagramListener listener = endpoint.getListener();
		Integer concurrency = endpoint.getConcurrency();
		if (dispatcher.dispatches() && listener instanceof ViewListener viewing && viewing.needsViews()) {
			throw new IllegalArgumentException("a DatagramView is there on the thread that receives only, and the "
					+ "listeners of peer '" + peerId + "' run on others (its property dispatch.mode); "
					+ "take a Datagram, byte[] or ByteBuffer");
		}
		if (dispatcher.dispatches() && listener instanceof BatchDatagramListener) {
			throw new IllegalArgumentException(
					"batches are made on the thread that receives, and the listeners of peer '" + peerId
							+ "' run on others (its property dispatch.mode); take single datagrams");
		}
		if (concurrency != null && concurrency > dispatcher.mostThreads()) {
			throw new IllegalArgumentException("its concurrency is " + concurrency + ", and the listeners of peer '"
					+ peerId + "' run on "
					+ (dispatcher.dispatches()
							? dispatcher.mostThreads() + " threads at most; raise the peer's property dispatch.threads"
							: "the thread that receives; set the peer's property dispatch.mode to pool or virtual")
					+ ", or leave the concurrency away");
		}
	}

	private UxdListenerEndpoint customized(UxdListenerEndpoint endpoint) {
		if (this.customizers.isEmpty()) {
			return endpoint;
		}
		UxdListenerEndpoint.Builder builder = endpoint.toBuilder();
		this.customizers.forEach((customizer) -> customizer.customize(builder));
		if (!builder.getPeerId().equals(endpoint.getPeerId())) {
			throw new IllegalArgumentException("A UxdListenerCustomizer has given listener '" + endpoint.getId()
					+ "' another peer, which it can't; say the peer where the listener is declared");
		}
		return builder.build();
	}

	/**
	 * Keep the listener of a peer that somebody has switched off: it isn't missing.
	 */
	private UxdListenerContainer registerSwitchedOff(SwitchedOffListener container) {
		synchronized (this.containers) {
			add(container);
		}
		logger.info("Listener '" + container.getListenerId() + "' stays stopped: its peer '" + container.getPeerId()
				+ "' is switched off");
		return container;
	}

	private void warnOfSeveralAnswers(RegisteredListener added) {
		List<String> answering = this.containers.values()
			.stream()
			.filter((container) -> container instanceof RegisteredListener listener && listener.answers()
					&& listener.getPeerId().equals(added.getPeerId()))
			.map(UxdListenerContainer::getListenerId)
			.toList();
		if (added.answers() && answering.size() > 1) {
			logger.warn("Listeners '" + String.join("', '", answering) + "' of peer '" + added.getPeerId()
					+ "' all answer: who sends gets an answer from each that doesn't return null");
		}
	}

	private void add(UxdListenerContainer container) {
		if (this.containers.putIfAbsent(container.getListenerId(), container) != null) {
			throw new IllegalArgumentException("There is a listener '" + container.getListenerId() + "' already");
		}
	}

	@Override
	public @Nullable UxdListenerContainer unregister(String listenerId) {
		synchronized (this.containers) {
			UxdListenerContainer container = this.containers.remove(listenerId);
			if (container instanceof RegisteredListener registered) {
				registered.remove();
			}
			return container;
		}
	}

	@Override
	public @Nullable UxdListenerContainer getContainer(String listenerId) {
		synchronized (this.containers) {
			return this.containers.get(listenerId);
		}
	}

	@Override
	public Collection<UxdListenerContainer> getContainers() {
		synchronized (this.containers) {
			return List.copyOf(this.containers.values());
		}
	}

}
