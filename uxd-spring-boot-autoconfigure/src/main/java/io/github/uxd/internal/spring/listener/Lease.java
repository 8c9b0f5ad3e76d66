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

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.time.Instant;

import io.github.uxd.spring.listener.PollerState.Busy;
import org.jspecify.annotations.Nullable;

/**
 * The right of a thread to receive, and to call listeners. It can be taken away while the
 * thread is in a call, and then what it leaves undone is another's: it finds out when it
 * returns. Without it nobody is called.
 * <p>
 * An interrupt reaches the thread only while it is in a call. Anywhere else it would harm
 * what we do there: a receive by junixsocket forgets who sent the datagram.
 */
final class Lease {

	private static final VarHandle PLACE;

	static {
		try {
			PLACE = MethodHandles.lookup().findVarHandle(Lease.class, "place", Place.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private volatile Place place = Place.HERE;

	private volatile @Nullable Thread thread;

	/**
	 * Like the two after it written before the place changes, which makes it known: a
	 * fence of its own would cost each call as much again.
	 */
	private @Nullable Recipient callee;

	private long calls;

	private long since;

	/**
	 * Whether the thread was in a call when the lease was taken away, and still is.
	 */
	private volatile boolean leftInCall;

	private long callsSeen;

	private long seenSince;

	/**
	 * Say whose the lease is.
	 */
	void bind(Thread thread) {
		this.thread = thread;
	}

	@Nullable Thread thread() {
		return this.thread;
	}

	/**
	 * Interrupt the thread, wherever it is, if there is one.
	 */
	void interruptThread() {
		Thread thread = this.thread;
		if (thread != null) {
			thread.interrupt();
		}
	}

	/**
	 * Begin a call. Only the thread whose lease it is may.
	 * @param callee who is called
	 * @param now the time on the clock of {@link System#nanoTime()}, or 0 if to look at
	 * it would cost too much
	 * @return {@code false} if the lease was taken away: then nobody may be called
	 */
	boolean begin(Recipient callee, long now) {
		this.callee = callee;
		this.calls++;
		this.since = now;
		return PLACE.compareAndSet(this, Place.HERE, Place.IN_CALL);
	}

	/**
	 * End a call.
	 * @return {@code false} if the lease was taken away meanwhile
	 */
	boolean end() {
		while (!PLACE.compareAndSet(this, Place.IN_CALL, Place.HERE)) {
			if (this.place == Place.TAKEN_AWAY) {
				this.leftInCall = false;
				return false;
			}
			// Somebody is just interrupting us.
			Thread.onSpinWait();
		}
		// What came in the call, or is left of it, is not for the next one.
		Thread.interrupted();
		return true;
	}

	/**
	 * Take the lease away. Any thread may, that of the lease too.
	 * @return whether its thread is in a call; if not, it may be anywhere in what we do
	 * ourselves, but begins no call any more
	 */
	boolean takeAway() {
		while (true) {
			Place place = this.place;
			if (place != Place.INTERRUPTED && PLACE.compareAndSet(this, place, Place.TAKEN_AWAY)) {
				this.leftInCall |= place == Place.IN_CALL;
				return place == Place.IN_CALL;
			}
			Thread.onSpinWait();
		}
	}

	boolean isTakenAway() {
		return this.place == Place.TAKEN_AWAY;
	}

	/**
	 * Interrupt the thread if it is in a call, or without the lease.
	 * @param interrupt interrupts it
	 */
	void interrupt(Runnable interrupt) {
		Place place = this.place;
		while (place == Place.INTERRUPTED
				|| (place == Place.IN_CALL && !PLACE.compareAndSet(this, place, Place.INTERRUPTED))) {
			Thread.onSpinWait();
			place = this.place;
		}
		if (place == Place.HERE) {
			return;
		}
		try {
			interrupt.run();
		}
		finally {
			if (place == Place.IN_CALL) {
				this.place = place;
			}
		}
	}

	/**
	 * Return the call that is being made.
	 * @return the call, or {@code null} if none is; of one that began without a look at
	 * the clock the time counts from when this was first asked for it
	 */
	synchronized @Nullable Busy busy() {
		Place place = this.place;
		Recipient callee = this.callee;
		if (place == Place.HERE || (place == Place.TAKEN_AWAY && !this.leftInCall) || callee == null) {
			return null;
		}
		long now = System.nanoTime();
		if (this.callsSeen != this.calls) {
			this.callsSeen = this.calls;
			this.seenSince = now;
		}
		long since = this.since;
		Duration time = Duration.ofNanos(Math.max(0, now - ((since != 0) ? since : this.seenSince)));
		return new Busy(callee.kind(), callee.id(), Instant.now().minus(time), time);
	}

	/**
	 * Where the thread of a lease is.
	 */
	private enum Place {

		HERE, IN_CALL, INTERRUPTED, TAKEN_AWAY

	}

}
