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

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.uxd.Peer;
import io.github.uxd.WaitStrategy;
import io.github.uxd.spring.DatagramHandler;
import io.github.uxd.spring.UxdErrorHandler;
import io.github.uxd.spring.listener.LoggingErrorHandler;
import io.github.uxd.spring.listener.ManagedPeer;
import io.github.uxd.spring.listener.UxdListenerRegistry;
import io.github.uxd.spring.listener.UxdPeers;

import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Pollers as the auto-configuration makes them, with what a test wants otherwise.
 */
public final class TestPollers {

	private final Peer peer;

	private List<DatagramHandler> handlers = List.of();

	private UxdErrorHandler errorHandler = new LoggingErrorHandler();

	private List<HandlingRecorder> recorders = List.of();

	private DispatchSettings dispatch = DispatchSettings.CALLER;

	private int batchSize = 8;

	private Duration drainTimeout = Duration.ofSeconds(10);

	private Duration checkInterval = Duration.ofMillis(900);

	private Duration idleEventInterval = Duration.ZERO;

	private Duration busyThreshold = Duration.ZERO;

	private BackOff backOff = new ExponentialBackOff(1, 2);

	private WaitStrategy waiting = WaitStrategy.blocking();

	private TestPollers(Peer peer) {
		this.peer = peer;
	}

	public static TestPollers of(Peer peer) {
		return new TestPollers(peer);
	}

	public TestPollers handlers(DatagramHandler... handlers) {
		this.handlers = List.of(handlers);
		return this;
	}

	public TestPollers errorHandler(UxdErrorHandler errorHandler) {
		this.errorHandler = errorHandler;
		return this;
	}

	public TestPollers recorders(HandlingRecorder... recorders) {
		this.recorders = List.of(recorders);
		return this;
	}

	public TestPollers dispatch(DispatchSettings dispatch) {
		this.dispatch = dispatch;
		return this;
	}

	public TestPollers batchSize(int batchSize) {
		this.batchSize = batchSize;
		return this;
	}

	public TestPollers drainTimeout(Duration drainTimeout) {
		this.drainTimeout = drainTimeout;
		return this;
	}

	public TestPollers checkInterval(Duration checkInterval) {
		this.checkInterval = checkInterval;
		return this;
	}

	public TestPollers idleEventInterval(Duration idleEventInterval) {
		this.idleEventInterval = idleEventInterval;
		return this;
	}

	public TestPollers busyThreshold(Duration busyThreshold) {
		this.busyThreshold = busyThreshold;
		return this;
	}

	public TestPollers backOff(BackOff backOff) {
		this.backOff = backOff;
		return this;
	}

	public TestPollers waiting(WaitStrategy waiting) {
		this.waiting = waiting;
		return this;
	}

	public ThreadedPeerPoller create() {
		Map<String, DatagramHandler> named = new LinkedHashMap<>();
		this.handlers.forEach((handler) -> named.put("handler" + (named.size() + 1), handler));
		DatagramDispatcher dispatcher = new DatagramDispatcher(this.peer, "tested", named, this.errorHandler,
				this.recorders, this.dispatch);
		return create(dispatcher);
	}

	ThreadedPeerPoller create(DatagramDispatcher dispatcher) {
		return new ThreadedPeerPoller(
				dispatcher, new PollerSettings(PollerSettings.DEFAULT_PHASE, this.batchSize, this.drainTimeout,
						this.checkInterval, this.idleEventInterval, Duration.ZERO, this.busyThreshold, this.backOff),
				this.waiting);
	}

	/**
	 * Make a registry of a poller's listeners.
	 */
	public static UxdListenerRegistry registry(ThreadedPeerPoller poller) {
		return new PeerListenerRegistry(
				new UxdPeers(() -> Stream.of(new ManagedPeer("tested", poller.getPeer(), null, poller))),
				(peerId) -> true);
	}

}
