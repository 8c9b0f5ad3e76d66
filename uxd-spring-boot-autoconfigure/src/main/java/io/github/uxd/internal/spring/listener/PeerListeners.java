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
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Who is to get the datagrams of a peer: its handlers, then its listeners in their order;
 * those of the same order in that in which they were added. Thread-safe; a change takes
 * effect as a whole, with the next datagram.
 */
final class PeerListeners {

	private final List<Recipient> handlers;

	private final boolean dispatched;

	private final List<Entry> entries = new ArrayList<>();

	private Consumer<Boolean> whenStopped = (stopped) -> {
	};

	private @Nullable Recipient events;

	private BooleanSupplier audience = () -> true;

	private volatile Recipients current;

	private volatile BatchListener[] batchListeners = {};

	/**
	 * Create the listeners of a peer, which has none yet.
	 * @param handlers the handlers, in their order
	 * @param dispatched whether listeners run on other threads than handlers
	 */
	PeerListeners(List<Recipient> handlers, boolean dispatched) {
		this.handlers = List.copyOf(handlers);
		this.dispatched = dispatched;
		this.current = recipients();
	}

	/**
	 * Set who is told when the last listener stops, before it does, and when the first
	 * one starts again, after it did.
	 */
	synchronized void whenStopped(Consumer<Boolean> whenStopped) {
		this.whenStopped = whenStopped;
		update();
	}

	/**
	 * Return whether listeners run on other threads than handlers.
	 */
	boolean areDispatched() {
		return this.dispatched;
	}

	Recipients current() {
		Recipients current = this.current;
		Recipients unheard = current.withoutEvents();
		return (unheard != null && !this.audience.getAsBoolean()) ? unheard : current;
	}

	/**
	 * Add who publishes events.
	 * @param events publishes them
	 * @param order its place
	 * @param audience tells whether anybody listens to them; asked for each datagram
	 */
	synchronized void addEvents(Recipient events, int order, BooleanSupplier audience) {
		this.events = events;
		this.audience = audience;
		add(events, order);
	}

	/**
	 * Add a listener.
	 * @param listener the listener
	 * @param order its place among the others, as in
	 * {@link org.springframework.core.Ordered}
	 */
	synchronized void add(Recipient listener, int order) {
		this.entries.add(new Entry(listener, order));
		this.entries.sort(Comparator.comparingInt(Entry::order));
		update();
	}

	synchronized void remove(Recipient listener) {
		this.entries.removeIf((entry) -> entry.listener() == listener);
		update();
	}

	/**
	 * Return those that collect datagrams, be they running or not: nobody changes the
	 * array.
	 */
	BatchListener[] batchListeners() {
		return this.batchListeners;
	}

	/**
	 * Forget, and count, what is collected and will not be handed over.
	 */
	void dropCollected() {
		for (BatchListener listener : this.batchListeners) {
			listener.drop();
		}
	}

	/**
	 * Take note that listeners have started or stopped.
	 */
	synchronized void update() {
		this.batchListeners = this.entries.stream()
			.map(Entry::listener)
			.filter(BatchListener.class::isInstance)
			.toArray(BatchListener[]::new);
		Recipients recipients = recipients();
		if (recipients.areStopped()) {
			this.whenStopped.accept(true);
			this.current = recipients;
		}
		else {
			this.current = recipients;
			this.whenStopped.accept(false);
		}
	}

	private Recipients recipients() {
		List<Recipient> all = new ArrayList<>();
		for (Entry entry : this.entries) {
			all.add(entry.listener());
		}
		if (this.events == null) {
			return recipients(all, null);
		}
		List<Recipient> others = new ArrayList<>(all);
		others.remove(this.events);
		return recipients(all, recipients(others, null));
	}

	private Recipients recipients(List<Recipient> listeners, @Nullable Recipients withoutEvents) {
		List<Recipient> running = new ArrayList<>();
		boolean anyStoppable = false;
		boolean anyStoppableRuns = false;
		for (Recipient listener : listeners) {
			anyStoppable |= listener.isStoppable();
			if (listener.isRunning()) {
				running.add(listener);
				anyStoppableRuns |= listener.isStoppable();
			}
		}
		List<Recipient> here = new ArrayList<>(this.handlers);
		if (!this.dispatched) {
			here.addAll(running);
		}
		return new Recipients(here.toArray(new Recipient[0]),
				this.dispatched ? RecipientGroup.of(running) : RecipientGroup.NONE, anyStoppable && !anyStoppableRuns,
				areCollecting(here), withoutEvents);
	}

	private static boolean areCollecting(List<Recipient> recipients) {
		for (Recipient recipient : recipients) {
			if (!recipient.isCollecting()) {
				return false;
			}
		}
		return !recipients.isEmpty();
	}

	private record Entry(Recipient listener, int order) {

	}

	/**
	 * Who gets a datagram. Nobody changes the arrays.
	 *
	 * @param here who gets it on the thread that receives
	 * @param elsewhere who gets it on other threads, after those; one group independently
	 * of another
	 * @param areStopped whether it is to wait, since all who could are stopped
	 * @param areCollecting whether all of them only put it aside for later
	 * @param withoutEvents who gets it if nobody listens to events, or {@code null} if
	 * none are published
	 */
	record Recipients(Recipient[] here, RecipientGroup[] elsewhere, boolean areStopped, boolean areCollecting,
			@Nullable Recipients withoutEvents) {

		boolean areNone() {
			return this.here.length == 0 && this.elsewhere.length == 0 && !this.areStopped;
		}

	}

}
