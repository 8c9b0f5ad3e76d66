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

	/**
	 * Take over an array.
	 * @param payload the bytes; nobody else may change them
	 * @param source where it came from
	 */
	Datagram(byte[] payload, @Nullable UxdAddress source) {
		this.payload = payload;
		this.source = source;
	}

	/**
	 * Make a datagram, for a test of a listener say.
	 * @param payload the bytes, of which a copy is made
	 * @param source where it came from, or {@code null} for an unbound sender
	 * @return the datagram
	 */
	public static Datagram of(byte[] payload, @Nullable UxdAddress source) {
		return new Datagram(payload.clone(), source);
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
	 * Return the address of the sender, to answer to.
	 * @return the address, or {@code null} if the sender's socket is not bound and so
	 * can't be answered, which is how {@code logger}, {@code socat -u} and most clients
	 * send
	 */
	public @Nullable UxdAddress source() {
		return this.source;
	}

	@Override
	public String toString() {
		return this.payload.length + " bytes from " + ((this.source != null) ? this.source : "an unbound sender");
	}

}
