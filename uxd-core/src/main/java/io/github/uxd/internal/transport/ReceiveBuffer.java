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
import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * Where a transport puts the datagram it receives: its bytes, the name of its sender, and
 * whether it was too large. Made once and used for every datagram; not thread-safe.
 */
public final class ReceiveBuffer {

	/**
	 * Room for the longest name that a kernel reports, in bytes: the whole of
	 * {@code sun_path} on Linux.
	 */
	static final int LONGEST_NAME = 108;

	private final int maximumSize;

	private final ByteBuffer bytes;

	private final byte[] source = new byte[LONGEST_NAME];

	private int sourceLength;

	private int sourceVersion;

	private int length;

	private boolean hasCredentials;

	private int pid;

	private int uid;

	private int gid;

	/**
	 * Create a buffer. It has one byte more than asked for, so that a transport which
	 * isn't told of truncation can tell a datagram that just fits from a larger one.
	 * @param maximumSize the size of the largest datagram to accept, in bytes
	 */
	public ReceiveBuffer(int maximumSize) {
		this(maximumSize, ByteBuffer::allocateDirect);
	}

	/**
	 * Create a buffer in memory that somebody else provides.
	 * @param maximumSize the size of the largest datagram to accept, in bytes
	 * @param memory given one more than that, returns a direct buffer of that capacity
	 * @throws IllegalArgumentException if it returns any other
	 */
	public ReceiveBuffer(int maximumSize, IntFunction<ByteBuffer> memory) {
		this.maximumSize = maximumSize;
		this.bytes = memory.apply(maximumSize + 1);
		if (!this.bytes.isDirect() || this.bytes.isReadOnly() || this.bytes.capacity() != maximumSize + 1) {
			throw new IllegalArgumentException("A buffer to receive into has to be direct, writable and of "
					+ (maximumSize + 1) + " bytes, but it is " + this.bytes);
		}
	}

	/**
	 * Return the size of the largest datagram to accept.
	 * @return the size in bytes
	 */
	public int maximumSize() {
		return this.maximumSize;
	}

	/**
	 * Return the direct buffer that holds the bytes of the datagram, from index 0.
	 * @return the buffer; its position and limit mean nothing
	 */
	public ByteBuffer bytes() {
		return this.bytes;
	}

	/**
	 * Return how many bytes the datagram has.
	 * @return the number of bytes, more than the {@link #maximumSize()} if the datagram
	 * was cut
	 */
	public int length() {
		return this.length;
	}

	/**
	 * Leave out the NUL characters that the datagram ends with.
	 */
	public void stripTrailingNul() {
		while (this.length > 0 && this.bytes.get(this.length - 1) == 0) {
			this.length--;
		}
	}

	/**
	 * Return whether the datagram is larger than the {@link #maximumSize()}.
	 * @return {@code true} if it is, and {@link #bytes()} hold but a part of it
	 */
	public boolean isOversize() {
		return this.length > this.maximumSize;
	}

	/**
	 * Return the bytes of the sender's name, from index 0.
	 * @return the array that this buffer uses for every datagram
	 */
	public byte[] source() {
		return this.source;
	}

	/**
	 * Return how many bytes the sender's name has.
	 * @return the number of bytes, 0 if the sender has no name
	 */
	public int sourceLength() {
		return this.sourceLength;
	}

	/**
	 * Return what tells whether the sender's name may be another than that of the
	 * datagram before.
	 * @return a number that is the same if the name is
	 */
	public int sourceVersion() {
		return this.sourceVersion;
	}

	/**
	 * Return whether the kernel has told which process sent the datagram.
	 * @return {@code true} if it has
	 */
	public boolean hasCredentials() {
		return this.hasCredentials;
	}

	/**
	 * Return the process that sent the datagram.
	 * @return its number
	 */
	public int pid() {
		return this.pid;
	}

	/**
	 * Return the user of the process that sent the datagram.
	 * @return its number, of 32 bits without a sign
	 */
	public int uid() {
		return this.uid;
	}

	/**
	 * Return the group of the process that sent the datagram.
	 * @return its number, of 32 bits without a sign
	 */
	public int gid() {
		return this.gid;
	}

	/**
	 * Say what was received, by a process that isn't known.
	 * @param length the number of bytes
	 * @param source the sender's name; empty if it has none
	 */
	void received(int length, byte[] source) {
		int sourceLength = Math.min(source.length, LONGEST_NAME);
		if (Arrays.equals(source, 0, sourceLength, this.source, 0, this.sourceLength)) {
			receivedFromTheSame(length);
		}
		else {
			received(length, sourceLength);
			System.arraycopy(source, 0, this.source, 0, sourceLength);
		}
	}

	/**
	 * Say what was received, by a process that isn't known.
	 * @param length the number of bytes
	 * @param sourceLength how many bytes of the {@link #source()} are the sender's name
	 */
	void received(int length, int sourceLength) {
		this.sourceLength = sourceLength;
		this.sourceVersion++;
		receivedFromTheSame(length);
	}

	/**
	 * Say what was received, by a process that isn't known and whose socket is that of
	 * the datagram before.
	 * @param length the number of bytes
	 */
	void receivedFromTheSame(int length) {
		this.length = length;
		this.hasCredentials = false;
	}

	/**
	 * Say which process has sent what was received.
	 */
	void sentBy(int pid, int uid, int gid) {
		this.hasCredentials = true;
		this.pid = pid;
		this.uid = uid;
		this.gid = gid;
	}

}
