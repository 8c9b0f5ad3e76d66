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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.PeerBuilder;
import io.github.uxd.PeerOpenException;
import io.github.uxd.PeerOptions;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.core.UxdSendException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Asks and waits for answers, in the thread that calls or in one of a few of its own.
 * These are platform threads, since they wait in the kernel.
 */
final class Requester {

	private static final int IDLE_SECONDS = 5;

	private static final long TIME_TO_END = TimeUnit.SECONDS.toMillis(1);

	private final Peer peer;

	private final ThreadFactory threadFactory;

	private final WaitingBytes.Share waiting;

	/**
	 * All that is not answered yet.
	 */
	private final Set<Request> requests = ConcurrentHashMap.newKeySet();

	private final UnaryOperator<PeerBuilder> customizer;

	private final BufferPool buffers = new BufferPool();

	private volatile int threads = 4;

	private final IntSupplier capacity;

	private volatile boolean closed;

	private final Object monitor = new Object();

	private @Nullable ThreadPoolExecutor executor;

	/**
	 * Create a requester.
	 * @param peer the peer whose options those that ask take after
	 * @param customizer changes the options of those
	 * @param threads makes the threads that ask for others
	 * @param capacity tells how many requests may wait for a thread
	 * @param waiting bounds the bytes of those that are asked for others
	 */
	Requester(Peer peer, UnaryOperator<PeerBuilder> customizer, ThreadFactory threads, IntSupplier capacity,
			WaitingBytes waiting) {
		this.waiting = waiting.new Share();
		this.peer = peer;
		this.customizer = customizer;
		this.threadFactory = threads;
		this.capacity = capacity;
	}

	void setThreads(int threads) {
		this.threads = threads;
	}

	/**
	 * Ask in this thread.
	 */
	Datagram ask(byte[] payload, UxdAddress destination, Deadline deadline) {
		Request request = new Request(ByteBuffer.wrap(payload), destination, deadline);
		register(request);
		request.run(this::open);
		try {
			return request.answer().join();
		}
		catch (CompletionException ex) {
			// As it was thrown in this thread, or by who has closed the template.
			if (ex.getCause() instanceof Error error) {
				throw error;
			}
			throw (ex.getCause() instanceof RuntimeException failure) ? failure : ex;
		}
	}

	/**
	 * Ask in another thread.
	 */
	CompletableFuture<Datagram> askAsync(byte[] payload, UxdAddress destination, Deadline deadline) {
		int length = payload.length;
		// First: who has no memory for it must have taken nothing.
		Request request = new Request(ByteBuffer.wrap(payload.clone()), destination, deadline);
		if (!this.waiting.tryTake(length)) {
			return CompletableFuture.failedFuture(refused(destination, "of the requests " + this.waiting, null));
		}
		request.answer().whenComplete((answer, failure) -> this.waiting.giveBack(length));
		register(request);
		try {
			ThreadPoolExecutor executor = executor();
			if (executor != null) {
				execute(request, deadline, executor);
			}
		}
		catch (RuntimeException | Error ex) {
			// Nobody else ends it: it is in nobody's hands.
			request.answer().completeExceptionally(refused(destination, describe(ex), ex));
		}
		return request.answer();
	}

	private String describe(Throwable ex) {
		return (ex instanceof RejectedExecutionException)
				? this.threads + " others are and " + this.capacity.getAsInt() + " wait"
				: "no thread can be had for that";
	}

	private UxdSendException refused(UxdAddress destination, String reason, @Nullable Throwable cause) {
		this.peer.statistics().countSendRefused();
		return new UxdSendException(destination, Reason.TOO_MANY_WAIT, destination + " is not asked, since " + reason,
				cause);
	}

	private void execute(Request request, Deadline deadline, ThreadPoolExecutor executor) {
		Runnable task = () -> runInTime(request, deadline);
		// First: whoever waits no more takes no place from others, nor does what was
		// queued when no thread could be had.
		request.answer().whenComplete((answer, failure) -> executor.remove(task));
		executor.execute(task);
		if (deadline.timeout() > 0) {
			CompletableFuture<?> timer = new CompletableFuture<>().completeOnTimeout(null, deadline.nanosLeft(),
					TimeUnit.NANOSECONDS);
			// In another thread than the timer's, which is that of the whole process.
			timer.thenRunAsync(() -> failIfQueued(request, deadline, task, executor));
			request.answer().whenComplete((answer, failure) -> timer.cancel(false));
		}
	}

	private static void failIfQueued(Request request, Deadline deadline, Runnable task, ThreadPoolExecutor executor) {
		if (executor.remove(task)) {
			request.answer().completeExceptionally(unasked(request, deadline));
		}
	}

	private void runInTime(Request request, Deadline deadline) {
		if (deadline.timeout() > 0 && deadline.hasPassed()) {
			request.answer().completeExceptionally(unasked(request, deadline));
		}
		else {
			request.run(this::open);
		}
	}

	private static ReplyTimeoutException unasked(Request request, Deadline deadline) {
		return new ReplyTimeoutException(request.destination(), request.destination() + " was not even asked within "
				+ deadline.elapsed().toMillis() + " ms, since other requests took all threads of the template");
	}

	/**
	 * Return the answers that are waited for now.
	 */
	List<CompletableFuture<Datagram>> pending() {
		return this.requests.stream().map(Request::answer).toList();
	}

	private void register(Request request) {
		this.requests.add(request);
		request.answer().whenComplete((answer, failure) -> this.requests.remove(request));
		if (this.closed) {
			request.answer().completeExceptionally(closed(request.destination()));
		}
	}

	private Asker open() throws PeerOpenException {
		PeerOptions options = this.peer.options();
		return new Asker(this.buffers, (builder) -> this.customizer
			.apply(builder.name("asker").transport(options.transport()).bufferSize(options.bufferSize())));
	}

	/**
	 * Return what runs requests, or {@code null} if that has ended.
	 */
	private @Nullable ThreadPoolExecutor executor() {
		synchronized (this.monitor) {
			if (this.executor == null && !this.closed) {
				this.executor = createExecutor();
			}
			return this.closed ? null : this.executor;
		}
	}

	private ThreadPoolExecutor createExecutor() {
		ThreadPoolExecutor executor = new ThreadPoolExecutor(this.threads, this.threads, IDLE_SECONDS, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(this.capacity.getAsInt()), this.threadFactory);
		executor.allowCoreThreadTimeOut(true);
		return executor;
	}

	/**
	 * Fail what waits, and end the threads.
	 */
	void close() {
		ThreadPoolExecutor ending;
		synchronized (this.monitor) {
			this.closed = true;
			ending = this.executor;
		}
		for (Request request : this.requests) {
			request.answer().completeExceptionally(closed(request.destination()));
		}
		if (ending != null) {
			end(ending);
		}
	}

	private static void end(ThreadPoolExecutor executor) {
		executor.shutdownNow();
		try {
			executor.awaitTermination(TIME_TO_END, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			// They end all the same, just without us waiting for them.
			Thread.currentThread().interrupt();
		}
	}

	private UxdSendException closed(UxdAddress destination) {
		return new UxdSendException(destination, Reason.CLOSED,
				destination + " is not asked, or its answer not waited for, since the" + " template of peer '"
						+ this.peer.name() + "' is closed",
				null);
	}

}
