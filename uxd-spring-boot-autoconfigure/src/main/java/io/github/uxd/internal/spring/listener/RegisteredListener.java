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

import java.util.concurrent.atomic.LongAdder;

import io.github.uxd.Datagram;
import io.github.uxd.spring.DatagramFilter;
import io.github.uxd.spring.DatagramListener;
import io.github.uxd.spring.DatagramRecoverer;
import io.github.uxd.spring.HandlingFailure.Kind;
import io.github.uxd.spring.UxdErrorHandler;
import io.github.uxd.spring.listener.UxdListenerContainer;
import io.github.uxd.spring.listener.UxdListenerEndpoint;
import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryPolicy;

/**
 * A listener that is given datagrams while it runs.
 */
abstract class RegisteredListener extends Recipient implements UxdListenerContainer {

	private final UxdListenerEndpoint endpoint;

	private final String peerId;

	private final @Nullable ThreadedPeerPoller poller;

	private final @Nullable DatagramFilter filter;

	private final LongAdder filtered = new LongAdder();

	private final LongAdder recovered = new LongAdder();

	private volatile boolean running;

	private volatile boolean removed;

	/**
	 * Create a listener.
	 * @param endpoint the listener and how it is called
	 * @param peerId the id of the peer whose datagrams it is given
	 * @param poller what receives them, or {@code null} if nothing of ours does
	 * @param running whether it runs
	 */
	RegisteredListener(UxdListenerEndpoint endpoint, String peerId, @Nullable ThreadedPeerPoller poller,
			boolean running) {
		super(Kind.LISTENER, endpoint.getId());
		DatagramListener listener = endpoint.getListener();
		this.endpoint = endpoint;
		this.peerId = peerId;
		this.poller = poller;
		this.filter = endpoint.getFilter();
		this.running = running;
		if (listener instanceof GuardedListener guarded) {
			guarded.guardBy(this::mayBeCalled);
		}
		if (poller != null && listener instanceof LateFailures.Source source) {
			source.tellLateFailures(new LateReport(this, poller));
		}
	}

	/**
	 * Return whether the listener's bean is there: not when it was removed, nor when the
	 * peer has stopped while somebody else's code kept us busy.
	 */
	boolean mayBeCalled() {
		return !this.removed && (this.poller == null || this.poller.receiving().owner() != null);
	}

	/**
	 * Return how to go on when a call fails.
	 * @param lease the lease of the thread that calls
	 * @return the tries of one datagram or batch, or {@code null} if there is but one
	 */
	@Nullable Tries tries(Lease lease) {
		RetryPolicy retry = this.endpoint.getRetryPolicy();
		return (retry != null && this.poller != null) ? new Tries(this, retry, this.poller.receiving(), lease) : null;
	}

	/**
	 * Return whether it is to be called: it is there, also when its filter has taken its
	 * time, and that lets the datagram pass.
	 */
	boolean accepts(Delivery delivery) throws Exception {
		DatagramFilter filter = this.filter;
		if (filter == null || !mayBeCalled()) {
			return mayBeCalled();
		}
		if (!filter.accepts(delivery.datagram(), delivery.peer())) {
			this.filtered.increment();
			if (this.poller != null) {
				this.poller.dispatcher().countFiltered();
			}
			return false;
		}
		boolean accepted = mayBeCalled();
		if (!accepted && !this.removed && this.poller != null) {
			this.poller.dispatcher().countLate(1);
		}
		return accepted;
	}

	/**
	 * Return whether it answers what it is given.
	 */
	boolean answers() {
		return this.endpoint.getListener() instanceof ViewListener viewing && viewing.answers();
	}

	@Override
	boolean isCausedBySender(Throwable failure, Datagram datagram) {
		return this.endpoint.getListener().isCausedBySender(failure, datagram);
	}

	@Override
	@Nullable UxdErrorHandler errorHandler() {
		return this.endpoint.getErrorHandler();
	}

	@Override
	@Nullable DatagramRecoverer recoverer() {
		return this.endpoint.getRecoverer();
	}

	@Override
	void recovered() {
		this.recovered.increment();
	}

	@Override
	int concurrency() {
		Integer concurrency = this.endpoint.getConcurrency();
		return (concurrency != null) ? concurrency : 0;
	}

	@Override
	boolean isStoppable() {
		return true;
	}

	@Override
	public UxdListenerEndpoint getEndpoint() {
		return this.endpoint;
	}

	@Override
	public long getFilteredCount() {
		return this.filtered.sum();
	}

	@Override
	public long getRecoveredCount() {
		return this.recovered.sum();
	}

	@Override
	public String getListenerId() {
		return id();
	}

	@Override
	public String getPeerId() {
		return this.peerId;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public void start() {
		run(true);
	}

	@Override
	public void stop() {
		run(false);
	}

	private synchronized void run(boolean run) {
		this.running = run && !this.removed;
		if (this.poller != null) {
			this.poller.dispatcher().listeners().update();
			this.poller.receiving().changed();
		}
	}

	/**
	 * Call the listener no more, ever.
	 */
	void remove() {
		end();
	}

	private synchronized void end() {
		this.removed = true;
		stop();
		if (this.poller != null) {
			this.poller.dispatcher().listeners().remove(this);
		}
	}

}
