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
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * A datagram that was received, for keeps: whole, as it was sent. Immutable.
 */
public final class Datagram {

	private final byte[] payload;

	private final @Nullable UxdAddress source;

	private final @Nullable SenderCredentials credentials;

	/**
	 * Take over an array.
	 * @param payload the bytes; nobody else may change them
	 * @param source where it came from
	 * @param credentials who sent it
	 */
	Datagram(byte[] payload, @Nullable UxdAddress source, @Nullable SenderCredentials credentials) {
		this.payload = payload;
		this.source = source;
		this.credentials = credentials;
	}

	/**
	 * Make a datagram, for a test of a listener say.
	 * @param payload the bytes, of which a copy is made
	 * @param source where it came from, or {@code null} for an unbound sender
	 * @return the datagram
	 */
	public static Datagram of(byte[] payload, @Nullable UxdAddress source) {
		return of(payload, source, null);
	}

	/**
	 * Make a datagram of a sender that is known, for a test of a listener say.
	 * @param payload the bytes, of which a copy is made
	 * @param source where it came from, or {@code null} for an unbound sender
	 * @param credentials who sent it, or {@code null} if that was not asked for
	 * @return the datagram
	 */
	public static Datagram of(byte[] payload, @Nullable UxdAddress source, @Nullable SenderCredentials credentials) {
		return new Datagram(payload.clone(), source, credentials);
	}

	/**
	 * Return how many bytes the datagram has.
	 * @return the number of bytes
	 */
	public int length() {
		return this.payload.length;
	}

	/**
	 * Return the bytes, without a copy.
	 * @return a new read-only buffer, from position 0 to the length
	 */
	public ByteBuffer payload() {
		return ByteBuffer.wrap(this.payload).asReadOnlyBuffer();
	}

	/**
	 * Return the bytes, as a copy.
	 * @return a new array
	 */
	public byte[] toByteArray() {
		return this.payload.clone();
	}

	/**
	 * Return the bytes as text in UTF-8. Bytes that are not UTF-8 become U+FFFD.
	 * @return the text
	 */
	public String text() {
		return text(StandardCharsets.UTF_8);
	}

	/**
	 * Return the bytes as text.
	 * @param charset the character set
	 * @return the text
	 */
	public String text(Charset charset) {
		return new String(this.payload, charset);
	}

	/**
	 * Return the address of the sender, to answer to unless it is
	 * {@linkplain UxdAddress#isRelative() relative}.
	 * @return the address, or {@code null} if the sender's socket is not bound and so
	 * can't be answered, which is how {@code logger}, {@code socat -u} and most clients
	 * send; always {@code null} if the peer was built {@linkplain PeerBuilder#source not
	 * to ask for it}
	 */
	public @Nullable UxdAddress source() {
		return this.source;
	}

	/**
	 * Return which process sent the datagram, as the kernel vouches for it.
	 * @return the credentials, or {@code null} unless the peer was built to
	 * {@linkplain PeerBuilder#senderCredentials(boolean) ask for them}
	 */
	public @Nullable SenderCredentials credentials() {
		return this.credentials;
	}

	@Override
	public String toString() {
		return describe(this.payload.length, this.source, this.credentials);
	}

	static String describe(int length, @Nullable UxdAddress source, @Nullable SenderCredentials credentials) {
		String text = length + " bytes from " + ((source != null) ? source : "an unknown address");
		return (credentials != null) ? text + " (" + credentials + ")" : text;
	}

}
