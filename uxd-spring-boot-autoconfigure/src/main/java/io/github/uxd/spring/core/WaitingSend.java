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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import io.github.uxd.UxdAddress;

/**
 * A datagram that waits for room at its destination, and the future that tells when it
 * was sent. It is nobody's while it waits; who {@linkplain #take() takes} it, to try it
 * or to end it, is the only one to say what becomes of it.
 */
final class WaitingSend extends CompletableFuture<Void> {

	/**
	 * How long to wait for a try to end, in nanoseconds: only of one that hangs need it
	 * not be known whether the datagram was sent.
	 */
	private static final long TIME_TO_TRY = TimeUnit.MILLISECONDS.toNanos(10);

	private static final long PAUSE = TimeUnit.MICROSECONDS.toNanos(20);

	private final ByteBuffer payload;

	/**
	 * Kept, since the payload has nothing left once it is sent.
	 */
	private final int length;

	private final UxdAddress destination;

	private final Deadline deadline;

	private final Consumer<WaitingSend> leave;

	private final AtomicBoolean taken = new AtomicBoolean();

	/**
	 * Create a datagram that waits.
	 * @param payload the bytes, which nobody changes any more
	 * @param destination where to
	 * @param deadline until when to try
	 * @param leave takes it out of its queue
	 */
	WaitingSend(ByteBuffer payload, UxdAddress destination, Deadline deadline, Consumer<WaitingSend> leave) {
		this.payload = payload;
		this.length = payload.remaining();
		this.destination = destination;
		this.deadline = deadline;
		this.leave = leave;
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
	 * Take it, to try it or to end it.
	 * @return {@code false} if somebody else has taken it
	 */
	boolean take() {
		return this.taken.compareAndSet(false, true);
	}

	/**
	 * Have it wait again after a try.
	 */
	void putBack() {
		this.taken.set(false);
	}

	/**
	 * A cancelled datagram is never sent: where it is too late, or a try of it hangs,
	 * this says so.
	 */
	@Override
	public boolean cancel(boolean mayInterruptIfRunning) {
		long start = System.nanoTime();
		while (!take()) {
			if (isDone() || System.nanoTime() - start > TIME_TO_TRY) {
				return isCancelled();
			}
			LockSupport.parkNanos(this, PAUSE);
		}
		this.leave.accept(this);
		return super.cancel(mayInterruptIfRunning);
	}

}
