package io.github.uxd.spring.core;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import io.github.uxd.UxdAddress;
import io.github.uxd.spring.core.SendObserver.Completion;
import io.github.uxd.internal.spring.log.EscapingLog;
import io.github.uxd.internal.spring.log.LogNames;
import org.jspecify.annotations.Nullable;

/**
 * Tells an observer of each send, and keeps what it throws from those who send.
 */
final class SendObservation {

	private static final EscapingLog logger = new EscapingLog(LogNames.TEMPLATE);

	private final SendObserver observer;

	private final AtomicBoolean failed = new AtomicBoolean();

	SendObservation(SendObserver observer) {
		this.observer = observer;
	}

	/**
	 * Send in this thread.
	 */
	<T> T around(Beginning beginning, UxdAddress destination, int length, Supplier<T> send) {
		Completion completion = start(beginning, destination, length);
		Throwable failure = null;
		try {
			return send.get();
		}
		catch (RuntimeException | Error ex) {
			failure = ex;
			throw ex;
		}
		finally {
			complete(completion, failure);
		}
	}

	/**
	 * Send without waiting; the end is that of the future.
	 */
	<T> CompletableFuture<T> aroundFuture(Beginning beginning, UxdAddress destination, int length,
			Supplier<CompletableFuture<T>> send) {
		Completion completion = start(beginning, destination, length);
		CompletableFuture<T> future = send.get();
		future.whenComplete((result, failure) -> complete(completion, failure));
		// Not what hangs on it: cancelling that would cancel nothing.
		return future;
	}

	/**
	 * Begin something whose end somebody else tells of.
	 */
	Completion started(Beginning beginning, UxdAddress destination, int length) {
		Completion completion = start(beginning, destination, length);
		return (failure) -> complete(completion, failure);
	}

	private @Nullable Completion start(Beginning beginning, UxdAddress destination, int length) {
		try {
			return beginning.begin(this.observer, destination, length);
		}
		catch (RuntimeException ex) {
			log(ex);
			return null;
		}
	}

	private void complete(@Nullable Completion completion, @Nullable Throwable failure) {
		try {
			if (completion != null) {
				completion.completed(failure);
			}
		}
		catch (RuntimeException ex) {
			log(ex);
		}
	}

	private void log(RuntimeException ex) {
		if (this.failed.compareAndSet(false, true)) {
			logger.error("Sends can't be observed; this is said once", ex);
		}
	}

	/**
	 * Tells an observer which kind of send begins.
	 */
	@FunctionalInterface
	interface Beginning {

		Completion begin(SendObserver observer, UxdAddress destination, int length);

	}

}
