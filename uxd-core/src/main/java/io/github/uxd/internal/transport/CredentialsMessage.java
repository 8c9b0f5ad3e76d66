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

import java.nio.ByteBuffer;

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

	private final KernelMemory header = new KernelMemory(HEADER_SIZE);

	/**
	 * Is pointed to by the header.
	 */
	private final KernelMemory vector = new KernelMemory(VECTOR_SIZE);

	/**
	 * Is pointed to by the header.
	 */
	private final KernelMemory control = new KernelMemory(CONTROL_SIZE);

	private final int nameRoom;

	/**
	 * Create a message.
	 * @param bytes the address of where the datagram is to go
	 * @param room how many bytes there are for it
	 * @param name the address of where the sender's name is to go; 0 not to be told it
	 * @param nameRoom how many bytes there are for that
	 */
	CredentialsMessage(long bytes, int room, long name, int nameRoom) {
		this.vector.bytes().putLong(0, bytes).putLong(Long.BYTES, room);
		this.nameRoom = nameRoom;
		this.header.bytes()
			.putLong(NAME, name)
			.putLong(VECTOR, this.vector.address())
			.putLong(VECTOR_LENGTH, 1)
			.putLong(CONTROL, this.control.address());
	}

	/**
	 * Return the address of the structure.
	 */
	long address() {
		return this.header.address();
	}

	/**
	 * Undo what the last datagram has left.
	 */
	void prepare() {
		this.header.bytes().putInt(NAME_LENGTH, this.nameRoom).putLong(CONTROL_LENGTH, CONTROL_SIZE);
		this.control.bytes().putInt(CONTROL_TYPE, 0);
	}

	int nameLength() {
		return this.header.bytes().getInt(NAME_LENGTH);
	}

	void copyCredentials(ReceiveBuffer buffer) {
		ByteBuffer control = this.control.bytes();
		if (control.getInt(CONTROL_LEVEL) == SOL_SOCKET && control.getInt(CONTROL_TYPE) == SCM_CREDENTIALS) {
			buffer.sentBy(control.getInt(CONTROL_PID), control.getInt(CONTROL_UID), control.getInt(CONTROL_GID));
		}
	}

}
