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

import java.util.Objects;
import java.util.function.LongSupplier;

import io.github.uxd.Datagram;
import io.github.uxd.DatagramView;
import io.github.uxd.Peer;
import io.github.uxd.internal.spring.listener.SourceOrderedExecutor.Outcome;
import io.github.uxd.internal.spring.log.EscapingLog;
import io.github.uxd.internal.spring.log.LogNames;
import org.jspecify.annotations.Nullable;

/**
 * A datagram in hand, and who is still to get it. It belongs to the thread that has the
 * {@linkplain Lease lease}; who loses that leaves it as it is, for another to go on with.
 * The thread that receives has one for all its datagrams, each datagram on a listeners'
 * thread has one of its own.
 */
final class Delivery extends SourceOrderedExecutor.Task {

	private static final EscapingLog logger = new EscapingLog(LogNames.PEER_POLLER);

	private static final Recipient[] NOBODY = new Recipient[0];

	private final DatagramDispatcher dispatcher;

	private final LongSupplier nanosLeft;

	private @Nullable DatagramView view;

	private @Nullable Datagram datagram;

	/**
	 * Whether the recipients are those who were to get it on other threads, where there
	 * are copies only.
	 */
	private boolean insteadOfElsewhere;

	private Recipient[] recipients = NOBODY;

	/**
	 * Who gets it on other threads, after the recipients.
	 */
	private RecipientGroup[] elsewhere = RecipientGroup.NONE;

	/**
	 * How many of these it was handed over to.
	 */
	private int handedOver;

	/**
	 * What was made of it for the next of them. If anything fails before it is known what
	 * became of that, the same is handed over again.
	 */
	private SourceOrderedExecutor.@Nullable Task forElsewhere;

	private int next;

	private boolean begun;

	/**
	 * Whether it is only put aside for later, which isn't to be timed.
	 */
	private boolean collected;

	private long start;

	/**
	 * When the datagram before was handled, or 0 if something else has come in between.
	 */
	private long before;

	private @Nullable Throwable failure;

	/**
	 * Create a delivery of what a thread receives.
	 * @param dispatcher knows who is to get it
	 * @param nanosLeft tells how long to wait at most for room on other threads
	 */
	Delivery(DatagramDispatcher dispatcher, LongSupplier nanosLeft) {
		this.dispatcher = dispatcher;
		this.nanosLeft = nanosLeft;
	}

	private Delivery(Delivery origin, Datagram datagram, Recipient[] recipients) {
		this(origin.dispatcher, origin.nanosLeft);
		this.datagram = datagram;
		this.recipients = recipients;
		this.failure = origin.failure;
	}

	/**
	 * Take note that datagrams come now of which each follows the one before at once. The
	 * end of one is the beginning of the next: so the clock is read once for each.
	 */
	void batchBegins() {
		this.before = 0;
	}

	/**
	 * Take a datagram in hand.
	 */
	void take(DatagramView view) {
		this.view = view;
	}

	/**
	 * Return whether there is a datagram in hand that somebody is still to get.
	 */
	boolean isInHand() {
		return this.view != null;
	}

	/**
	 * Put the datagram away.
	 * @return whether there was one that nobody was given
	 */
	boolean drop() {
		boolean lost = this.view != null && this.next == 0;
		clear();
		return lost;
	}

	private void clear() {
		this.view = null;
		this.datagram = null;
		this.insteadOfElsewhere = false;
		this.recipients = NOBODY;
		this.elsewhere = RecipientGroup.NONE;
		this.handedOver = 0;
		this.forElsewhere = null;
		this.next = 0;
		this.begun = false;
		this.failure = null;
	}

	Peer peer() {
		return this.dispatcher.peer();
	}

	/**
	 * Return the datagram where it was received.
	 * @return the view, or {@code null} where there is only a copy: on the threads of
	 * listeners, and for those who were to have one of them
	 */
	@Nullable DatagramView viewIfThere() {
		return this.insteadOfElsewhere ? null : this.view;
	}

	DatagramView view() {
		return Objects.requireNonNull(this.view, "There is no view");
	}

	Datagram datagram() {
		Datagram datagram = copy(this.datagram, this.view);
		this.datagram = datagram;
		return datagram;
	}

	/**
	 * Give the datagram in hand to those who are still to get it. It stays in hand if
	 * there is nobody because all are stopped.
	 * @return {@code false} if the lease was taken away meanwhile
	 */
	boolean deliver(Lease lease) {
		if (this.begun) {
			// Who has begun may be in a call still, and read.
			this.view = view().duplicate();
		}
		else {
			PeerListeners.Recipients all = this.dispatcher.listeners().current();
			if (all.areStopped()) {
				return true;
			}
			if (all.areNone()) {
				this.dispatcher.report().nobody();
			}
			this.recipients = all.here();
			this.elsewhere = all.elsewhere();
			this.collected = all.areCollecting();
			this.begun = true;
			this.start = (this.before != 0) ? this.before : this.dispatcher.report().start();
			this.before = 0;
		}
		if (!call(lease)) {
			return false;
		}
		while (this.handedOver < this.elsewhere.length) {
			if (!dispatch(this.elsewhere[this.handedOver], lease)) {
				return false;
			}
		}
		clear();
		return true;
	}

	/**
	 * Have what listeners have collected handed over to them: nothing more is there.
	 * @return {@code false} if the lease was taken away meanwhile
	 */
	boolean batchEnds(Lease lease) {
		for (BatchListener listener : this.dispatcher.listeners().batchListeners()) {
			if (listener.hasCollected()) {
				if (!lease.begin(listener, System.nanoTime())) {
					return false;
				}
				boolean goesOn = false;
				try {
					listener.handOver(lease);
				}
				finally {
					goesOn = lease.end();
				}
				if (!goesOn) {
					return false;
				}
			}
		}
		return true;
	}

	@Override
	boolean run(Lease lease) {
		this.start = this.dispatcher.report().start();
		return call(lease);
	}

	@Override
	boolean isBegun() {
		return this.next > 0;
	}

	private boolean dispatch(RecipientGroup group, Lease lease) {
		SourceOrderedExecutor.Task task = this.forElsewhere;
		if (task == null) {
			task = this.dispatcher.decorate(new Delivery(this, datagram(), group.recipients()));
			this.forElsewhere = task;
		}
		Outcome outcome = this.dispatcher.execute(datagram(), group, task, lease, this.nanosLeft);
		this.forElsewhere = null;
		this.handedOver++;
		if (outcome == Outcome.ACCEPTED) {
			// It is recorded there.
			this.failure = null;
		}
		if (outcome != Outcome.NO_THREAD) {
			return true;
		}
		// Nothing is lost for want of a thread: there is this one. What they may do with
		// a copy they may do here, too.
		this.insteadOfElsewhere = true;
		this.recipients = group.recipients();
		this.next = 0;
		return call(lease);
	}

	private boolean call(Lease lease) {
		while (this.next < this.recipients.length) {
			if (!call(this.recipients[this.next], lease)) {
				return false;
			}
		}
		return true;
	}

	private boolean call(Recipient recipient, Lease lease) {
		// Ours no more when the call is over, perhaps.
		DatagramView view = this.view;
		Datagram datagram = this.datagram;
		Throwable thrown = null;
		if (!lease.begin(recipient, recipient.isQuick() ? 0 : now())) {
			if (view != null && this.next == 0) {
				// The thread has hung somewhere before, and was given up.
				this.dispatcher.countLate(1);
			}
			return false;
		}
		this.next++;
		boolean last = this.next == this.recipients.length && (this.elsewhere.length == 0 || this.insteadOfElsewhere);
		boolean goesOn = false;
		long end = 0;
		try {
			thrown = receive(recipient, lease, datagram, view);
			if (last && (!this.collected || thrown != null) && !lease.isTakenAway()) {
				end = this.dispatcher.report().record(this.start, (this.failure != null) ? this.failure : thrown);
			}
		}
		finally {
			// In any case: who doesn't end a call can never begin another.
			goesOn = lease.end();
		}
		if (goesOn) {
			// What is recorded counts once, whoever gets the datagram after that.
			this.failure = last ? null : (this.failure != null) ? this.failure : thrown;
			this.before = end;
		}
		return goesOn;
	}

	private long now() {
		return (this.next == 0 && this.start != 0) ? this.start : System.nanoTime();
	}

	private @Nullable Throwable receive(Recipient recipient, Lease lease, @Nullable Datagram datagram,
			@Nullable DatagramView view) {
		try {
			recipient.receive(this, lease);
			return null;
		}
		catch (Throwable ex) {
			// Errors too: an assertion or a missing class in a listener must not end the
			// reception of all others.
			return failed(recipient, ex, lease.isTakenAway(), datagram, view);
		}
	}

	private Throwable failed(Recipient recipient, Throwable thrown, boolean late, @Nullable Datagram datagram,
			@Nullable DatagramView view) {
		try {
			return this.dispatcher.report().failed(recipient, thrown, late ? copy(datagram, view) : datagram(), late);
		}
		catch (Throwable ex) {
			// In the log it may not come either.
			this.dispatcher.countUntold();
			return thrown;
		}
	}

	private static Datagram copy(@Nullable Datagram datagram, @Nullable DatagramView view) {
		return (datagram != null) ? datagram : Objects.requireNonNull(view, "There is no view").copy();
	}

}
