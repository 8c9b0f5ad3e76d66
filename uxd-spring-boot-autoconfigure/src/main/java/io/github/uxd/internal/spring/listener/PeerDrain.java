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

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import io.github.uxd.PeerClosedException;
import io.github.uxd.PeerDoer;
import io.github.uxd.UxdException;
import io.github.uxd.internal.spring.log.EscapingLog;
import io.github.uxd.internal.spring.log.LogNames;
import io.github.uxd.spring.event.PeerStoppedEvent;
import io.github.uxd.spring.listener.PollerState.Busy;

/**
 * Handles what is left when a peer stops, tells of what isn't handled, and ends the stop.
 * For the thread that has the lease.
 */
final class PeerDrain {

	private static final EscapingLog logger = new EscapingLog(LogNames.PEER_POLLER);

	private final String peerId;

	private final PeerDoer doer;

	private final DatagramDispatcher dispatcher;

	private final Delivery delivery;

	private final Lease lease;

	private final ReceivingState state;

	private final PeerEvents events;

	private boolean nobodyListened;

	/**
	 * Create a drain.
	 * @param doer receives into the delivery
	 * @param dispatcher knows the listeners' threads
	 * @param delivery what is in hand
	 * @param lease the right of the thread to receive
	 * @param state has the stop that is under way
	 * @param events where to tell that it is over
	 */
	PeerDrain(PeerDoer doer, DatagramDispatcher dispatcher, Delivery delivery, Lease lease, ReceivingState state,
			PeerEvents events) {
		this.peerId = events.peerId();
		this.doer = doer;
		this.dispatcher = dispatcher;
		this.delivery = delivery;
		this.lease = lease;
		this.state = state;
		this.events = events;
	}

	/**
	 * Turn senders away, handle what they have sent, and end the stop: when all is
	 * handled, or when its time is up.
	 */
	void run() {
		Stop stop = this.state.stopping();
		if (stop == null) {
			return;
		}
		Lease leftBehind = stop.leftBehind();
		Optional<LeftBehind> receiver = (leftBehind != null) ? LeftBehind.interrupt(leftBehind) : Optional.empty();
		long unread = stop.hangs() ? 0 : drain(stop);
		if (this.state.owner() != this.lease) {
			return;
		}
		this.dispatcher.listeners().dropCollected();
		boolean first = stop.tell();
		try {
			Stream.concat(receiver.stream(), endThreads(stop).stream()).forEach(this::tellOf);
			if (first) {
				tellWhatIsLeft(stop, unread);
			}
			if (first && leftBehind == null) {
				tellThatItStopped(stop);
			}
		}
		finally {
			// Whatever has happened: nobody must wait for it in vain.
			this.state.end(this.lease);
		}
		if (first && leftBehind != null) {
			// Who waits for a late stop comes first: an event may take its time.
			tellThatItStopped(stop);
		}
	}

	/**
	 * Handle what is there, as long as there is time.
	 * @return how many datagrams were left in the kernel's queue, and are dropped
	 */
	private long drain(Stop stop) {
		BooleanSupplier inTime = () -> stop.nanosLeft() > 0 && !this.lease.isTakenAway();
		this.delivery.batchBegins();
		try {
			boolean handled = !this.delivery.isInHand()
					|| (inTime.getAsBoolean() && this.delivery.deliver(this.lease) && !this.delivery.isInHand());
			boolean empty = handled && this.doer.drain(() -> inTime.getAsBoolean() && !this.delivery.isInHand());
			if (inTime.getAsBoolean()) {
				this.delivery.batchEnds(this.lease);
			}
			if (this.state.owner() != this.lease) {
				return 0;
			}
			this.nobodyListened = this.delivery.isInHand() && stop.nanosLeft() > 0;
			if (this.delivery.drop()) {
				this.dispatcher.countDropped();
			}
			return empty ? 0 : this.doer.discard();
		}
		catch (PeerClosedException ex) {
			logger.debug("Peer '" + this.peerId + "' was closed before it was drained", ex);
		}
		catch (UxdException | RuntimeException | Error ex) {
			logger.warn("Peer '" + this.peerId + "' can't be drained", ex);
		}
		return 0;
	}

	private List<LeftBehind> endThreads(Stop stop) {
		SourceOrderedExecutor executor = this.dispatcher.executor();
		if (!executor.awaitIdle(stop::nanosLeft)) {
			// Those who wait for the stop take apart what the listeners work with.
			return executor.terminate();
		}
		executor.shutdown();
		return List.of();
	}

	private void tellThatItStopped(Stop stop) {
		this.events.publish((peer, id) -> new PeerStoppedEvent(peer, id, stop.reason()));
	}

	private void tellWhatIsLeft(Stop stop, long unread) {
		long waiting = this.dispatcher.dropped() - stop.droppedBefore();
		if (unread + waiting > 0) {
			logger.warn("Peer '" + this.peerId + "' stopped "
					+ (this.nobodyListened ? "while no listener of it ran"
							: "after " + stop.timeout().toMillis() + " ms")
					+ "; " + (unread + waiting) + " datagrams are dropped that nobody was given: " + unread
					+ " of them were in the kernel's queue, " + waiting + " waited for a listener");
		}
		if (stop.hangs()) {
			logger.error("Peer '" + this.peerId + "' stopped though its thread hangs, in the file system say; what "
					+ "waits in its queue is counted when the peer closes");
		}
	}

	private void tellOf(LeftBehind leftBehind) {
		Busy call = leftBehind.call();
		logger.warn("Peer '" + this.peerId + "' stopped while its " + call.description() + " was busy, for "
				+ call.time().toMillis() + " ms by then; its thread '" + leftBehind.thread()
				+ "' was interrupted, and is left to end by itself");
	}

}
