package io.github.uxd.spring.core;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

import io.github.uxd.UxdAddress;
import io.github.uxd.spring.core.UxdSendException.Reason;

/**
 * A datagram that waits for room at its destination, and the future that tells when it
 * was sent.
 */
final class QueuedSend extends CompletableFuture<Void> {

	private final ByteBuffer payload;

	/**
	 * Kept, since the payload has nothing left once it is sent.
	 */
	private final int length;

	private final UxdAddress destination;

	private final Deadline deadline;

	private final Predicate<QueuedSend> withdraw;

	/**
	 * Create a datagram that waits.
	 * @param payload the bytes, which nobody changes any more
	 * @param destination where to
	 * @param deadline until when to try
	 * @param withdraw takes it out of its queue, and tells whether it was still there and
	 * not being tried
	 */
	QueuedSend(ByteBuffer payload, UxdAddress destination, Deadline deadline, Predicate<QueuedSend> withdraw) {
		this.payload = payload;
		this.length = payload.remaining();
		this.destination = destination;
		this.deadline = deadline;
		this.withdraw = withdraw;
	}

	ByteBuffer payload() {
		return this.payload;
	}

	int length() {
		return this.length;
	}

	UxdAddress destination() {
		return this.destination;
	}

	Deadline deadline() {
		return this.deadline;
	}

	/**
	 * Fail, since the deadline has passed.
	 * @param reason why there was no room
	 */
	void giveUp(Reason reason) {
		completeExceptionally(NoRoom.afterWaiting(this.destination, length(), this.deadline.elapsed(), reason));
	}

	/**
	 * A cancelled datagram is never sent: where it is too late, or a try of it hangs,
	 * this says so.
	 */
	@Override
	public boolean cancel(boolean mayInterruptIfRunning) {
		return this.withdraw.test(this) ? super.cancel(mayInterruptIfRunning) : isCancelled();
	}

}
