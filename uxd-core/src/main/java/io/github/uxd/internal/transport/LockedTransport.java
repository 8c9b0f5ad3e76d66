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
package io.github.uxd.internal.transport;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A transport whose calls hold a lock while they use a descriptor, and to close takes
 * them all: the kernel gives the number of a closed descriptor to the next file that is
 * opened, and a call that is late would work on that. No call under a lock waits, but
 * {@link #awaitReadable} does, and {@link #close()} wakes that up.
 * <p>
 * The kernel can be told to turn senders away by a socket's owner alone. A socket that is
 * others' too is left instead: nothing more is taken from its queue.
 */
abstract class LockedTransport implements DatagramTransport {

	/**
	 * Held while the socket is waited for.
	 */
	final ReentrantLock waitLock = new ReentrantLock();

	/**
	 * Held for all that has no lock of its own.
	 */
	final ReentrantLock controlLock = new ReentrantLock();

	private final boolean shared;

	private boolean refusesSenders;

	/**
	 * Whether the queue is left to others: read for each datagram.
	 */
	private volatile boolean left;

	private volatile boolean waitsEnded;

	private volatile boolean closed;

	/**
	 * Create a transport.
	 * @param shared whether the socket is others', too
	 */
	LockedTransport(boolean shared) {
		this.shared = shared;
	}

	/**
	 * Take the next datagram from the queue.
	 */
	abstract boolean take(ReceiveBuffer buffer) throws IOException;

	/**
	 * Wait for a datagram, under the lock for that.
	 */
	abstract boolean await(long timeoutMillis) throws IOException;

	/**
	 * Wake up who waits.
	 */
	abstract void wake();

	/**
	 * Connect the socket to one of ours that never sends.
	 */
	abstract void shutGate() throws IOException;

	/**
	 * Close everything, under the locks for waiting and for control. No call begins any
	 * more that isn't refused, but one under another lock may still run.
	 */
	abstract void closeParts();

	@Override
	public final boolean receive(ReceiveBuffer buffer) throws IOException {
		if (this.left) {
			ensureOpen();
			return false;
		}
		return take(buffer);
	}

	@Override
	public final boolean awaitReadable(long timeoutMillis) throws IOException {
		this.waitLock.lock();
		try {
			return !this.closed && !this.left && await(this.waitsEnded ? 0 : timeoutMillis);
		}
		finally {
			this.waitLock.unlock();
		}
	}

	@Override
	public final void wakeUp() {
		this.controlLock.lock();
		try {
			if (!this.closed) {
				wake();
			}
		}
		finally {
			this.controlLock.unlock();
		}
	}

	@Override
	public final void endWaits() {
		this.waitsEnded = true;
		wakeUp();
	}

	@Override
	public final void refuseSenders() throws IOException {
		run(() -> {
			if (this.shared) {
				this.left = true;
				wake();
			}
			else if (!this.refusesSenders) {
				shutGate();
				this.refusesSenders = true;
			}
		});
	}

	@Override
	public final void close() {
		this.controlLock.lock();
		try {
			if (this.closed) {
				return;
			}
			this.closed = true;
			wake();
			this.waitLock.lock();
			try {
				closeParts();
			}
			finally {
				this.waitLock.unlock();
			}
		}
		finally {
			this.controlLock.unlock();
		}
	}

	/**
	 * Ask for something under the lock for control.
	 * @throws ClosedChannelException if the transport is closed
	 */
	final <T> T ask(Question<T> question) throws IOException {
		return ask(this.controlLock, question);
	}

	/**
	 * Ask for something under a lock.
	 * @throws ClosedChannelException if the transport is closed
	 */
	final <T> T ask(ReentrantLock lock, Question<T> question) throws IOException {
		lock.lock();
		try {
			ensureOpen();
			return question.ask();
		}
		finally {
			lock.unlock();
		}
	}

	/**
	 * Do something under the lock for control.
	 * @throws ClosedChannelException if the transport is closed
	 */
	final void run(Action action) throws IOException {
		run(this.controlLock, action);
	}

	/**
	 * Do something under a lock.
	 * @throws ClosedChannelException if the transport is closed
	 */
	final void run(ReentrantLock lock, Action action) throws IOException {
		ask(lock, () -> {
			action.run();
			return true;
		});
	}

	final void ensureOpen() throws ClosedChannelException {
		if (this.closed) {
			throw new ClosedChannelException();
		}
	}

	@FunctionalInterface
	interface Question<T> {

		T ask() throws IOException;

	}

	@FunctionalInterface
	interface Action {

		void run() throws IOException;

	}

}
