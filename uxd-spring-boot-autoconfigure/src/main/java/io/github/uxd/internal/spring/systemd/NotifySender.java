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
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.uxd.internal.spring.log.EscapingLog;
import io.github.uxd.internal.spring.log.LogNames;
import io.github.uxd.internal.systemd.NotifySocket;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that tells systemd something, and what is to be told now: of each
 * {@link Subject} the latest. What can't be sent is tried until it is, or is no longer
 * so, since a service whose {@code READY=1} is lost is killed; that it can't is logged
 * after some seconds, once in a row. The thread waits for nothing but what is scheduled.
 * Thread-safe.
 */
final class NotifySender {

	static final String THREAD_NAME = "uxd-systemd";

	private static final EscapingLog logger = new EscapingLog(LogNames.SYSTEMD);

	/**
	 * How long to try before that is logged, in nanoseconds.
	 */
	private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

	private static final Duration FIRST_PAUSE = Duration.ofMillis(1);

	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

	/**
	 * How long to try at the end, in nanoseconds: from the first failure in a row on, so
	 * that a socket that nobody reads costs no stop any time.
	 */
	private static final long PATIENCE_AT_THE_END = TimeUnit.SECONDS.toNanos(1);

	private final NotifySocket socket;

	private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, NotifySender::thread,
			new ScheduledThreadPoolExecutor.DiscardPolicy());

	private final AtomicBoolean complained = new AtomicBoolean();

	/**
	 * What is to be said. For the thread alone, as are the next four.
	 */
	private final Map<Subject, String> waiting = new EnumMap<>(Subject.class);

	private @Nullable Future<?> nextTry;

	private Duration pause = Duration.ZERO;

	private long failingSince;

	private boolean ending;

	/**
	 * Create a sender, and its thread with the first thing that it is to do.
	 * @param socket where to send, closed at the end
	 */
	NotifySender(NotifySocket socket) {
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
	 * What one task says goes together, in one message.
	 */
	private Runnable guarded(Runnable task) {
		return () -> {
			try {
				guard(task);
			}
			finally {
				guard(this::sendWhatWaits);
			}
		};
	}

	/**
	 * An executor keeps what a task throws to itself.
	 */
	private void guard(Runnable task) {
		try {
			task.run();
		}
		catch (Throwable ex) {
			complain(ex);
		}
	}

	/**
	 * Say something instead of what was to be said of its subject, as soon as this task
	 * is done and there is room for it. For the thread alone.
	 * @param message lines of the form {@code NAME=value}, or {@code null} if what was to
	 * be said is no longer so
	 */
	void say(Subject subject, @Nullable String message) {
		if (message != null) {
			this.waiting.put(subject, message);
		}
		else {
			this.waiting.remove(subject);
		}
	}

	private void sendWhatWaits() {
		if (this.nextTry == null && !this.waiting.isEmpty()) {
			Throwable failure = trySend(String.join("\n", this.waiting.values()));
			if (failure != null) {
				failed(failure);
			}
			else {
				this.waiting.clear();
				this.pause = Duration.ZERO;
				this.complained.set(false);
			}
		}
		if (this.ending && this.nextTry == null) {
			this.executor.shutdown();
		}
	}

	private @Nullable Throwable trySend(String message) {
		try {
			return this.socket.send(message) ? null : new IOException("The queue of its socket is full");
		}
		catch (IOException | RuntimeException | OutOfMemoryError ex) {
			return ex;
		}
	}

	private void failed(Throwable failure) {
		long now = System.nanoTime();
		if (this.pause.isZero()) {
			this.failingSince = now;
		}
		boolean givingUp = this.ending && now - this.failingSince >= PATIENCE_AT_THE_END;
		if (givingUp || now - this.failingSince >= PATIENCE) {
			complain(failure);
		}
		if (!givingUp) {
			Duration pause = this.pause.isZero() ? FIRST_PAUSE : this.pause.multipliedBy(2);
			this.pause = (pause.compareTo(LONGEST_PAUSE) < 0) ? pause : LONGEST_PAUSE;
			this.nextTry = schedule(() -> this.nextTry = null, this.pause);
		}
	}

	private void complain(Throwable failure) {
		if (this.complained.compareAndSet(false, true)) {
			logger.warnInOneLine("systemd can't be told how the application is, at " + this.socket, failure);
		}
	}

	/**
	 * Send what waits, and end the thread. Waits for that for a second at most; if
	 * nothing could be sent for that long already, it is tried once.
	 */
	void close() {
		execute(this::end);
		try {
			if (!this.executor.awaitTermination(PATIENCE_AT_THE_END, TimeUnit.NANOSECONDS)) {
				complain(new IOException("There was no time left to send all at the end"));
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

	private void end() {
		this.ending = true;
		if (this.nextTry != null) {
			this.nextTry.cancel(false);
			this.nextTry = null;
			this.pause = FIRST_PAUSE;
		}
	}

	/**
	 * What something is said of, in the order in which it is.
	 */
	enum Subject {

		/**
		 * Whether the service is ready, reloads or stops.
		 */
		STATE,

		/**
		 * What people read.
		 */
		STATUS,

		/**
		 * That the application is well.
		 */
		WATCHDOG,

		/**
		 * How much more time it needs.
		 */
		EXTENSION

	}

}
