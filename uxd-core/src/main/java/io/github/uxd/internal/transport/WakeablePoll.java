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

import java.io.Closeable;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.spi.AbstractInterruptibleChannel;

/**
 * Waits in {@code ppoll(2)} until a socket has something to read, or somebody writes to
 * an {@code eventfd(2)} beside it. One thread waits; any thread wakes it up.
 */
final class WakeablePoll implements Closeable {

	private static final short POLLIN = 1;

	private static final short POLLERR = 8;

	private static final short POLLNVAL = 32;

	/**
	 * The {@code struct pollfd}: the descriptor, what is asked for, what there is.
	 */
	private static final int ENTRY_SIZE = 8;

	private static final int REQUESTED = 4;

	private static final int RETURNED = 6;

	/**
	 * For the thread that waits.
	 */
	private final Kernel kernel = Kernels.KERNEL.forOneCallAtATime();

	private final KernelMemory entries = new KernelMemory(2 * ENTRY_SIZE);

	/**
	 * The {@code struct timespec}: seconds and nanoseconds.
	 */
	private final KernelMemory timeout = new KernelMemory(2 * Long.BYTES);

	private final KernelMemory count = new KernelMemory(Long.BYTES);

	private final KernelMemory one = new KernelMemory(Long.BYTES);

	/**
	 * A non-blocking {@code eventfd}.
	 */
	private final int eventDescriptor;

	private Interruption interruption = new Interruption();

	/**
	 * Create a poll.
	 * @param descriptor the socket, which stays its owner's to close
	 */
	WakeablePoll(int descriptor) throws IOException {
		this.one.bytes().putLong(0, 1);
		request(0, descriptor);
		this.eventDescriptor = SystemCall.EVENTFD.check(0, NativeSocket.NONBLOCK | NativeSocket.CLOEXEC);
		request(ENTRY_SIZE, this.eventDescriptor);
	}

	private void request(int entry, int descriptor) {
		this.entries.bytes().putInt(entry, descriptor).putShort(entry + REQUESTED, POLLIN);
	}

	/**
	 * Wait.
	 * @param timeoutMillis how long at most; 0 only looks
	 * @return whether there is something to read (or an error, which a read will tell)
	 */
	boolean await(long timeoutMillis) throws IOException {
		if (!this.interruption.isOpen()) {
			this.interruption = new Interruption();
		}
		int ready = this.interruption.poll(timeoutMillis);
		if (ready == -LinuxErrors.EINTR) {
			// A signal to this thread; to our caller that is a wake-up.
			return false;
		}
		if (ready < 0) {
			throw LinuxErrors.failure("ppoll", -ready);
		}
		if (ready > 0 && ((returned(0) | returned(ENTRY_SIZE)) & POLLNVAL) != 0) {
			// Somebody else has closed a descriptor of ours. The poll would return at
			// once for ever.
			throw LinuxErrors.failure("ppoll", LinuxErrors.EBADF);
		}
		if (ready > 0 && returned(ENTRY_SIZE) != 0) {
			SystemCall.READ.call(this.eventDescriptor, this.count.address(), Long.BYTES);
			Reference.reachabilityFence(this);
		}
		return ready > 0 && (returned(0) & (POLLIN | POLLERR)) != 0;
	}

	private short returned(int entry) {
		return this.entries.bytes().getShort(entry + RETURNED);
	}

	/**
	 * Make the wait that runs, or else the next one, return at once.
	 */
	void wakeUp() {
		// Fails only if the counter is full, of wake-ups that nobody has seen yet.
		SystemCall.WRITE.call(this.eventDescriptor, this.one.address(), Long.BYTES);
		Reference.reachabilityFence(this);
	}

	@Override
	public void close() {
		SystemCall.CLOSE.call(this.eventDescriptor);
	}

	/**
	 * Has an interrupt of the waiting thread wake it up. The JDK closes the channel that
	 * an interrupted thread is busy with; this one has nothing else to close.
	 */
	private final class Interruption extends AbstractInterruptibleChannel {

		int poll(long timeoutMillis) {
			KernelMemory timeout = WakeablePoll.this.timeout;
			timeout.bytes().putLong(0, timeoutMillis / 1000).putLong(Long.BYTES, timeoutMillis % 1000 * 1_000_000);
			begin();
			try {
				// The kernel leaves in the time-out what is left of it.
				return (int) WakeablePoll.this.kernel.call(SystemCall.PPOLL.number(),
						WakeablePoll.this.entries.address(), 2, timeout.address(), 0, 0, 0);
			}
			finally {
				end();
				Reference.reachabilityFence(WakeablePoll.this);
			}
		}

		private void end() {
			try {
				end(true);
			}
			catch (AsynchronousCloseException ex) {
				// The thread stays interrupted, which is how it learns of it.
				Thread.currentThread().interrupt();
			}
		}

		@Override
		protected void implCloseChannel() {
			// The thread that waits can't go on before this is done, so that the
			// descriptor is open.
			wakeUp();
		}

	}

}
