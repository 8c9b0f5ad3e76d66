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
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.SenderCredentials;
import io.github.uxd.internal.spring.listener.SourceOrderedExecutor.Outcome;
import io.github.uxd.internal.spring.log.EscapingLog;
import io.github.uxd.internal.spring.log.LogLimit;
import io.github.uxd.internal.spring.log.LogNames;
import io.github.uxd.spring.DatagramHandler;
import io.github.uxd.spring.DatagramReceivedEvent;
import io.github.uxd.spring.DatagramRecoverer;
import io.github.uxd.spring.HandlingFailure.Kind;
import io.github.uxd.spring.UxdErrorHandler;
import io.github.uxd.spring.listener.DispatchMode;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.Ordered;
import org.springframework.core.task.TaskDecorator;
import org.springframework.util.unit.DataSize;

/**
 * Knows who is to get the datagrams of a peer, and on which threads: all handlers in
 * turn, then all listeners. On the thread that receives whoever can take a view gets
 * that, and whoever can't a copy, as on all other threads. Whatever one of them throws
 * costs that one this datagram and nothing more.
 */
public class DatagramDispatcher {

	private static final EscapingLog logger = new EscapingLog(LogNames.PEER_POLLER);

	private final Peer peer;

	private final String peerId;

	private final PeerListeners listeners;

	private final SourceOrderedExecutor executor;

	private final DispatchSettings settings;

	private final LongAdder dropped = new LongAdder();

	/**
	 * For all listeners of the peer together: as much as may wait to be sent.
	 */
	private final KeptBytes kept = new KeptBytes(DataSize.ofMegabytes(8).toBytes());

	private final LongAdder filtered = new LongAdder();

	private final HandlingReport report;

	private final LogLimit decoratorLog = new LogLimit();

	private volatile @Nullable TaskDecorator taskDecorator;

	/**
	 * Create a dispatcher.
	 * @param peer the peer whose datagrams are dispatched
	 * @param peerId the id of the peer, which the names of other threads begin with,
	 * after "uxd-"
	 * @param handlers the handlers by the names that messages call them, in the order in
	 * which to call them
	 * @param errorHandler is given what a handler or listener failed on
	 * @param recorders are told how long they took (the listeners alone, if those run on
	 * other threads)
	 * @param settings where the listeners run
	 * @throws IllegalArgumentException if virtual threads are asked for on a JDK that has
	 * none
	 */
	public DatagramDispatcher(Peer peer, String peerId, Map<String, DatagramHandler> handlers,
			UxdErrorHandler errorHandler, List<HandlingRecorder> recorders, DispatchSettings settings) {
		this(peer, peerId, handlers, errorHandler, recorders, settings, settings.executor(peerId));
	}

	DatagramDispatcher(Peer peer, String peerId, Map<String, DatagramHandler> handlers, UxdErrorHandler errorHandler,
			List<HandlingRecorder> recorders, DispatchSettings settings, SourceOrderedExecutor executor) {
		this.peer = peer;
		this.peerId = peerId;
		this.executor = executor;
		this.settings = settings;
		List<Recipient> recipients = new ArrayList<>();
		handlers.forEach((name, handler) -> recipients.add(Recipient.of(name, handler)));
		this.listeners = new PeerListeners(recipients, settings.mode() != DispatchMode.CALLER);
		this.report = new HandlingReport(peer, peerId, errorHandler, recorders);
	}

	/**
	 * Publish each datagram as a {@link DatagramReceivedEvent}, after the listeners that
	 * have an order, while somebody listens to such events.
	 * @param publisher where to
	 */
	public void publishEvents(ApplicationEventPublisher publisher) {
		EventAudience audience = new EventAudience(publisher,
				new DatagramReceivedEvent(this.peer, this.peerId, Datagram.of(new byte[0], null)));
		Recipient events = Recipient.of(Kind.EVENT, DatagramReceivedEvent.class.getSimpleName(),
				(datagram, peer) -> audience.publish(new DatagramReceivedEvent(peer, this.peerId, datagram)));
		this.listeners.addEvents(events, Ordered.LOWEST_PRECEDENCE, audience::isThere);
	}

	/**
	 * Decorate the tasks of listeners that run on other threads: the decorator is called
	 * by the thread that receives, for each datagram.
	 * @param taskDecorator decorates them
	 */
	public void decorateTasks(TaskDecorator taskDecorator) {
		this.taskDecorator = taskDecorator;
	}

	/**
	 * Set who takes what handlers and listeners have failed on for the last time, before
	 * the error handler is given it.
	 * @param recoverer takes it, unless a listener has one of its own; or {@code null}
	 */
	public void recoverBy(@Nullable DatagramRecoverer recoverer) {
		this.report.recoverBy(recoverer);
	}

	/**
	 * Return how many datagrams somebody has taken that a handler or listener failed on.
	 * @return the number of datagrams
	 */
	public long recovered() {
		return this.report.recovered();
	}

	/**
	 * Return how many datagrams the filters of listeners have turned away.
	 * @return the number of datagrams
	 */
	public long filtered() {
		return this.filtered.sum();
	}

	/**
	 * Return how many datagrams were received and then dropped, because there was no room
	 * for them or a stop had no time left, or because a listener failed on them when
	 * there was no memory to tell of that.
	 * @return the number of datagrams
	 */
	public long dropped() {
		return this.dropped.sum() + this.executor.dropped();
	}

	/**
	 * Return how many datagrams wait for a listener's thread or are on one.
	 * @return the number of datagrams; 0 where listeners run on the thread that receives
	 */
	public int pending() {
		return this.executor.pending();
	}

	Peer peer() {
		return this.peer;
	}

	String peerId() {
		return this.peerId;
	}

	/**
	 * Return whether listeners run on other threads than the one that receives.
	 */
	boolean dispatches() {
		return this.listeners.areDispatched();
	}

	/**
	 * Return how many listeners can run at the same time.
	 */
	int mostThreads() {
		return switch (this.settings.mode()) {
			case CALLER -> 1;
			case POOL -> this.settings.threads();
			case VIRTUAL -> Integer.MAX_VALUE;
		};
	}

	PeerListeners listeners() {
		return this.listeners;
	}

	HandlingReport report() {
		return this.report;
	}

	/**
	 * Return what runs the listeners on other threads, and nothing where they run on the
	 * one that receives.
	 */
	SourceOrderedExecutor executor() {
		return this.executor;
	}

	Outcome execute(Datagram datagram, RecipientGroup group, SourceOrderedExecutor.Task task, Lease lease,
			LongSupplier nanosLeft) {
		return this.executor.execute(laneOf(datagram, group), task, lease, nanosLeft);
	}

	private @Nullable Object laneOf(Datagram datagram, RecipientGroup group) {
		return switch (this.settings.order()) {
			case SOURCE -> group.lane(datagram.source());
			case SENDER -> group.lane(processOf(datagram.credentials()));
			case NONE -> group.anyLane();
		};
	}

	private static @Nullable Integer processOf(@Nullable SenderCredentials sender) {
		return (sender != null) ? sender.pid() : null;
	}

	/**
	 * Return a task as the application's decorator makes it.
	 */
	SourceOrderedExecutor.Task decorate(SourceOrderedExecutor.Task task) {
		TaskDecorator decorator = this.taskDecorator;
		if (decorator == null) {
			return task;
		}
		try {
			return new DecoratedTask(task, decorator, this::decoratorFailed);
		}
		catch (Throwable ex) {
			decoratorFailed(ex);
			return task;
		}
	}

	private void decoratorFailed(Throwable failure) {
		long unlogged = this.decoratorLog.ask();
		if (unlogged >= 0) {
			logger.error("A task decorator failed, and listeners run without it (" + unlogged + " times before)",
					failure);
		}
	}

	KeptBytes kept() {
		return this.kept;
	}

	void countFiltered() {
		this.filtered.increment();
	}

	void countDropped() {
		this.dropped.increment();
	}

	void countDropped(int number) {
		this.dropped.add(number);
	}

	/**
	 * Count a datagram that a listener failed on, if that couldn't be told.
	 */
	void countUntold() {
		this.dropped.increment();
		logger.error("A listener failed, and there was no memory to tell of it");
	}

	/**
	 * Count datagrams that were received when the stop was over already.
	 * @param number how many, maybe none
	 */
	void countLate(int number) {
		if (number > 0) {
			this.dropped.add(number);
			logger.warn("Peer '" + this.peerId + "' has stopped, and " + number + " of its datagrams "
					+ ((number > 1) ? "are" : "is") + " dropped that its thread had in hand");
		}
	}

}
