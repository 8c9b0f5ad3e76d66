package io.github.uxd.spring.core;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import io.github.uxd.UxdAddress;
import io.github.uxd.spring.core.UxdSendException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Sends without making its callers wait: what finds no room joins the queue of its
 * destination, and one thread tries the queues' heads again, each at its own pace. The
 * thread and the queues are there only as long as something waits.
 * <p>
 * The lock is never held during a system call: to look up a path may take as long as a
 * file server does.
 */
final class AsyncSender {

	private static final long IDLE_TIME = TimeUnit.SECONDS.toNanos(1);

	private static final long TIME_TO_TRY = TimeUnit.MILLISECONDS.toNanos(10);

	private static final long TIME_TO_END = TimeUnit.SECONDS.toMillis(1);

	private final DatagramSender sender;

	private final FairSender fairSender;

	private final ThreadFactory threads;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private final Condition turnEnded = this.lock.newCondition();

	private final SendQueues queues;

	private @Nullable Thread thread;

	private boolean closed;

	/**
	 * Create a sender.
	 * @param sender what to send with
	 * @param threads makes the thread that tries again
	 * @param capacity how many datagrams may wait for each destination
	 * @param bytes bounds their bytes
	 */
	AsyncSender(DatagramSender sender, ThreadFactory threads, int capacity, WaitingBytes bytes) {
		this.sender = sender;
		this.fairSender = new FairSender(sender);
		this.threads = threads;
		this.queues = new SendQueues(capacity, bytes);
	}

	void setCapacity(int capacity) {
		this.queues.setCapacity(capacity);
	}

	CompletableFuture<Void> send(byte[] payload, UxdAddress destination, Deadline deadline) {
		try {
			boolean nobodyWaits = !this.queues.isWaitedFor(destination);
			if (nobodyWaits && this.fairSender.trySend(ByteBuffer.wrap(payload), destination)) {
				return CompletableFuture.completedFuture(null);
			}
			if (deadline.hasPassed()) {
				throw nobodyWaits ? NoRoom.afterWaiting(destination, payload.length, deadline.elapsed(),
						this.fairSender.reason(destination)) : NoRoom.withoutTime(destination, payload.length);
			}
			return enqueue(payload, destination, deadline);
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private QueuedSend enqueue(byte[] payload, UxdAddress destination, Deadline deadline) {
		// A copy: the array is the caller's, who may use it for the next datagram.
		QueuedSend send = new QueuedSend(ByteBuffer.wrap(payload.clone()), destination, deadline, this::withdraw);
		this.lock.lock();
		try {
			if (this.closed) {
				throw this.sender.closed(destination);
			}
			// First: what is in a queue will be sent, whatever its caller was told.
			requireThread(destination);
			add(send);
			this.changed.signal();
			return send;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void add(QueuedSend send) {
		try {
			this.queues.add(send);
		}
		catch (UxdSendException ex) {
			this.sender.countRefused();
			throw ex;
		}
	}

	private boolean withdraw(QueuedSend send) {
		this.lock.lock();
		try {
			awaitTurnEnd(send);
			return this.queues.remove(send);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Wait for the try to end that may be made right now: only of one that hangs need it
	 * not be known whether the datagram was sent.
	 */
	private void awaitTurnEnd(QueuedSend send) {
		long left = TIME_TO_TRY;
		try {
			while (left > 0 && this.queues.isTried(send)) {
				left = this.turnEnded.awaitNanos(left);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Return all that waits now.
	 */
	List<QueuedSend> pending() {
		this.lock.lock();
		try {
			return this.queues.pending();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void requireThread(UxdAddress destination) {
		try {
			startThread();
		}
		catch (OutOfMemoryError ex) {
			throw withoutThread(destination, ex);
		}
	}

	private void startThread() {
		if (this.thread == null) {
			Thread thread = this.threads.newThread(this::run);
			thread.setDaemon(true);
			thread.start();
			this.thread = thread;
		}
	}

	private static UxdSendException withoutThread(UxdAddress destination, OutOfMemoryError cause) {
		return new UxdSendException(destination, Reason.OTHER, "A datagram was not sent to " + destination
				+ ", which is full, since no thread can be had that tries again", cause);
	}

	private void run() {
		try {
			for (SendQueue queue = awaitTurn(); queue != null; queue = awaitTurn()) {
				turn(queue);
			}
		}
		finally {
			replaceThread();
		}
	}

	/**
	 * Have another thread go on where an error has ended this one. What waits fails if
	 * there is none.
	 */
	private void replaceThread() {
		List<QueuedSend> waiting = new ArrayList<>();
		OutOfMemoryError failure = null;
		this.lock.lock();
		try {
			if (this.thread == Thread.currentThread()) {
				this.thread = null;
				if (!this.queues.isEmpty()) {
					startThread();
				}
			}
		}
		catch (OutOfMemoryError ex) {
			failure = ex;
			this.queues.clear(waiting, waiting);
		}
		finally {
			this.lock.unlock();
		}
		if (failure != null) {
			for (QueuedSend send : waiting) {
				send.completeExceptionally(withoutThread(send.destination(), failure));
			}
		}
	}

	/**
	 * Wait until a queue is due.
	 * @return the queue, which is nobody else's until it is given back, or {@code null}
	 * if the thread is to end
	 */
	private @Nullable SendQueue awaitTurn() {
		this.lock.lock();
		try {
			while (awaitWork()) {
				SendQueue due = this.queues.takeDue();
				if (due != null) {
					return due;
				}
			}
			this.thread = null;
			return null;
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
		boolean any = !this.queues.isEmpty();
		long nanos = any ? this.queues.nanosUntilDue() : IDLE_TIME;
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
		return !this.closed && (any || !this.queues.isEmpty());
	}

	private void turn(SendQueue queue) {
		QueuedSend first = queue.first();
		boolean sent = false;
		Throwable failure = null;
		try {
			// What somebody else has completed is waited for by nobody.
			sent = first.isDone() || this.fairSender.trySend(first.payload(), queue.destination());
		}
		catch (RuntimeException | Error ex) {
			failure = ex;
		}
		List<QueuedSend> late;
		this.lock.lock();
		try {
			late = queue.tried(sent, failure != null, this.queues.size());
			if (this.closed && !sent && failure == null) {
				failure = this.sender.closed(queue.destination());
			}
		}
		finally {
			this.queues.giveBack(queue);
			this.turnEnded.signalAll();
			this.lock.unlock();
		}
		// Without the lock: what hangs on a future is run here and now.
		if (failure != null) {
			first.completeExceptionally(failure);
		}
		else if (sent) {
			first.complete(null);
		}
		if (!late.isEmpty()) {
			giveUp(late, queue.destination());
		}
	}

	private void giveUp(List<QueuedSend> late, UxdAddress destination) {
		try {
			Reason reason = this.fairSender.reason(destination);
			late.forEach((send) -> send.giveUp(reason));
		}
		catch (UxdSendException ex) {
			late.forEach((send) -> send.completeExceptionally(ex));
		}
		catch (RuntimeException | Error ex) {
			late.forEach((send) -> send.completeExceptionally(ex));
			throw ex;
		}
	}

	/**
	 * Fail what waits, and end the thread. What is being tried may still be sent; it
	 * fails too if that takes too long.
	 */
	void close() {
		Thread ending;
		List<QueuedSend> waiting = new ArrayList<>();
		List<QueuedSend> tried = new ArrayList<>();
		this.lock.lock();
		try {
			this.closed = true;
			ending = this.thread;
			this.queues.clear(waiting, tried);
			this.changed.signal();
		}
		finally {
			this.lock.unlock();
		}
		waiting.forEach(this::failAsClosed);
		if (ending != null && ending != Thread.currentThread()) {
			awaitEnd(ending);
		}
		tried.forEach(this::failAsClosed);
	}

	private void failAsClosed(QueuedSend send) {
		send.completeExceptionally(this.sender.closed(send.destination()));
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
