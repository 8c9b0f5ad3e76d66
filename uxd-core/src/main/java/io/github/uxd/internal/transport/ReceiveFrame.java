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

import java.lang.ref.Reference;
import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

/**
 * The memory that the kernel fills in when a datagram is received into a buffer. Made
 * once for a buffer and used for every datagram; not thread-safe.
 */
final class ReceiveFrame {

	private static final int MSG_TRUNC = 0x20;

	private static final int MSG_DONTWAIT = 0x40;

	/**
	 * Not to wait, and to be told the whole length of a datagram that doesn't fit.
	 */
	private static final int FLAGS = MSG_DONTWAIT | MSG_TRUNC;

	/**
	 * A little more than a name of full length with its terminator.
	 */
	private static final int NAME_ROOM = 128;

	private final ReceiveBuffer buffer;

	private final boolean source;

	private final long bytes;

	private final int room;

	private final Kernel kernel = Kernels.KERNEL.forOneCallAtATime();

	private final KernelMemory name = new KernelMemory(NAME_ROOM);

	/**
	 * The name in that, without what stands before it.
	 */
	private final ByteBuffer path = this.name.bytes().slice(SocketName.PATH_OFFSET, ReceiveBuffer.LONGEST_NAME);

	private final KernelMemory nameLength = new KernelMemory(Integer.BYTES);

	private final @Nullable CredentialsMessage message;

	/**
	 * The name of the last sender, as the buffer has it: mostly the next datagram is from
	 * the same.
	 */
	private final ByteBuffer lastPath;

	/**
	 * Create a frame.
	 * @param buffer the buffer
	 * @param settings what is to be told of each datagram
	 */
	ReceiveFrame(ReceiveBuffer buffer, SocketSettings settings) {
		this.buffer = buffer;
		this.source = settings.source();
		this.lastPath = ByteBuffer.wrap(buffer.source());
		this.bytes = Kernels.KERNEL.address(buffer.bytes());
		this.room = buffer.bytes().capacity();
		this.message = settings.credentials()
				? new CredentialsMessage(this.bytes, this.room, this.source ? this.name.address() : 0, NAME_ROOM)
				: null;
	}

	boolean isFor(ReceiveBuffer other) {
		return this.buffer == other;
	}

	/**
	 * Receive a datagram.
	 * @return 0, or the negative {@code errno}
	 */
	int receive(int descriptor) {
		try {
			return (this.message != null) ? receiveMessage(descriptor, this.message) : receiveFrom(descriptor);
		}
		finally {
			Reference.reachabilityFence(this);
		}
	}

	private int receiveFrom(int descriptor) {
		this.nameLength.bytes().putInt(0, NAME_ROOM);
		long length = this.kernel.call(SystemCall.RECVFROM.number(), descriptor, this.bytes, this.room, FLAGS,
				this.source ? this.name.address() : 0, this.source ? this.nameLength.address() : 0);
		if (length < 0) {
			return (int) length;
		}
		received(length, this.source ? this.nameLength.bytes().getInt(0) : 0);
		return 0;
	}

	private int receiveMessage(int descriptor, CredentialsMessage message) {
		message.prepare();
		long length = this.kernel.call(SystemCall.RECVMSG.number(), descriptor, message.address(), FLAGS, 0, 0, 0);
		if (length < 0) {
			return (int) length;
		}
		received(length, this.source ? message.nameLength() : 0);
		message.copyCredentials(this.buffer);
		return 0;
	}

	private void received(long length, int nameLength) {
		int sourceLength = SocketName.lengthOf(this.name.bytes(), nameLength);
		if (sourceLength == this.buffer.sourceLength()
				&& this.path.limit(sourceLength).equals(this.lastPath.limit(sourceLength))) {
			this.buffer.receivedFromTheSame((int) length);
		}
		else {
			// First: whatever fails then, the name isn't taken for the one before.
			this.buffer.received((int) length, sourceLength);
			this.path.limit(sourceLength).get(0, this.buffer.source(), 0, sourceLength);
		}
	}

}
