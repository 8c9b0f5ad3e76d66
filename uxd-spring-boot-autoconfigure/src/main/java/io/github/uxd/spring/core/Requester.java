package io.github.uxd.spring.core;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.PeerBuilder;
import io.github.uxd.PeerOpenException;
import io.github.uxd.PeerOptions;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.core.UxdSendException.Reason;
import org.jspecify.annotations.Nullable;

import org.springframework.core.task.TaskRejectedException;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

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

	private volatile UnaryOperator<PeerBuilder> customizer = UnaryOperator.identity();

	private final BufferPool buffers = new BufferPool();

	private volatile int threads = 4;

	private volatile int capacity;

	private volatile boolean closed;

	private final Object monitor = new Object();

	private @Nullable ThreadPoolTaskExecutor executor;

	/**
	 * Create a requester.
	 * @param peer the peer whose options those that ask take after
	 * @param threads makes the threads that ask for others
	 * @param capacity how many requests may wait for a thread
	 * @param waiting bounds the bytes of those that are asked for others
	 */
	Requester(Peer peer, ThreadFactory threads, int capacity, WaitingBytes waiting) {
		this.waiting = waiting.new Share();
		this.peer = peer;
		this.threadFactory = threads;
		this.capacity = capacity;
	}

	void setThreads(int threads) {
		this.threads = threads;
	}

	void setCapacity(int capacity) {
		this.capacity = capacity;
	}

	void setCustomizer(UnaryOperator<PeerBuilder> customizer) {
		this.customizer = customizer;
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
			ThreadPoolTaskExecutor executor = executor();
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
		return (ex instanceof TaskRejectedException) ? this.threads + " others are and " + this.capacity + " wait"
				: "no thread can be had for that";
	}

	private UxdSendException refused(UxdAddress destination, String reason, @Nullable Throwable cause) {
		this.peer.statistics().countSendRefused();
		return new UxdSendException(destination, Reason.TOO_MANY_WAIT, destination + " is not asked, since " + reason,
				cause);
	}

	private void execute(Request request, Deadline deadline, ThreadPoolTaskExecutor executor) {
		Runnable task = () -> runInTime(request, deadline);
		executor.execute(task);
		// Whoever waits no more takes no place from others.
		request.answer().whenComplete((answer, failure) -> executor.getThreadPoolExecutor().remove(task));
		if (deadline.timeout() > 0) {
			CompletableFuture<?> timer = new CompletableFuture<>().completeOnTimeout(null, deadline.nanosLeft(),
					TimeUnit.NANOSECONDS);
			// In another thread than the timer's, which is that of the whole process.
			timer.thenRunAsync(() -> failIfQueued(request, deadline, task, executor));
			request.answer().whenComplete((answer, failure) -> timer.cancel(false));
		}
	}

	private static void failIfQueued(Request request, Deadline deadline, Runnable task,
			ThreadPoolTaskExecutor executor) {
		if (executor.getThreadPoolExecutor().remove(task)) {
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
	private @Nullable ThreadPoolTaskExecutor executor() {
		synchronized (this.monitor) {
			if (this.executor == null && !this.closed) {
				this.executor = createExecutor();
			}
			return this.closed ? null : this.executor;
		}
	}

	private ThreadPoolTaskExecutor createExecutor() {
		ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
		executor.setCorePoolSize(this.threads);
		executor.setMaxPoolSize(this.threads);
		executor.setQueueCapacity(this.capacity);
		executor.setKeepAliveSeconds(IDLE_SECONDS);
		executor.setAllowCoreThreadTimeOut(true);
		executor.setThreadFactory(this.threadFactory);
		executor.setAwaitTerminationMillis(TIME_TO_END);
		executor.initialize();
		return executor;
	}

	/**
	 * Fail what waits, and end the threads.
	 */
	void close() {
		ThreadPoolTaskExecutor ending;
		synchronized (this.monitor) {
			this.closed = true;
			ending = this.executor;
		}
		for (Request request : this.requests) {
			request.answer().completeExceptionally(closed(request.destination()));
		}
		if (ending != null) {
			ending.shutdown();
		}
	}

	private UxdSendException closed(UxdAddress destination) {
		return new UxdSendException(destination, Reason.CLOSED,
				destination + " is not asked, or its answer not waited for, since the" + " template of peer '"
						+ this.peer.name() + "' is closed",
				null);
	}

}
