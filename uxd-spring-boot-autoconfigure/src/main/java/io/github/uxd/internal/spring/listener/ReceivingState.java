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
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import io.github.uxd.spring.event.PeerStoppedEvent.Reason;
import io.github.uxd.spring.listener.PollerState;
import io.github.uxd.spring.listener.PollerState.Busy;
import io.github.uxd.spring.listener.PollerState.Fact;
import io.github.uxd.spring.listener.PollerState.PauseReason;
import io.github.uxd.spring.listener.PollerState.Wish;
import org.jspecify.annotations.Nullable;

/**
 * The one state of a peer's receiving side: what it is to do, what it does, whose thread
 * does it, who waits for its stop and until when that may take. Everything else reads or
 * changes this, and whoever waits, waits here. Thread-safe: this object is the monitor.
 * <p>
 * {@code docs/architecture.md} has the table of what leads to what; a test draws it from
 * this class.
 * <p>
 * To take note of something needs no memory: it may be that there is none which is to be
 * noted.
 */
final class ReceivingState {

	/**
	 * How long after a stop, in nanoseconds, the application is kept alive for who has
	 * asked for it from inside a call.
	 */
	private static final long LONGEST_KEPT = TimeUnit.SECONDS.toNanos(1);

	private static final long FOREVER = Long.MAX_VALUE / 2;

	private final Set<PauseReason> pauses = EnumSet.noneOf(PauseReason.class);

	private boolean started;

	private volatile Wish wish = Wish.STOP;

	private volatile Fact fact = Fact.CLOSED;

	/**
	 * Since when, in milliseconds since the epoch.
	 */
	private long since = System.currentTimeMillis();

	private volatile @Nullable Lease owner;

	private volatile @Nullable Stop stop;

	/**
	 * Whether it receives and is to: read for each datagram.
	 */
	private volatile boolean flowing;

	/**
	 * Who has asked for a stop from inside a call that isn't over: it may start again,
	 * and until then the application is kept alive, but not long after the stop is over.
	 */
	private final Set<Lease> askers = new HashSet<>();

	private long end;

	/**
	 * How many are being told that a stop is over: they may start again, too.
	 */
	private int telling;

	private boolean kept;

	/**
	 * Ask for it to receive.
	 * @param lease whose holder owns it if it is to be opened now
	 * @return whether it is; otherwise it runs, or will again after the stop that is
	 * under way
	 */
	synchronized boolean start(Lease lease) {
		this.started = true;
		boolean opens = this.fact == Fact.CLOSED || this.fact == Fact.GAVE_UP;
		if (opens) {
			this.owner = lease;
			become(Fact.OPENING);
		}
		else if (this.stop != null) {
			this.stop.endIn(Fact.OPENING);
		}
		changed();
		return opens;
	}

	/**
	 * Take note that it can't be opened, and that whoever asked for it knows.
	 */
	void openFailed(Lease lease) {
		Stop stop;
		synchronized (this) {
			if (this.owner != lease || this.fact != Fact.OPENING) {
				return;
			}
			this.started = false;
			stop = close(Fact.CLOSED);
		}
		tell(stop);
	}

	/**
	 * Ask for a stop.
	 * @param callback what to run when it has stopped
	 * @param timeout how long that may take; counts for the first of several who ask for
	 * the same stop
	 * @param dropped how many datagrams the listeners' threads have dropped until now
	 * @param asker the lease of the call that asks, or {@code null} if none does
	 * @return the stop, which doesn't end before the caller says that senders are
	 * {@linkplain #turnedAway turned away}, or {@code null} if there is nothing to stop
	 */
	synchronized @Nullable Stop stop(Runnable callback, Duration timeout, long dropped, @Nullable Lease asker) {
		this.started = false;
		if (this.fact == Fact.GAVE_UP) {
			become(Fact.CLOSED);
		}
		Stop stop = (this.fact != Fact.CLOSED) ? begin(Reason.REQUESTED, timeout, dropped) : null;
		if (stop != null) {
			stop.endIn(Fact.CLOSED);
			stop.add(callback);
			if (asker != null) {
				this.askers.add(asker);
			}
		}
		changed();
		return stop;
	}

	/**
	 * Take note that the one who has asked for a stop has turned senders away: had it
	 * ended before, those of the socket that comes next would be.
	 */
	synchronized void turnedAway(Stop stop) {
		stop.turnedAway();
		notifyAll();
	}

	/**
	 * Stop without having been asked to, since it can't receive.
	 */
	synchronized void giveUp(Lease lease, Duration timeout, long dropped) {
		if (this.owner == lease && this.stop == null) {
			begin(Reason.GAVE_UP, timeout, dropped).endIn(Fact.GAVE_UP);
		}
	}

	private Stop begin(Reason reason, Duration timeout, long dropped) {
		Stop stop = this.stop;
		if (stop == null) {
			stop = new Stop(reason, timeout, dropped);
			this.stop = stop;
			if (this.fact != Fact.OPENING) {
				become(Fact.DRAINING);
			}
		}
		return stop;
	}

	/**
	 * Take note that it is open, and receives unless a stop was asked for meanwhile.
	 */
	synchronized void opened(Lease lease) {
		if (this.fact == Fact.OPENING || this.fact == Fact.FAILED) {
			move(lease, Fact.RECEIVING);
		}
	}

	/**
	 * Take note that nothing is received any more because of a pause.
	 * @return whether that is so
	 */
	synchronized boolean paused(Lease lease) {
		return this.wish == Wish.PAUSE && this.fact == Fact.RECEIVING && move(lease, Fact.PAUSED);
	}

	/**
	 * Take note that it goes on after a pause.
	 * @return whether that is so
	 */
	synchronized boolean resumed(Lease lease) {
		return this.wish == Wish.RECEIVE && this.fact == Fact.PAUSED && move(lease, Fact.RECEIVING);
	}

	/**
	 * Take note that receiving, or opening, has failed.
	 */
	synchronized void failed(Lease lease) {
		if (this.fact == Fact.OPENING || this.fact == Fact.RECEIVING || this.fact == Fact.PAUSED) {
			move(lease, Fact.FAILED);
		}
	}

	private boolean move(Lease lease, Fact to) {
		if (this.owner != lease) {
			return false;
		}
		become((this.stop != null) ? Fact.DRAINING : to);
		return this.fact == to;
	}

	/**
	 * End the stop, and tell those who wait for it: to be called when all is handled, or
	 * no time is left. Does nothing if somebody else has ended it.
	 */
	void end(Lease lease) {
		tell(ended(lease));
	}

	private synchronized @Nullable Stop ended(Lease lease) {
		Stop stop = this.stop;
		while (stop != null && stop.isTurningAway() && !stop.isOverdue() && this.owner == lease) {
			waitUnlessInterrupted(stop.nanosUntilOverdue());
		}
		return (this.owner == lease && this.stop == stop && stop != null) ? close(stop.next()) : null;
	}

	private @Nullable Stop close(Fact next) {
		Stop stop = this.stop;
		this.stop = null;
		this.end = System.nanoTime();
		if (stop != null) {
			this.telling++;
		}
		if (next != Fact.OPENING) {
			this.owner = null;
		}
		become(next);
		return stop;
	}

	private void tell(@Nullable Stop ended) {
		if (ended == null) {
			return;
		}
		try {
			ended.callBack();
		}
		finally {
			synchronized (this) {
				this.telling--;
				notifyAll();
			}
		}
	}

	synchronized void pause(PauseReason reason) {
		this.pauses.add(reason);
		changed();
	}

	synchronized void resume(PauseReason reason) {
		this.pauses.remove(reason);
		changed();
	}

	/**
	 * Give the place of an owner to another, for it has asked for the stop that is under
	 * way from inside a call.
	 * @param from who is the owner
	 * @param to whose holder is it from now on
	 * @param successor the thread of that one, to be started
	 */
	synchronized void handOver(Lease from, Lease to, Thread successor) {
		if (this.owner == from && this.stop != null) {
			this.owner = to;
			try {
				successor.start();
			}
			catch (Throwable ex) {
				this.owner = from;
				throw ex;
			}
			from.takeAway();
		}
	}

	/**
	 * Take the place of an owner that hasn't ended a stop in time.
	 * @param late the stop
	 * @param to whose holder is the owner from now on
	 * @return whether that is so
	 */
	synchronized boolean takeOver(Stop late, Lease to) {
		Lease from = this.owner;
		if (this.stop != late || from == null) {
			return false;
		}
		this.owner = to;
		late.takeOver(from, !from.takeAway());
		return true;
	}

	/**
	 * Take note that the call of somebody who may have asked for a stop is over.
	 */
	synchronized void returned(Lease asker) {
		if (this.askers.remove(asker)) {
			notifyAll();
		}
	}

	/**
	 * Have a thread that keeps the application alive, unless there is one. It is to call
	 * {@link #awaitOverdue} until that returns {@code null}.
	 * @param starter starts it
	 * @return whether there was none
	 */
	synchronized boolean keep(Runnable starter) {
		boolean needed = !this.kept;
		if (needed) {
			starter.run();
			this.kept = true;
		}
		return needed;
	}

	/**
	 * Wait until a stop has taken too long.
	 * @return the stop, or {@code null} if nothing is to be kept alive any more
	 */
	synchronized @Nullable Stop awaitOverdue() {
		while (true) {
			Stop stop = this.stop;
			if (stop != null && stop.isOverdue()) {
				return stop;
			}
			long left = (stop != null) ? stop.nanosUntilOverdue() : FOREVER;
			if (this.wish == Wish.STOP && this.fact == Fact.CLOSED) {
				boolean nobody = this.askers.isEmpty() && this.telling == 0;
				left = nobody ? 0 : this.end + LONGEST_KEPT - System.nanoTime();
				if (left <= 0) {
					this.askers.clear();
					this.kept = false;
					return null;
				}
			}
			waitUnlessInterrupted(left);
		}
	}

	/**
	 * Wait until a time has passed, or it isn't wanted any more. For the threads that are
	 * ours: an interrupt is no reason to end.
	 * @param nanos how long at most, in nanoseconds
	 * @param wanted is asked again after each change of the state
	 */
	synchronized void await(long nanos, BooleanSupplier wanted) {
		long end = System.nanoTime() + nanos;
		for (long left = nanos; left > 0 && wanted.getAsBoolean(); left = end - System.nanoTime()) {
			waitUnlessInterrupted(left);
		}
	}

	private void waitUnlessInterrupted(long nanos) {
		try {
			TimeUnit.NANOSECONDS.timedWait(this, nanos);
		}
		catch (InterruptedException ex) {
			// Whoever waits looks again.
			Thread.interrupted();
		}
	}

	/**
	 * Wait between two tries of a listener, unless a stop is under way: there is no time
	 * for that then.
	 * @param millis how long, in milliseconds
	 * @param wanted is asked again after each change of the state
	 * @return whether to try again
	 */
	synchronized boolean sleep(long millis, BooleanSupplier wanted) throws InterruptedException {
		long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
		while (this.stop == null && this.fact != Fact.CLOSED && wanted.getAsBoolean()) {
			long left = end - System.nanoTime();
			if (left <= 0) {
				return true;
			}
			TimeUnit.NANOSECONDS.timedWait(this, left);
		}
		return false;
	}

	/**
	 * Have all who wait here look again.
	 */
	synchronized void changed() {
		Wish wish = Wish.STOP;
		if (this.started) {
			wish = this.pauses.isEmpty() ? Wish.RECEIVE : Wish.PAUSE;
		}
		this.wish = wish;
		this.flowing = this.fact == Fact.RECEIVING && wish == Wish.RECEIVE;
		notifyAll();
	}

	private void become(Fact fact) {
		if (this.fact != fact) {
			this.fact = fact;
			this.since = System.currentTimeMillis();
		}
		changed();
	}

	Wish wish() {
		return this.wish;
	}

	Fact fact() {
		return this.fact;
	}

	@Nullable Lease owner() {
		return this.owner;
	}

	/**
	 * Return the stop that is under way.
	 */
	@Nullable Stop stopping() {
		return this.stop;
	}

	/**
	 * Return how long the stop that is under way may take yet, in nanoseconds.
	 */
	long nanosLeft() {
		Stop stop = this.stop;
		return (stop != null) ? stop.nanosLeft() : FOREVER;
	}

	/**
	 * Return whether it receives and is to.
	 */
	boolean isFlowing() {
		return this.flowing;
	}

	/**
	 * Return whether it runs, or will again after the stop that is under way.
	 */
	synchronized boolean isRunning() {
		return this.started && this.fact != Fact.CLOSED && this.fact != Fact.GAVE_UP
				&& (this.stop == null || this.stop.next() == Fact.OPENING);
	}

	synchronized boolean isPauseRequested() {
		return !this.pauses.isEmpty();
	}

	synchronized PollerState snapshot(@Nullable Busy busy) {
		return new PollerState(this.wish, this.fact, Instant.ofEpochMilli(this.since), Set.copyOf(this.pauses), busy);
	}

}
