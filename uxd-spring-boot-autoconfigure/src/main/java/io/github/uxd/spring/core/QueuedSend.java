package io.github.uxd.spring.core;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * A datagram that waits for room at its destination, and the future that tells when it
 * was sent.
 */
final class QueuedSend extends CompletableFuture<Void> {

	private final ByteBuffer payload;

	private final Deadline deadline;

	private final Predicate<QueuedSend> withdraw;

	/**
	 * Create a datagram that waits.
	 * @param payload the bytes, which nobody changes any more
	 * @param deadline until when to try
	 * @param withdraw takes it out of its queue, and tells whether it was still there
	 */
	QueuedSend(ByteBuffer payload, Deadline deadline, Predicate<QueuedSend> withdraw) {
		this.payload = payload;
		this.deadline = deadline;
		this.withdraw = withdraw;
	}

	ByteBuffer payload() {
		return this.payload;
	}

	Deadline deadline() {
		return this.deadline;
	}

	/**
	 * A cancelled datagram is never sent: where it is too late this says so.
	 */
	@Override
	public boolean cancel(boolean mayInterruptIfRunning) {
		return this.withdraw.test(this) ? super.cancel(mayInterruptIfRunning) : isCancelled();
	}

}
