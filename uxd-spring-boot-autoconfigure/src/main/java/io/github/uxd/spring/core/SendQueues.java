package io.github.uxd.spring.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.uxd.UxdAddress;
import org.jspecify.annotations.Nullable;

/**
 * The datagrams that wait, by destination and by whose turn it is. Guarded by the lock of
 * {@link AsyncSender} but for {@link #isWaitedFor}.
 */
final class SendQueues {

	/**
	 * How many times as many as for one destination may wait for all of them.
	 */
	private static final int FULL_QUEUES = 10;

	private final Map<UxdAddress, SendQueue> byDestination = new ConcurrentHashMap<>();

	/**
	 * All but the one that has its turn.
	 */
	private final PriorityQueue<SendQueue> byTurn = new PriorityQueue<>(
			(one, other) -> Long.signum(one.due() - other.due()));

	/**
	 * How many wait for all destinations together.
	 */
	private final AtomicInteger total = new AtomicInteger();

	private volatile int capacity;

	SendQueues(int capacity) {
		this.capacity = capacity;
	}

	void setCapacity(int capacity) {
		this.capacity = capacity;
	}

	boolean isWaitedFor(UxdAddress destination) {
		return this.byDestination.containsKey(destination);
	}

	boolean isEmpty() {
		return this.byTurn.isEmpty();
	}

	/**
	 * Add a datagram behind those that wait for its destination.
	 * @throws DestinationFullException if there are too many
	 */
	void add(QueuedSend send) {
		SendQueue queue = this.byDestination.get(send.destination());
		checkCapacity(send, (queue != null) ? queue.size() : 0);
		if (queue == null) {
			queue = new SendQueue(send.destination(), this.total);
			queue.add(send);
			this.byDestination.put(queue.destination(), queue);
			this.byTurn.add(queue);
		}
		else if (send.deadline().end() - queue.due() < 0 && this.byTurn.remove(queue)) {
			queue.add(send);
			this.byTurn.add(queue);
		}
		else {
			queue.add(send);
		}
	}

	private void checkCapacity(QueuedSend send, int waiting) {
		int capacity = this.capacity;
		if (waiting >= capacity) {
			throw DestinationFullException.behindOthers(send.destination(), send.length(), waiting);
		}
		int all = this.total.get();
		if (all >= (long) FULL_QUEUES * capacity) {
			throw DestinationFullException.behindAllOthers(send.destination(), send.length(), all);
		}
	}

	boolean isTried(QueuedSend send) {
		SendQueue queue = this.byDestination.get(send.destination());
		return queue != null && queue.isTried(send);
	}

	/**
	 * Take a datagram out.
	 * @return {@code false} if it isn't there any more, or is being tried
	 */
	boolean remove(QueuedSend send) {
		SendQueue queue = this.byDestination.get(send.destination());
		if (queue == null || !queue.remove(send)) {
			return false;
		}
		if (queue.isEmpty()) {
			this.byTurn.remove(queue);
			this.byDestination.remove(queue.destination());
		}
		return true;
	}

	long nanosUntilDue() {
		SendQueue next = this.byTurn.element();
		return next.due() - System.nanoTime();
	}

	/**
	 * Return a queue whose turn it is, if there is one. It is to be given back.
	 */
	@Nullable SendQueue takeDue() {
		if (this.byTurn.isEmpty() || nanosUntilDue() > 0) {
			return null;
		}
		SendQueue queue = this.byTurn.remove();
		queue.beginTurn();
		return queue;
	}

	void giveBack(SendQueue queue) {
		if (this.byDestination.get(queue.destination()) != queue) {
			// Cleared meanwhile.
			return;
		}
		if (queue.isEmpty()) {
			this.byDestination.remove(queue.destination());
		}
		else {
			this.byTurn.add(queue);
		}
	}

	/**
	 * Return all that waits or is being tried.
	 */
	List<QueuedSend> pending() {
		List<QueuedSend> pending = new ArrayList<>();
		this.byDestination.values().forEach((queue) -> pending.addAll(queue.waiting()));
		return pending;
	}

	/**
	 * Take all out.
	 * @param waiting is given what waits
	 * @param tried is given what is being tried
	 */
	void clear(List<QueuedSend> waiting, List<QueuedSend> tried) {
		this.byDestination.values().forEach((queue) -> queue.clear(waiting, tried));
		this.byDestination.clear();
		this.byTurn.clear();
	}

}
