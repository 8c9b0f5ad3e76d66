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
package io.github.uxd.internal.spring.systemd;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.uxd.internal.spring.log.EscapingLog;
import io.github.uxd.internal.spring.log.LogNames;
import io.github.uxd.internal.systemd.NotifySocket;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that tells systemd something, and all that is to be told, in order. What
 * can't be sent is tried again for some seconds, since a service whose {@code READY=1} is
 * lost is killed; what can't be sent then is logged, once in a row, and dropped. The
 * thread waits for nothing but what is scheduled. Thread-safe.
 */
final class NotifyQueue {

	static final String THREAD_NAME = "uxd-systemd";

	private static final EscapingLog logger = new EscapingLog(LogNames.SYSTEMD);

	/**
	 * How long a message is tried, in nanoseconds.
	 */
	private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

	private static final Duration FIRST_PAUSE = Duration.ofMillis(1);

	private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

	/**
	 * How many messages may wait: more than come within the time that they are tried.
	 */
	private static final int CAPACITY = 200;

	/**
	 * How long the end waits for what is left, in milliseconds.
	 */
	private static final long LONGEST_END = 1000;

	private final NotifySocket socket;

	private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, NotifyQueue::thread,
			new ScheduledThreadPoolExecutor.DiscardPolicy());

	private final AtomicBoolean failing = new AtomicBoolean();

	/**
	 * What is to be sent. For the thread alone, as are the next two.
	 */
	private final Queue<Waiting> waiting = new ArrayDeque<>();

	private @Nullable Duration pause;

	private boolean ending;

	/**
	 * Create a queue, and its thread with the first thing that it is to do.
	 * @param socket where to send, closed at the end
	 */
	NotifyQueue(NotifySocket socket) {
		this.socket = socket;
		this.executor.setRemoveOnCancelPolicy(true);
		this.executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
	}

	private static Thread thread(Runnable task) {
		Thread thread = new Thread(task, THREAD_NAME);
		thread.setDaemon(true);
		return thread;
	}

	/**
	 * Have the thread do something, after what it was given before.
	 */
	void execute(Runnable task) {
		this.executor.execute(guarded(task));
	}

	/**
	 * Have the thread do something when a time has passed.
	 */
	Future<?> schedule(Runnable task, Duration delay) {
		return this.executor.schedule(guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
	}

	/**
	 * An executor keeps what a task throws to itself.
	 */
	private Runnable guarded(Runnable task) {
		return () -> {
			try {
				task.run();
			}
			catch (Throwable ex) {
				failed(ex);
			}
		};
	}

	/**
	 * Send a message after those that were sent before. Doesn't wait.
	 * @param message lines of the form {@code NAME=value}
	 */
	void send(String message) {
		execute(() -> {
			if (this.waiting.size() == CAPACITY) {
				failed(new IOException(CAPACITY + " messages wait already"));
				return;
			}
			this.waiting.add(new Waiting(message, System.nanoTime()));
			if (this.pause == null) {
				sendWhatWaits();
			}
		});
	}

	private void sendWhatWaits() {
		for (Waiting next = this.waiting.peek(); next != null; next = this.waiting.peek()) {
			IOException failure = trySend(next.message());
			if (failure == null) {
				this.failing.set(false);
				this.pause = null;
			}
			else if (System.nanoTime() - next.since() < PATIENCE) {
				pauseAndSend();
				return;
			}
			else {
				failed(failure);
			}
			this.waiting.remove();
		}
		this.pause = null;
		if (this.ending) {
			this.executor.shutdown();
		}
	}

	private @Nullable IOException trySend(String message) {
		try {
			return this.socket.send(message) ? null : new IOException("The queue of its socket is full");
		}
		catch (IOException ex) {
			return ex;
		}
	}

	private void pauseAndSend() {
		Duration pause = (this.pause != null) ? this.pause.multipliedBy(2) : FIRST_PAUSE;
		this.pause = (pause.compareTo(LONGEST_PAUSE) < 0) ? pause : LONGEST_PAUSE;
		schedule(this::sendWhatWaits, this.pause);
	}

	private void failed(Throwable failure) {
		if (this.failing.compareAndSet(false, true)) {
			logger.warnInOneLine("systemd can't be told how the application is, at " + this.socket, failure);
		}
	}

	/**
	 * Send what waits, for a second at most, and end the thread.
	 */
	void close() {
		execute(() -> {
			this.ending = true;
			if (this.pause == null) {
				sendWhatWaits();
			}
		});
		try {
			if (!this.executor.awaitTermination(LONGEST_END, TimeUnit.MILLISECONDS)) {
				failed(new IOException("There was no time left to send all at the end"));
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.executor.shutdownNow();
			this.socket.close();
		}
	}

	/**
	 * A message that is to be sent.
	 *
	 * @param message what it says
	 * @param since since when, as {@link System#nanoTime()} has it
	 */
	private record Waiting(String message, long since) {

	}

}
