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
package io.github.uxd.spring.core;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.IntSupplier;

import io.github.uxd.UxdAddress;
import io.github.uxd.spring.core.UxdSendException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Sends without making its callers wait: what finds no room joins the queue of its
 * destination, and one thread tries the queues' heads again, each at its own pace. The
 * thread and the queues are there only as long as something waits.
 * <p>
 * A queue has one turn that is scheduled, from when it is made until it is empty. No lock
 * is held during a system call: to look up a path may take as long as a file server does.
 */
final class AsyncSender {

	private static final long NANOS_WITHOUT_MEMORY = TimeUnit.MILLISECONDS.toNanos(100);

	/**
	 * How many datagrams to send in one turn, while other destinations wait for theirs.
	 */
	private static final int MOST_IN_A_TURN = 16;

	private static final long TIME_TO_END = TimeUnit.SECONDS.toMillis(1);

	private final DatagramSender sender;

	private final FairSender fairSender;

	private final IntSupplier capacity;

	private final WaitingBytes bytes;

	private final Map<UxdAddress, SendQueue> queues = new ConcurrentHashMap<>();

	private final ScheduledThreadPoolExecutor scheduler;

	private volatile @Nullable Thread thread;

	private volatile boolean closed;

	/**
	 * Create a sender.
	 * @param sender what to send with
	 * @param threads makes the thread that tries again
	 * @param capacity tells how many datagrams may wait for each destination
	 * @param bytes bounds their bytes
	 */
	AsyncSender(DatagramSender sender, ThreadFactory threads, IntSupplier capacity, WaitingBytes bytes) {
		this.sender = sender;
		this.fairSender = new FairSender(sender);
		this.capacity = capacity;
		this.bytes = bytes;
		// What comes after the end is discarded: nothing waits for it any more.
		this.scheduler = new ScheduledThreadPoolExecutor(1, (task) -> newThread(threads, task),
				new ThreadPoolExecutor.DiscardPolicy());
		this.scheduler.setKeepAliveTime(1, TimeUnit.SECONDS);
		this.scheduler.allowCoreThreadTimeOut(true);
		this.scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
	}

	private Thread newThread(ThreadFactory threads, Runnable task) {
		Thread thread = threads.newThread(task);
		thread.setDaemon(true);
		this.thread = thread;
		return thread;
	}

	CompletableFuture<Void> send(byte[] payload, UxdAddress destination, Deadline deadline) {
		try {
			boolean nobodyWaits = !this.queues.containsKey(destination);
			if (nobodyWaits && this.fairSender.trySend(ByteBuffer.wrap(payload), destination)) {
				return CompletableFuture.completedFuture(null);
			}
			if (deadline.hasPassed()) {
				throw nobodyWaits ? NoRoom.afterWaiting(destination, payload.length, deadline.elapsed(),
						this.fairSender.reason(destination)) : NoRoom.withoutTime(destination, payload.length);
			}
			// First: what is in a queue will be sent, whatever its caller was told.
			requireThread(destination);
			// A copy: the array is the caller's, who may use it for the next datagram.
			WaitingSend send = new WaitingSend(ByteBuffer.wrap(payload.clone()), destination, deadline, this::leave);
			enqueue(send);
			return send;
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private void requireThread(UxdAddress destination) {
		try {
			this.scheduler.prestartCoreThread();
		}
		catch (OutOfMemoryError ex) {
			throw new UxdSendException(destination, Reason.OTHER, "A datagram was not sent to " + destination
					+ ", which is full, since no thread can be had that tries again", ex);
		}
	}

	private void enqueue(WaitingSend send) {
		try {
			this.queues.compute(send.destination(), (destination, present) -> add(send, present));
		}
		catch (UxdSendException ex) {
			this.sender.countRefused();
			throw ex;
		}
		if (this.closed) {
			endAsClosed(send);
		}
	}

	private SendQueue add(WaitingSend send, @Nullable SendQueue present) {
		if (present == null) {
			SendQueue queue = new SendQueue(send.destination(), this.bytes.new Share());
			queue.add(send, this.capacity.getAsInt());
			scheduleTurn(queue, queue.backOff().next());
			return queue;
		}
		if (present.add(send, this.capacity.getAsInt())) {
			try {
				schedule(() -> look(present), send.deadline().nanosLeft());
			}
			catch (OutOfMemoryError ex) {
				// It is in the queue, and that is looked after, if not quite in time.
				return present;
			}
		}
		return present;
	}

	private void scheduleTurn(SendQueue queue, long nanos) {
		schedule(() -> turn(queue), queue.plan(nanos));
	}

	private void schedule(Runnable task, long nanos) {
		this.scheduler.schedule(() -> run(task), nanos, TimeUnit.NANOSECONDS);
	}

	private static void run(Runnable task) {
		try {
			task.run();
		}
		catch (RuntimeException | Error ex) {
			tell(ex);
		}
	}

	/**
	 * Tell of a failure as if it had ended the thread, which goes on with the others.
	 */
	private static void tell(Throwable failure) {
		Thread thread = Thread.currentThread();
		thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
	}

	/**
	 * Look after what waits for a destination, and have that done again as long as
	 * anything does.
	 */
	private void turn(SendQueue queue) {
		boolean room = false;
		try {
			room = look(queue);
		}
		finally {
			if (!removeIfEmpty(queue)) {
				scheduleNextTurn(queue, room ? 0 : queue.backOff().next(this.queues.size()));
			}
		}
	}

	/**
	 * Nobody else looks after what waits: where there is no memory this goes on until
	 * there is.
	 */
	private void scheduleNextTurn(SendQueue queue, long nanos) {
		while (!this.closed) {
			try {
				scheduleTurn(queue, nanos);
				return;
			}
			catch (OutOfMemoryError ex) {
				LockSupport.parkNanos(NANOS_WITHOUT_MEMORY);
			}
		}
	}

	private boolean look(SendQueue queue) {
		boolean room = trySome(queue);
		if (!room) {
			giveUpLate(queue);
		}
		return room;
	}

	/**
	 * Try datagrams until there is no room for one.
	 * @return {@code false} if there is none
	 */
	private boolean trySome(SendQueue queue) {
		for (int i = 0; i < MOST_IN_A_TURN; i++) {
			// The thread is ours: only what hangs on a future can have interrupted it,
			// and it must not keep others' datagrams from being sent.
			Thread.interrupted();
			WaitingSend first = queue.first();
			if (first == null) {
				return true;
			}
			if (!first.take() || first.isDone()) {
				// Somebody else has ended it.
				leave(first);
			}
			else if (!attempt(first)) {
				first.putBack();
				return false;
			}
			else {
				queue.backOff().reset();
			}
		}
		return true;
	}

	/**
	 * Send a datagram, or end it if it can't be sent.
	 * @return {@code false} if there is no room for it
	 */
	private boolean attempt(WaitingSend send) {
		try {
			if (!this.fairSender.trySend(send.payload(), send.destination())) {
				return false;
			}
		}
		catch (RuntimeException | Error ex) {
			end(send, ex);
			return true;
		}
		end(send, null);
		return true;
	}

	/**
	 * One after the other: what hangs on the first may want to cancel the next.
	 */
	private void giveUpLate(SendQueue queue) {
		List<WaitingSend> late = queue.late();
		if (late.isEmpty()) {
			return;
		}
		Function<WaitingSend, Throwable> lateness = lateness(queue.destination());
		for (WaitingSend send : late) {
			// First: what is taken must be ended.
			Throwable failure = lateness.apply(send);
			if (send.take()) {
				end(send, failure);
			}
		}
	}

	/**
	 * Return what tells why a datagram is late: asked for once, since the kernel has to
	 * be.
	 */
	private Function<WaitingSend, Throwable> lateness(UxdAddress destination) {
		try {
			Reason reason = this.fairSender.reason(destination);
			return (send) -> NoRoom.afterWaiting(destination, send.length(), send.deadline().elapsed(), reason);
		}
		catch (UxdSendException ex) {
			return (send) -> ex;
		}
		catch (RuntimeException | Error ex) {
			tell(ex);
			return (send) -> ex;
		}
	}

	/**
	 * End a datagram that was taken. No lock is held: what hangs on its future is run
	 * here and now.
	 */
	private void end(WaitingSend send, @Nullable Throwable failure) {
		leave(send);
		if (failure != null) {
			send.completeExceptionally(failure);
		}
		else {
			send.complete(null);
		}
	}

	private void leave(WaitingSend send) {
		SendQueue queue = this.queues.get(send.destination());
		if (queue != null) {
			queue.remove(send);
			removeIfEmpty(queue);
		}
	}

	/**
	 * Forget a queue that nothing waits in.
	 * @return {@code false} if something does
	 */
	private boolean removeIfEmpty(SendQueue queue) {
		return queue.isEmpty() && this.queues.computeIfPresent(queue.destination(),
				(destination, present) -> (present == queue && queue.isEmpty()) ? null : present) != queue;
	}

	/**
	 * Return all that waits now.
	 */
	List<WaitingSend> pending() {
		return this.queues.values().stream().flatMap((queue) -> queue.all().stream()).toList();
	}

	/**
	 * Fail what waits, and end the thread. What is being tried may still be sent; it
	 * fails too if that takes too long.
	 */
	void close() {
		this.closed = true;
		pending().forEach(this::endAsClosed);
		this.scheduler.shutdown();
		Thread ending = this.thread;
		if (ending != null && ending != Thread.currentThread()) {
			awaitEnd(ending);
		}
		pending().forEach((send) -> end(send, this.sender.closed(send.destination())));
	}

	private void endAsClosed(WaitingSend send) {
		if (send.take()) {
			end(send, this.sender.closed(send.destination()));
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
