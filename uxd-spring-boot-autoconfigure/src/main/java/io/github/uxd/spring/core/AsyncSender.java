package io.github.uxd.spring.core;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import io.github.uxd.UxdAddress;
import org.jspecify.annotations.Nullable;

/**
 * Sends without making its callers wait: what finds no room joins the queue of its
 * destination, and one thread tries the queues' heads again, each at its own pace. The
 * thread and the queues are there only as long as something waits.
 */
final class AsyncSender {

	private static final long IDLE_TIME = TimeUnit.SECONDS.toNanos(1);

	private static final long TIME_TO_END = TimeUnit.SECONDS.toMillis(1);

	private final DatagramSender sender;

	private final String threadName;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	/**
	 * Changed under the lock only; read without it by those who find nothing waiting.
	 */
	private final Map<UxdAddress, SendQueue> queues = new ConcurrentHashMap<>();

	private final PriorityQueue<SendQueue> byTurn = new PriorityQueue<>(
			(one, other) -> Long.signum(one.due() - other.due()));

	private volatile int capacity;

	private @Nullable Thread thread;

	private boolean closed;

	/**
	 * Create a sender.
	 * @param sender what to send with
	 * @param threadName the name of the thread that tries again
	 * @param capacity how many datagrams may wait for each destination
	 */
	AsyncSender(DatagramSender sender, String threadName, int capacity) {
		this.sender = sender;
		this.threadName = threadName;
		this.capacity = capacity;
	}

	void setCapacity(int capacity) {
		this.capacity = capacity;
	}

	CompletableFuture<Void> send(byte[] payload, UxdAddress destination, Deadline deadline) {
		try {
			boolean nobodyWaits = !this.queues.containsKey(destination);
			if (nobodyWaits && this.sender.trySend(ByteBuffer.wrap(payload), destination)) {
				return CompletableFuture.completedFuture(null);
			}
			return enqueue(payload, destination, deadline);
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private QueuedSend enqueue(byte[] payload, UxdAddress destination, Deadline deadline) {
		if (deadline.hasPassed()) {
			throw DestinationFullException.afterWaiting(destination, payload.length, deadline.elapsed());
		}
		// A copy: the array is the caller's, who may use it for the next datagram.
		QueuedSend send = new QueuedSend(ByteBuffer.wrap(payload.clone()), deadline,
				(withdrawn) -> withdraw(withdrawn, destination));
		this.lock.lock();
		try {
			if (this.closed) {
				throw this.sender.closed(destination);
			}
			SendQueue queue = this.queues.get(destination);
			int waiting = (queue != null) ? queue.size() : 0;
			if (waiting >= this.capacity) {
				throw DestinationFullException.behindOthers(destination, payload.length, waiting);
			}
			startThread();
			if (queue != null) {
				join(queue, send);
			}
			else {
				add(new SendQueue(destination), send);
			}
			return send;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void add(SendQueue queue, QueuedSend first) {
		queue.add(first);
		this.queues.put(queue.destination(), queue);
		this.byTurn.add(queue);
		this.changed.signal();
	}

	private void join(SendQueue queue, QueuedSend send) {
		boolean sooner = send.deadline().end() - queue.due() < 0;
		if (sooner) {
			this.byTurn.remove(queue);
		}
		queue.add(send);
		if (sooner) {
			this.byTurn.add(queue);
			this.changed.signal();
		}
	}

	private boolean withdraw(QueuedSend send, UxdAddress destination) {
		this.lock.lock();
		try {
			SendQueue queue = this.queues.get(destination);
			if (queue == null || !queue.remove(send)) {
				return false;
			}
			if (queue.isEmpty()) {
				this.byTurn.remove(queue);
				this.queues.remove(destination);
			}
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void startThread() {
		if (this.thread == null) {
			Thread thread = new Thread(this::run, this.threadName);
			thread.setDaemon(true);
			thread.start();
			this.thread = thread;
		}
	}

	private void run() {
		List<Runnable> outcomes = new ArrayList<>();
		while (takeTurn(outcomes)) {
			// Without the lock: what hangs on a future is run here and now.
			outcomes.forEach(Runnable::run);
			outcomes.clear();
		}
	}

	/**
	 * Wait until a queue is due, and give it a turn.
	 * @return {@code false} if the thread is to end
	 */
	private boolean takeTurn(List<Runnable> outcomes) {
		this.lock.lock();
		try {
			if (!awaitWork()) {
				this.thread = null;
				return false;
			}
			SendQueue queue = this.byTurn.peek();
			if (queue != null && queue.due() - System.nanoTime() <= 0) {
				this.byTurn.remove();
				queue.turn(this.sender, outcomes::add);
				if (queue.isEmpty()) {
					this.queues.remove(queue.destination());
				}
				else {
					this.byTurn.add(queue);
				}
			}
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Wait until there may be a queue that is due.
	 * @return {@code false} if there is nothing to do any more
	 */
	private boolean awaitWork() {
		SendQueue next = this.byTurn.peek();
		long nanos = (next != null) ? next.due() - System.nanoTime() : IDLE_TIME;
		try {
			if (!this.closed && nanos > 0) {
				this.changed.awaitNanos(nanos);
			}
		}
		catch (InterruptedException ex) {
			// The thread is ours: only something that hangs on a future can have done
			// this, and it must not keep others' datagrams from being sent.
			return true;
		}
		return !this.closed && (next != null || !this.byTurn.isEmpty());
	}

	/**
	 * Fail what waits, and end the thread.
	 */
	void close() {
		Thread ending;
		List<Runnable> outcomes = new ArrayList<>();
		this.lock.lock();
		try {
			this.closed = true;
			ending = this.thread;
			for (SendQueue queue : this.queues.values()) {
				UxdSendException failure = this.sender.closed(queue.destination());
				queue.waiting().forEach((send) -> outcomes.add(() -> send.completeExceptionally(failure)));
			}
			this.queues.clear();
			this.byTurn.clear();
			this.changed.signal();
		}
		finally {
			this.lock.unlock();
		}
		outcomes.forEach(Runnable::run);
		if (ending != null && ending != Thread.currentThread()) {
			awaitEnd(ending);
		}
	}

	private static void awaitEnd(Thread thread) {
		try {
			thread.join(TIME_TO_END);
		}
		catch (InterruptedException ex) {
			// It ends all the same, just without us waiting for it.
			Thread.currentThread().interrupt();
		}
	}

}
