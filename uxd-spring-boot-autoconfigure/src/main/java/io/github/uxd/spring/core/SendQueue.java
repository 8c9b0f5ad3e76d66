package io.github.uxd.spring.core;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

import io.github.uxd.UxdAddress;

/**
 * The datagrams that wait for one destination, in their order. Guarded by the lock of
 * {@link AsyncSender}.
 */
final class SendQueue {

	private final UxdAddress destination;

	/**
	 * In order, and each quick to be taken out from the middle.
	 */
	private final Set<QueuedSend> waiting = new LinkedHashSet<>();

	private final SendBackOff backOff = new SendBackOff();

	private long nextTry;

	/**
	 * No deadline is before this one.
	 */
	private long earliestEnd;

	SendQueue(UxdAddress destination) {
		this.destination = destination;
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

	void add(QueuedSend send) {
		long end = send.deadline().end();
		if (this.waiting.isEmpty() || end - this.earliestEnd < 0) {
			this.earliestEnd = end;
		}
		this.waiting.add(send);
	}

	boolean remove(QueuedSend send) {
		return this.waiting.remove(send);
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
	 * Try to send the first one, and give up those whose deadline has passed.
	 * @param sender what to send with
	 * @param outcomes takes what is to be done to futures once the lock is released
	 */
	void turn(DatagramSender sender, Consumer<Runnable> outcomes) {
		QueuedSend first = this.waiting.iterator().next();
		this.nextTry = System.nanoTime();
		try {
			if (first.isDone()) {
				// By somebody else: who waits no more gets nothing sent.
				this.waiting.remove(first);
			}
			else if (sender.trySend(first.payload(), this.destination)) {
				this.waiting.remove(first);
				this.backOff.reset();
				outcomes.accept(() -> first.complete(null));
			}
			else {
				this.nextTry += this.backOff.next();
				giveUpTheLate(outcomes);
			}
		}
		catch (RuntimeException | Error ex) {
			this.waiting.remove(first);
			outcomes.accept(() -> first.completeExceptionally(ex));
		}
	}

	private void giveUpTheLate(Consumer<Runnable> outcomes) {
		if (this.earliestEnd - System.nanoTime() > 0) {
			return;
		}
		boolean isFirst = true;
		for (Iterator<QueuedSend> sends = this.waiting.iterator(); sends.hasNext();) {
			QueuedSend send = sends.next();
			Deadline deadline = send.deadline();
			if (deadline.hasPassed()) {
				sends.remove();
				outcomes.accept(() -> send.completeExceptionally(DestinationFullException.afterWaiting(this.destination,
						send.payload().remaining(), deadline.elapsed())));
			}
			else if (isFirst || deadline.end() - this.earliestEnd < 0) {
				this.earliestEnd = deadline.end();
				isFirst = false;
			}
		}
	}

}
