package io.github.uxd.spring.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.github.uxd.UxdAddress;
import org.jspecify.annotations.Nullable;

/**
 * The datagrams that wait for one destination, in their order. Guarded by the lock of
 * {@link AsyncSender}. The first one stays in its place while it is being tried.
 */
final class SendQueue {

	private final UxdAddress destination;

	private final WaitingBytes.Share share;

	/**
	 * In order, and each quick to be taken out from the middle.
	 */
	private final Set<QueuedSend> waiting = new LinkedHashSet<>();

	private final SendBackOff backOff = new SendBackOff();

	private @Nullable QueuedSend tried;

	private long nextTry;

	/**
	 * No deadline is before this one.
	 */
	private long earliestEnd;

	/**
	 * Create a queue.
	 * @param destination what its datagrams wait for
	 * @param share holds the bytes of what waits
	 */
	SendQueue(UxdAddress destination, WaitingBytes.Share share) {
		this.destination = destination;
		this.share = share;
		this.nextTry = System.nanoTime() + this.backOff.next();
	}

	UxdAddress destination() {
		return this.destination;
	}

	/**
	 * Return when it is to have a turn, on the clock of {@link System#nanoTime()}.
	 */
	long due() {
		return (this.earliestEnd - this.nextTry < 0) ? this.earliestEnd : this.nextTry;
	}

	/**
	 * Add a datagram behind those that wait.
	 * @throws UxdSendException if their bytes are too many
	 */
	void add(QueuedSend send) {
		if (!this.share.tryTake(send.length())) {
			throw NoRoom.beyondSize(send.destination(), send.length(), this.share);
		}
		long end = send.deadline().end();
		if (this.waiting.isEmpty() || end - this.earliestEnd < 0) {
			this.earliestEnd = end;
		}
		this.waiting.add(send);
	}

	boolean isTried(QueuedSend send) {
		return send == this.tried;
	}

	boolean remove(QueuedSend send) {
		boolean removed = !isTried(send) && this.waiting.remove(send);
		if (removed) {
			this.share.giveBack(send.length());
		}
		return removed;
	}

	boolean isEmpty() {
		return this.waiting.isEmpty();
	}

	int size() {
		return this.waiting.size();
	}

	Collection<QueuedSend> waiting() {
		return this.waiting;
	}

	/**
	 * Have the first one tried: until {@link #tried} it can't be taken out.
	 */
	void beginTurn() {
		this.tried = this.waiting.iterator().next();
		this.nextTry = System.nanoTime();
	}

	/**
	 * Return the one that is being tried. Needs no lock in the thread that tries.
	 */
	QueuedSend first() {
		QueuedSend first = this.tried;
		if (first == null) {
			throw new IllegalStateException("Nothing is being tried");
		}
		return first;
	}

	/**
	 * End the turn, and take out what need not wait any more.
	 * @param sent whether the first one was sent
	 * @param failed whether it can't be sent
	 * @param queues how many queues there are
	 * @return those whose deadline has passed
	 */
	List<QueuedSend> tried(boolean sent, boolean failed, int queues) {
		QueuedSend first = first();
		this.tried = null;
		if (sent || failed) {
			remove(first);
		}
		if (sent) {
			this.backOff.reset();
		}
		else if (!failed) {
			this.nextTry = System.nanoTime() + this.backOff.next(queues);
			return removeLate();
		}
		return List.of();
	}

	private List<QueuedSend> removeLate() {
		if (this.earliestEnd - System.nanoTime() > 0) {
			return List.of();
		}
		List<QueuedSend> late = new ArrayList<>();
		boolean isFirst = true;
		for (Iterator<QueuedSend> sends = this.waiting.iterator(); sends.hasNext();) {
			QueuedSend send = sends.next();
			long end = send.deadline().end();
			if (send.deadline().hasPassed()) {
				sends.remove();
				this.share.giveBack(send.length());
				late.add(send);
			}
			else if (isFirst || end - this.earliestEnd < 0) {
				this.earliestEnd = end;
				isFirst = false;
			}
		}
		return late;
	}

	/**
	 * Take all out.
	 * @param waiting is given what waits
	 * @param tried is given what is being tried, which stays
	 */
	void clear(List<QueuedSend> waiting, List<QueuedSend> tried) {
		QueuedSend first = this.tried;
		for (Iterator<QueuedSend> sends = this.waiting.iterator(); sends.hasNext();) {
			QueuedSend send = sends.next();
			if (send == first) {
				tried.add(send);
			}
			else {
				sends.remove();
				this.share.giveBack(send.length());
				waiting.add(send);
			}
		}
	}

}
