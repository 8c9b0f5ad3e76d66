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

/**
 * A {@code struct msghdr} by which the kernel tells, beside a datagram, which process has
 * sent it. The offsets are those of Linux with pointers of 64 bits (recvmsg(2), cmsg(3),
 * unix(7)).
 */
final class CredentialsMessage {

	private static final int SOL_SOCKET = 1;

	private static final int SCM_CREDENTIALS = 2;

	private static final int HEADER_SIZE = 56;

	private static final int NAME = 0;

	private static final int NAME_LENGTH = 8;

	private static final int VECTOR = 16;

	private static final int VECTOR_LENGTH = 24;

	private static final int CONTROL = 32;

	private static final int CONTROL_LENGTH = 40;

	private static final int VECTOR_SIZE = 16;

	/**
	 * Room for one {@code struct ucred} and nothing more. The kernel puts it first (but
	 * for times, which a socket that has to tell must not stamp), so that a sender who
	 * hands over open files, too, can't fill our table of them.
	 */
	private static final int CONTROL_SIZE = 32;

	private static final int CONTROL_LEVEL = 8;

	private static final int CONTROL_TYPE = 12;

	private static final int CONTROL_PID = 16;

	private static final int CONTROL_UID = 20;

	private static final int CONTROL_GID = 24;

	private final MemorySegment header;

	/**
	 * Is pointed to by the header, and freed when nobody refers to it.
	 */
	private final MemorySegment vector;

	private final MemorySegment control;

	private final long nameRoom;

	/**
	 * Create a message.
	 * @param bytes where the datagram is to go
	 * @param name where the sender's name is to go; empty not to be told it
	 * @param arena has the memory for the rest
	 */
	CredentialsMessage(MemorySegment bytes, MemorySegment name, Arena arena) {
		this.vector = arena.allocate(VECTOR_SIZE, Long.BYTES);
		this.vector.set(ValueLayout.ADDRESS, 0, bytes);
		this.vector.set(ValueLayout.JAVA_LONG, Long.BYTES, bytes.byteSize());
		this.nameRoom = name.byteSize();
		this.control = arena.allocate(CONTROL_SIZE, Long.BYTES);
		this.header = arena.allocate(HEADER_SIZE, Long.BYTES);
		this.header.set(ValueLayout.ADDRESS, NAME, name);
		this.header.set(ValueLayout.ADDRESS, VECTOR, this.vector);
		this.header.set(ValueLayout.JAVA_LONG, VECTOR_LENGTH, 1);
		this.header.set(ValueLayout.ADDRESS, CONTROL, this.control);
	}

	MemorySegment header() {
		return this.header;
	}

	/**
	 * Undo what the last datagram has left.
	 */
	void prepare() {
		this.header.set(ValueLayout.JAVA_INT, NAME_LENGTH, (int) this.nameRoom);
		this.header.set(ValueLayout.JAVA_LONG, CONTROL_LENGTH, CONTROL_SIZE);
		this.control.set(ValueLayout.JAVA_INT, CONTROL_TYPE, 0);
	}

	int nameLength() {
		return this.header.get(ValueLayout.JAVA_INT, NAME_LENGTH);
	}

	void copyCredentials(ReceiveBuffer buffer) {
		if (this.control.get(ValueLayout.JAVA_INT, CONTROL_LEVEL) == SOL_SOCKET
				&& this.control.get(ValueLayout.JAVA_INT, CONTROL_TYPE) == SCM_CREDENTIALS) {
			buffer.sentBy(this.control.get(ValueLayout.JAVA_INT, CONTROL_PID),
					this.control.get(ValueLayout.JAVA_INT, CONTROL_UID),
					this.control.get(ValueLayout.JAVA_INT, CONTROL_GID));
		}
	}

}
