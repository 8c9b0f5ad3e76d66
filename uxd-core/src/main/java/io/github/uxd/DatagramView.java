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
package io.github.uxd;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

import io.github.uxd.internal.transport.ReceiveBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The datagram that a peer has received last, where it was received: nothing is copied.
 * It is valid until the peer receives the next one into a view, which overwrites it, and
 * to be used by the thread that receives. {@link #copy()} makes one for keeps.
 */
public final class DatagramView {

	private final ReceiveBuffer buffer;

	/**
	 * What is copied from: what a reader does to the payload has no part in it.
	 */
	private final ByteBuffer whole;

	/**
	 * As long as the datagram, and not a byte longer: what was received before is
	 * nobody's business.
	 */
	private ByteBuffer payload;

	/**
	 * Where the bytes of a text are before they are one: of an array it is made without a
	 * decoder, and in one pass.
	 */
	private byte[] text = {};

	private final SourceCache sources = new SourceCache();

	private @Nullable UxdAddress source;

	/**
	 * Volatile, since a thread that goes on for another looks it up, too: the source is
	 * that of this version.
	 */
	private volatile int sourceVersion;

	private @Nullable SenderCredentials credentials;

	DatagramView(ReceiveBuffer buffer) {
		this.buffer = buffer;
		this.whole = buffer.bytes().asReadOnlyBuffer().clear();
		this.payload = this.whole.slice(0, 0);
	}

	ReceiveBuffer buffer() {
		return this.buffer;
	}

	/**
	 * Return how many bytes the datagram has.
	 * @return the number of bytes
	 */
	public int length() {
		return this.buffer.length();
	}

	/**
	 * Return the bytes of the datagram. This is the same read-only direct buffer at each
	 * call, rewound and big-endian; for the next datagram too, if that is as long.
	 * @return the buffer, from position 0 to the length, which is its capacity
	 */
	public ByteBuffer payload() {
		ByteBuffer payload = this.payload;
		if (payload.capacity() != this.buffer.length()) {
			payload = this.whole.slice(0, this.buffer.length());
			this.payload = payload;
		}
		return payload.order(ByteOrder.BIG_ENDIAN).clear();
	}

	/**
	 * Return the bytes, as a copy.
	 * @return a new array
	 */
	public byte[] toByteArray() {
		byte[] bytes = new byte[this.buffer.length()];
		this.whole.get(0, bytes);
		return bytes;
	}

	/**
	 * Return the bytes as text in UTF-8. Bytes that are not UTF-8 become U+FFFD.
	 * @return the text
	 */
	public String text() {
		int length = this.buffer.length();
		byte[] bytes = this.text;
		if (bytes.length < length) {
			bytes = new byte[Math.max(length, Math.min(2 * bytes.length, this.whole.capacity()))];
			this.text = bytes;
		}
		this.whole.get(0, bytes, 0, length);
		return new String(bytes, 0, length, StandardCharsets.UTF_8);
	}

	/**
	 * Return the address of the sender, to answer to unless it is
	 * {@linkplain UxdAddress#isRelative() relative}. Unlike the bytes it may be kept.
	 * @return the address, or {@code null} if the sender's socket is not bound and so
	 * can't be answered, or the peer was built {@linkplain PeerBuilder#source not to ask
	 * for it}
	 */
	public @Nullable UxdAddress source() {
		// Looked up when it is asked for: what was received must not be lost because
		// there is no memory for its address.
		int version = this.buffer.sourceVersion();
		if (version != this.sourceVersion) {
			this.source = this.sources.get(this.buffer.source(), this.buffer.sourceLength());
			this.sourceVersion = version;
		}
		return this.source;
	}

	/**
	 * Return which process sent the datagram, as the kernel vouches for it. Unlike the
	 * bytes it may be kept.
	 * @return the credentials, or {@code null} unless the peer was built to
	 * {@linkplain PeerBuilder#senderCredentials(boolean) ask for them}
	 */
	public @Nullable SenderCredentials credentials() {
		if (!this.buffer.hasCredentials()) {
			return null;
		}
		SenderCredentials credentials = this.credentials;
		// Most datagrams are from the process that sent the one before.
		if (credentials == null || credentials.pid() != this.buffer.pid()
				|| credentials.uid() != Integer.toUnsignedLong(this.buffer.uid())
				|| credentials.gid() != Integer.toUnsignedLong(this.buffer.gid())) {
			credentials = new SenderCredentials(this.buffer.pid(), Integer.toUnsignedLong(this.buffer.uid()),
					Integer.toUnsignedLong(this.buffer.gid()));
			this.credentials = credentials;
		}
		return credentials;
	}

	/**
	 * Return a view of the same datagram for another reader, whose thread may be another:
	 * neither changes where the other's payload is read. It is valid as long as this one.
	 * @return a new view
	 */
	public DatagramView duplicate() {
		return new DatagramView(this.buffer);
	}

	/**
	 * Copy the datagram for keeps.
	 * @return the copy
	 */
	public Datagram copy() {
		return new Datagram(toByteArray(), source(), credentials());
	}

	@Override
	public String toString() {
		return Datagram.describe(length(), source(), credentials());
	}

}
