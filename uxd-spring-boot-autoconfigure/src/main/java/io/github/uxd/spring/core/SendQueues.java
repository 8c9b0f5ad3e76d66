package io.github.uxd.spring.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;

import io.github.uxd.UxdAddress;
import org.jspecify.annotations.Nullable;

/**
 * The datagrams that wait, by destination and by whose turn it is. Guarded by the lock of
 * {@link AsyncSender} but for {@link #isWaitedFor}.
 */
final class SendQueues {

	private final Map<UxdAddress, SendQueue> byDestination = new ConcurrentHashMap<>();

	/**
	 * All but the one that has its turn.
	 */
	private final PriorityQueue<SendQueue> byTurn = new PriorityQueue<>(
			(one, other) -> Long.signum(one.due() - other.due()));

	private final WaitingBytes bytes;

	private volatile int capacity;

	/**
	 * Create the queues.
	 * @param capacity how many datagrams may wait for each destination
	 * @param bytes bounds their bytes
	 */
	SendQueues(int capacity, WaitingBytes bytes) {
		this.capacity = capacity;
		this.bytes = bytes;
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
	 * @throws UxdSendException if there are too many
	 */
	void add(QueuedSend send) {
		SendQueue queue = this.byDestination.get(send.destination());
		if (queue != null && queue.size() >= this.capacity) {
			throw NoRoom.behindOthers(send.destination(), send.length(), queue.size());
		}
		if (queue == null) {
			queue = new SendQueue(send.destination(), this.bytes.new Share());
			queue.add(send);
			this.byDestination.put(queue.destination(), queue);
			this.byTurn.add(queue);
		}
		else {
			// What is due at another time is at another place.
			boolean moves = send.deadline().end() - queue.due() < 0 && this.byTurn.remove(queue);
			try {
				queue.add(send);
			}
			finally {
				if (moves) {
					this.byTurn.add(queue);
				}
			}
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

	/**
	 * Return how many destinations are waited for.
	 */
	int size() {
		return this.byDestination.size();
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
