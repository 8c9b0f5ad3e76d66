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
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

import io.github.uxd.Datagram;
import io.github.uxd.DatagramView;
import io.github.uxd.Peer;
import io.github.uxd.spring.DatagramFilter;
import io.github.uxd.spring.DatagramListener;
import io.github.uxd.spring.DatagramRecoverer;
import io.github.uxd.spring.HandlingFailure.Kind;
import io.github.uxd.spring.UxdErrorHandler;
import io.github.uxd.spring.listener.UxdListenerContainer;
import io.github.uxd.spring.listener.UxdListenerEndpoint;
import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryPolicy;
import org.springframework.util.backoff.BackOffExecution;

/**
 * A listener that is given datagrams while it runs, more than once if it fails and is to
 * be tried again. The time between two tries is spent where a stop, of the peer or of
 * this, is heard of at once.
 */
final class RegisteredListener extends Recipient implements UxdListenerContainer {

	private final UxdListenerEndpoint endpoint;

	private final String peerId;

	private final @Nullable ThreadedPeerPoller poller;

	private final DatagramListener observed;

	/**
	 * The same, if it takes views.
	 */
	private final @Nullable ViewListener viewing;

	private final @Nullable DatagramFilter filter;

	private final @Nullable RetryPolicy retry;

	private final LongAdder filtered = new LongAdder();

	private final LongAdder recovered = new LongAdder();

	private volatile boolean running;

	private volatile boolean removed;

	/**
	 * Create a listener.
	 * @param endpoint the listener and how it is called
	 * @param peerId the id of the peer whose datagrams it is given
	 * @param poller what receives them, or {@code null} if nothing of ours does
	 * @param observed what is called instead of the listener, which observes it
	 * @param running whether it runs
	 */
	RegisteredListener(UxdListenerEndpoint endpoint, String peerId, @Nullable ThreadedPeerPoller poller,
			DatagramListener observed, boolean running) {
		super(Kind.LISTENER, endpoint.getId());
		DatagramListener listener = endpoint.getListener();
		this.endpoint = endpoint;
		this.peerId = peerId;
		this.poller = poller;
		this.observed = observed;
		this.viewing = (listener instanceof ViewListener && observed instanceof ViewListener viewing) ? viewing : null;
		this.filter = endpoint.getFilter();
		this.retry = endpoint.getRetryPolicy();
		this.running = running;
		if (listener instanceof GuardedListener guarded) {
			guarded.guardBy(this::mayBeCalled);
		}
	}

	/**
	 * Return whether the listener's bean is there: not when it was removed, nor when the
	 * peer has stopped while somebody else's code kept us busy.
	 */
	private boolean mayBeCalled() {
		return !this.removed && (this.poller == null || this.poller.receiving().owner() != null);
	}

	@Override
	void receive(Delivery delivery, Lease lease) throws Throwable {
		ViewListener viewing = this.viewing;
		DatagramView view = (viewing != null) ? delivery.viewIfThere() : null;
		Datagram datagram = (view == null) ? delivery.datagram() : null;
		Peer peer = delivery.peer();
		if (!mayBeCalled() || isFilteredOut(delivery)) {
			return;
		}
		RetryPolicy retry = this.retry;
		BackOffExecution backOff = null;
		long start = (retry != null) ? System.nanoTime() : 0;
		for (int attempts = 1;; attempts++) {
			try {
				if (viewing != null && view != null) {
					viewing.onView(view, peer);
				}
				else {
					this.observed.onDatagram(Objects.requireNonNull(datagram), peer);
				}
				return;
			}
			catch (Throwable ex) {
				if (retry == null) {
					throw ex;
				}
				backOff = (backOff != null) ? backOff : retry.getBackOff().start();
				// Nobody receives into the view as long as the call lasts.
				datagram = (datagram != null) ? datagram : Objects.requireNonNull(view).copy();
				if (!isToBeTriedAgain(ex, datagram, lease, retry, backOff, start)) {
					throw (attempts > 1) ? new TriedInVain(attempts, ex) : ex;
				}
			}
		}
	}

	private boolean isFilteredOut(Delivery delivery) throws Exception {
		DatagramFilter filter = this.filter;
		if (filter == null || filter.accepts(delivery.datagram(), delivery.peer())) {
			return false;
		}
		this.filtered.increment();
		return true;
	}

	private boolean isToBeTriedAgain(Throwable failure, Datagram datagram, Lease lease, RetryPolicy retry,
			BackOffExecution backOff, long start) {
		if (failure instanceof InterruptedException || isCausedBySender(failure, datagram)
				|| !retry.shouldRetry(failure)) {
			return false;
		}
		long millis = backOff.nextBackOff();
		if (millis == BackOffExecution.STOP || isTooLate(retry.getTimeout(), start, millis)) {
			return false;
		}
		try {
			return this.poller != null
					&& this.poller.receiving().sleep(millis, () -> this.running && !lease.isTakenAway())
					&& mayBeCalled();
		}
		catch (InterruptedException ex) {
			// Somebody wants the thread to end what it does.
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private static boolean isTooLate(Duration timeout, long start, long millis) {
		return !timeout.isZero()
				&& timeout.compareTo(Duration.ofNanos(System.nanoTime() - start).plusMillis(millis)) < 0;
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
	synchronized void remove() {
		this.removed = true;
		stop();
		if (this.poller != null) {
			this.poller.dispatcher().listeners().remove(this);
		}
	}

}
