package io.github.uxd.spring.listener;

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
	 * Like the time, written before the place changes, which makes it known: a fence of
	 * its own would cost each call as much again.
	 */
	private @Nullable Recipient callee;

	private long since;

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
	 * Say since when the thread makes the calls that follow, on the clock of
	 * {@link System#nanoTime()}.
	 */
	void mark(long now) {
		this.since = now;
	}

	/**
	 * Begin a call. Only the thread whose lease it is may.
	 * @param callee who is called
	 * @return {@code false} if the lease was taken away: then nobody may be called
	 */
	boolean begin(Recipient callee) {
		this.callee = callee;
		return PLACE.compareAndSet(this, Place.HERE, Place.IN_CALL);
	}

	/**
	 * End a call.
	 * @return {@code false} if the lease was taken away meanwhile
	 */
	boolean end() {
		while (!PLACE.compareAndSet(this, Place.IN_CALL, Place.HERE)) {
			if (this.place == Place.TAKEN_AWAY) {
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
	 * @return the call, or {@code null} if none is
	 */
	@Nullable Busy busy() {
		if (this.place == Place.HERE) {
			return null;
		}
		Recipient callee = this.callee;
		if (callee == null) {
			return null;
		}
		Duration time = Duration.ofNanos(Math.max(0, System.nanoTime() - this.since));
		return new Busy(callee.toString(), Instant.now().minus(time), time);
	}

	/**
	 * Where the thread of a lease is.
	 */
	private enum Place {

		HERE, IN_CALL, INTERRUPTED, TAKEN_AWAY

	}

}
