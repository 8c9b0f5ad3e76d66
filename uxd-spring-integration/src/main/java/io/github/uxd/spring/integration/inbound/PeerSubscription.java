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
package io.github.uxd.spring.integration.inbound;

import java.lang.reflect.Type;
import java.time.Duration;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.internal.spring.integration.PeerLookup;
import io.github.uxd.spring.DatagramListener;
import io.github.uxd.spring.integration.support.DatagramMessageMapper;
import io.github.uxd.spring.listener.UxdListenerContainer;
import io.github.uxd.spring.listener.UxdListenerEndpoint;
import io.github.uxd.spring.listener.UxdListenerRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.core.log.LogAccessor;
import org.springframework.core.retry.RetryPolicy;

/**
 * The listener by which an endpoint hears of a peer's datagrams. It is registered before
 * the endpoint starts and stays so when that stops, since a peer whose listeners are all
 * stopped leaves what is sent in the kernel's queue, and one without any doesn't.
 * Thread-safe once it is registered.
 */
final class PeerSubscription {

	/**
	 * How long a stop waits for flows, unless told otherwise.
	 */
	static final Duration DEFAULT_STOP_TIMEOUT = Duration.ofSeconds(5);

	private final String peerId;

	private final CallsInProgress calls = new CallsInProgress();

	private @Nullable UxdListenerRegistry registry;

	private @Nullable DatagramMessageMapper mapper;

	private Type payloadType = byte[].class;

	private int order;

	private @Nullable RetryPolicy retryPolicy;

	private Duration stopTimeout = DEFAULT_STOP_TIMEOUT;

	private volatile @Nullable InboundMapping mapping;

	private @Nullable UxdListenerContainer container;

	private boolean running;

	private boolean paused;

	PeerSubscription(@Nullable UxdListenerRegistry registry, String peerId) {
		this.registry = registry;
		this.peerId = peerId;
	}

	void setMapper(DatagramMessageMapper mapper) {
		this.mapper = mapper;
	}

	void setPayloadType(Type payloadType) {
		this.payloadType = payloadType;
	}

	void setOrder(int order) {
		this.order = order;
	}

	void setRetryPolicy(@Nullable RetryPolicy retryPolicy) {
		this.retryPolicy = retryPolicy;
	}

	void setStopTimeout(Duration stopTimeout) {
		this.stopTimeout = stopTimeout;
	}

	/**
	 * Register the listener, which doesn't run yet.
	 * @param id the id of the listener
	 * @param lookup finds what the endpoint wasn't given
	 * @param receiver is given what comes
	 * @throws IllegalStateException if there is no such peer, or a listener of that id
	 */
	synchronized void register(String id, PeerLookup lookup, Receiver receiver) {
		UxdListenerRegistry registry = (this.registry != null) ? this.registry : lookup.registry();
		DatagramMessageMapper mapper = (this.mapper != null) ? this.mapper : lookup.mapper();
		if (registry.getContainer(id) != null) {
			throw lookup.taken(id);
		}
		try {
			UxdListenerContainer container = registry.register(UxdListenerEndpoint.builder(id, new Listener(receiver))
				.peer(this.peerId)
				.order(this.order)
				.autoStartup(false)
				.retryPolicy(this.retryPolicy)
				.build());
			this.mapping = new InboundMapping(mapper, this.payloadType, container.getPeerId());
			this.container = container;
			this.registry = registry;
		}
		catch (IllegalArgumentException ex) {
			throw lookup.noPeer("listen", ex);
		}
	}

	DatagramMessageMapper mapper() {
		return mapping().mapper();
	}

	private InboundMapping mapping() {
		InboundMapping mapping = this.mapping;
		if (mapping == null) {
			throw new IllegalStateException("Not registered yet");
		}
		return mapping;
	}

	synchronized void start() {
		this.running = true;
		update();
	}

	/**
	 * Stop, and wait until those who have a datagram are done with it, or log how many
	 * are not.
	 * @param endpoint what stops
	 * @param logger where that is logged
	 */
	void stop(Object endpoint, LogAccessor logger) {
		synchronized (this) {
			this.running = false;
			update();
		}
		int left = this.calls.await(this.stopTimeout);
		if (left > 0) {
			logger.warn(() -> endpoint + " is stopped, while " + left + " of its threads are still in the flow after "
					+ this.stopTimeout);
		}
	}

	synchronized void pause() {
		this.paused = true;
		update();
	}

	synchronized void resume() {
		this.paused = false;
		update();
	}

	synchronized boolean isPaused() {
		return this.paused;
	}

	private void update() {
		UxdListenerContainer container = this.container;
		if (container == null) {
			return;
		}
		if (this.running && !this.paused) {
			container.start();
		}
		else {
			container.stop();
		}
	}

	synchronized void remove() {
		UxdListenerContainer container = this.container;
		UxdListenerRegistry registry = this.registry;
		if (container != null && registry != null) {
			registry.unregister(container.getListenerId());
			this.container = null;
		}
	}

	/**
	 * Is given datagrams, and how to make messages of them.
	 */
	@FunctionalInterface
	interface Receiver {

		void receive(InboundMapping mapping, Datagram datagram, Peer peer) throws Exception;

	}

	private final class Listener implements DatagramListener {

		private final Receiver receiver;

		Listener(Receiver receiver) {
			this.receiver = receiver;
		}

		@Override
		public void onDatagram(Datagram datagram, Peer peer) throws Exception {
			PeerSubscription.this.calls.begin();
			try {
				this.receiver.receive(mapping(), datagram, peer);
			}
			finally {
				PeerSubscription.this.calls.end();
			}
		}

		@Override
		public boolean isCausedBySender(Throwable failure, Datagram datagram) {
			return failure instanceof RefusedDatagramException;
		}

	}

}
