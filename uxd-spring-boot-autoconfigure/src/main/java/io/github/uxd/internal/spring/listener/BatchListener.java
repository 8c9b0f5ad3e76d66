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

import java.util.ArrayList;
import java.util.List;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.spring.BatchDatagramListener;
import io.github.uxd.spring.BatchListenerFailedException;
import io.github.uxd.spring.listener.UxdListenerEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * A listener that is called with several datagrams at once. They are collected as they
 * are received, and handed over when there is nothing more, or a batch is full.
 */
final class BatchListener extends RegisteredListener {

	private final ElementListener listener;

	private final ThreadedPeerPoller poller;

	/**
	 * What is collected. Guarded by itself: a thread that has lost its lease may be just
	 * about to add something.
	 */
	private final List<Element> collected = new ArrayList<>();

	/**
	 * Create a listener.
	 * @param endpoint the listener and how it is called
	 * @param peerId the id of the peer whose datagrams it is given
	 * @param poller what receives them
	 * @param running whether it runs
	 */
	BatchListener(UxdListenerEndpoint endpoint, String peerId, ThreadedPeerPoller poller, boolean running) {
		super(endpoint, peerId, poller, running);
		this.listener = (endpoint.getListener() instanceof ElementListener elements) ? elements
				: new Datagrams((BatchDatagramListener) endpoint.getListener());
		this.poller = poller;
	}

	/**
	 * Collect a datagram, and hand over the batch if it is full.
	 */
	@Override
	void receive(Delivery delivery, Lease lease) throws Exception {
		// Before anybody else's code is run.
		Datagram datagram = delivery.datagram();
		Peer peer = delivery.peer();
		if (!accepts(delivery)) {
			return;
		}
		Element element = new Element(datagram, this.listener.element(datagram, peer));
		boolean full;
		synchronized (this.collected) {
			if (lease.isTakenAway()) {
				// What is collected now is another's.
				this.poller.dispatcher().countLate(1);
				return;
			}
			if (!mayBeCalled()) {
				return;
			}
			this.collected.add(element);
			full = this.collected.size() >= this.poller.batchSize();
		}
		if (full) {
			handOver(lease);
		}
	}

	/**
	 * Collecting takes no time; to hand over does, and looks at the clock.
	 */
	@Override
	boolean isCollecting() {
		return true;
	}

	boolean hasCollected() {
		synchronized (this.collected) {
			return !this.collected.isEmpty();
		}
	}

	/**
	 * Call the listener with what is collected. To be called as a call of the lease.
	 * @param lease the lease of the thread
	 */
	void handOver(Lease lease) {
		List<Element> rest = take();
		if (rest.isEmpty()) {
			return;
		}
		HandlingReport report = this.poller.dispatcher().report();
		long start = report.start();
		Throwable failure = null;
		try {
			while (!rest.isEmpty() && !lease.isTakenAway() && mayBeCalled()) {
				Call call = new Call(rest, tries(lease));
				rest = call.run();
				failure = (failure != null) ? failure : call.failure;
				call.report(report, lease.isTakenAway());
			}
			if (!lease.isTakenAway()) {
				report.record(start, failure);
			}
		}
		finally {
			drop(rest, lease.isTakenAway());
		}
	}

	private List<Element> take() {
		synchronized (this.collected) {
			List<Element> taken = List.copyOf(this.collected);
			this.collected.clear();
			return taken;
		}
	}

	/**
	 * Forget what is collected, since there is nobody or no time for it, and count it.
	 */
	void drop() {
		drop(take(), false);
	}

	private void drop(List<Element> dropped, boolean late) {
		if (late) {
			this.poller.dispatcher().countLate(dropped.size());
		}
		else {
			this.poller.dispatcher().countDropped(dropped.size());
		}
	}

	@Override
	void remove() {
		super.remove();
		drop();
	}

	/**
	 * The call of the listener with some datagrams, and again with what is to be tried
	 * again.
	 */
	private final class Call {

		private final List<Element> datagrams;

		private final @Nullable Tries tries;

		/**
		 * What the listener has failed on in the end.
		 */
		private List<Element> failed = List.of();

		private @Nullable Throwable failure;

		/**
		 * The same, with the number of attempts if there were several.
		 */
		private @Nullable Throwable outcome;

		Call(List<Element> datagrams, @Nullable Tries tries) {
			this.datagrams = datagrams;
			this.tries = tries;
		}

		/**
		 * Call the listener.
		 * @return the datagrams that it is still to be called with
		 */
		List<Element> run() {
			List<Element> given = this.datagrams;
			List<Element> rest = List.of();
			while (true) {
				try {
					BatchListener.this.listener.onElements(given.stream().map(Element::value).toList(),
							BatchListener.this.poller.getPeer());
					return rest;
				}
				catch (Throwable ex) {
					int index = indexOf(ex, given);
					Throwable cause = (index >= 0 && ex.getCause() != null) ? ex.getCause() : ex;
					if (index >= 0 && given == this.datagrams) {
						rest = given.subList(index + 1, given.size());
						given = given.subList(index, index + 1);
					}
					Datagram one = (given.size() == 1) ? given.get(0).datagram() : null;
					if (!isToBeTriedAgain(cause, one)) {
						this.failed = given;
						this.failure = cause;
						this.outcome = (this.tries != null) ? this.tries.outcome(cause) : cause;
						return rest;
					}
				}
			}
		}

		private boolean isToBeTriedAgain(Throwable failure, @Nullable Datagram one) {
			try {
				return this.tries != null && this.tries.goOn(failure, one);
			}
			catch (Throwable ex) {
				// A policy may be the application's own.
				if (ex != failure) {
					failure.addSuppressed(ex);
				}
				return false;
			}
		}

		private static int indexOf(Throwable failure, List<Element> datagrams) {
			return (failure instanceof BatchListenerFailedException named && named.getIndex() >= 0
					&& named.getIndex() < datagrams.size()) ? named.getIndex() : -1;
		}

		void report(HandlingReport report, boolean late) {
			Throwable outcome = this.outcome;
			if (outcome != null) {
				// Late there is only the log to tell, which is told once.
				for (Element element : late ? this.failed.subList(0, 1) : this.failed) {
					try {
						report.failed(BatchListener.this, outcome, element.datagram(), late);
					}
					catch (Throwable ex) {
						BatchListener.this.poller.dispatcher().countUntold();
					}
				}
			}
		}

	}

	/**
	 * What is made of a datagram.
	 */
	private record Element(Datagram datagram, Object value) {

	}

	/**
	 * A listener that takes datagrams as they are.
	 */
	private record Datagrams(BatchDatagramListener listener) implements ElementListener {

		@Override
		public Object element(Datagram datagram, Peer peer) {
			return datagram;
		}

		@Override
		@SuppressWarnings("unchecked")
		public void onElements(List<Object> elements, Peer peer) throws Exception {
			this.listener.onDatagrams((List<Datagram>) (List<?>) elements, peer);
		}

	}

}
