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

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;

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

	private final MemorySegment errno;

	private final MemorySegment bytes;

	private final MemorySegment name;

	private final MemorySegment nameLength;

	private final @Nullable CredentialsMessage message;

	/**
	 * The name of the last sender, as the buffer has it: mostly the next datagram is from
	 * the same.
	 */
	private final MemorySegment lastName;

	/**
	 * Create a frame.
	 * @param buffer the buffer
	 * @param settings what is to be told of each datagram
	 */
	ReceiveFrame(ReceiveBuffer buffer, SocketSettings settings) {
		Arena arena = Arena.ofAuto();
		this.buffer = buffer;
		this.source = settings.source();
		this.lastName = MemorySegment.ofArray(buffer.source());
		this.errno = arena.allocate(CLibrary.ERRNO_LAYOUT);
		this.bytes = MemorySegment.ofBuffer(buffer.bytes().duplicate().clear());
		this.name = this.source ? arena.allocate(NAME_ROOM, Long.BYTES) : MemorySegment.NULL;
		this.nameLength = this.source ? arena.allocate(ValueLayout.JAVA_INT) : MemorySegment.NULL;
		this.message = settings.credentials() ? new CredentialsMessage(this.bytes, this.name, arena) : null;
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
		if (this.source) {
			this.nameLength.set(ValueLayout.JAVA_INT, 0, NAME_ROOM);
		}
		long length = CLibrary.syscall(this.errno, SystemCall.RECVFROM.number(), descriptor, this.bytes.address(),
				this.bytes.byteSize(), FLAGS, this.name.address(), this.nameLength.address());
		if (length < 0) {
			return (int) length;
		}
		received(length, this.source ? this.nameLength.get(ValueLayout.JAVA_INT, 0) : 0);
		return 0;
	}

	private int receiveMessage(int descriptor, CredentialsMessage message) {
		message.prepare();
		long length = CLibrary.syscall(this.errno, SystemCall.RECVMSG.number(), descriptor, message.header().address(),
				FLAGS, 0, 0, 0);
		if (length < 0) {
			return (int) length;
		}
		received(length, this.source ? message.nameLength() : 0);
		message.copyCredentials(this.buffer);
		return 0;
	}

	private void received(long length, int nameLength) {
		int sourceLength = SocketName.lengthOf(this.name, nameLength);
		if (sourceLength == this.buffer.sourceLength() && SocketName.isSame(this.name, this.lastName, sourceLength)) {
			this.buffer.receivedFromTheSame((int) length);
		}
		else {
			// First: whatever fails then, the name isn't taken for the one before.
			this.buffer.received((int) length, sourceLength);
			SocketName.copyName(this.name, this.buffer.source(), sourceLength);
		}
	}

}
