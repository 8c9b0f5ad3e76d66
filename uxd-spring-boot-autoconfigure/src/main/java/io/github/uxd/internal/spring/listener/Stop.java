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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.uxd.internal.spring.log.EscapingLog;
import io.github.uxd.internal.spring.log.LogNames;
import io.github.uxd.spring.event.PeerStoppedEvent.Reason;
import io.github.uxd.spring.listener.PollerState.Fact;
import org.jspecify.annotations.Nullable;

/**
 * A stop that is under way: its one deadline, who waits for it, and what comes after it.
 * The {@link ReceivingState} changes it under its monitor.
 */
final class Stop {

	private static final EscapingLog logger = new EscapingLog(LogNames.PEER_POLLER);

	/**
	 * How much longer than allowed it may take, in nanoseconds, until its owner loses its
	 * place: one that isn't in a call ends it by itself.
	 */
	private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(200);

	private final List<Runnable> callbacks = new ArrayList<>();

	private final Reason reason;

	private final Duration timeout;

	private final long deadline;

	private final long droppedBefore;

	private Fact next = Fact.CLOSED;

	private int turningAway;

	private volatile long patience = PATIENCE;

	private volatile @Nullable Lease leftBehind;

	private volatile boolean hangs;

	private volatile boolean hopeless;

	private volatile boolean told;

	/**
	 * Begin a stop.
	 * @param reason why
	 * @param timeout how long it may take from now on
	 * @param droppedBefore how many datagrams the listeners' threads had dropped before
	 */
	Stop(Reason reason, Duration timeout, long droppedBefore) {
		this.reason = reason;
		this.timeout = timeout;
		this.deadline = System.nanoTime() + timeout.toNanos();
		this.droppedBefore = droppedBefore;
	}

	Reason reason() {
		return this.reason;
	}

	Duration timeout() {
		return this.timeout;
	}

	long droppedBefore() {
		return this.droppedBefore;
	}

	/**
	 * Say what comes after it.
	 */
	void endIn(Fact next) {
		this.next = next;
	}

	Fact next() {
		return this.next;
	}

	/**
	 * Add somebody who waits for it, and first of all turns senders away.
	 */
	void add(Runnable callback) {
		this.callbacks.add(callback);
		this.turningAway++;
	}

	/**
	 * Tell those who wait for it that it is over, whatever one of them throws: the others
	 * wait, too. Not to be called under the monitor.
	 */
	void callBack() {
		for (Runnable callback : this.callbacks) {
			try {
				callback.run();
			}
			catch (Throwable ex) {
				logger.error("Somebody who was told that a poller has stopped failed", ex);
			}
		}
	}

	void turnedAway() {
		this.turningAway--;
	}

	boolean isTurningAway() {
		return this.turningAway > 0;
	}

	long nanosLeft() {
		return this.deadline - System.nanoTime();
	}

	/**
	 * Return how long it is until its owner loses its place.
	 */
	long nanosUntilOverdue() {
		return nanosLeft() + this.patience;
	}

	boolean isOverdue() {
		return nanosUntilOverdue() <= 0;
	}

	/**
	 * Take note that another has the place of its owner, who has as much patience coming.
	 * @param owner who had it
	 * @param hangs whether that one is not in a call, but in something of ours
	 */
	void takeOver(Lease owner, boolean hangs) {
		this.patience = PATIENCE - nanosLeft();
		this.hopeless = this.leftBehind != null;
		this.leftBehind = owner;
		this.hangs = hangs;
	}

	/**
	 * Return who had the place of its owner when the time was up.
	 */
	@Nullable Lease leftBehind() {
		return this.leftBehind;
	}

	/**
	 * Return whether the thread that was left behind hangs in something of ours, a call
	 * of the kernel say, so that nobody else can receive.
	 */
	boolean hangs() {
		return this.hangs;
	}

	/**
	 * Return whether the one who took the place of another couldn't end it either.
	 */
	boolean isHopeless() {
		return this.hopeless;
	}

	/**
	 * Return whether its end is to be told of, which it is once.
	 */
	boolean tell() {
		boolean first = !this.told;
		this.told = true;
		return first;
	}

}
