package io.github.uxd;

import org.jspecify.annotations.Nullable;

/**
 * The datagram is larger than the send buffer allows ({@code EMSGSIZE}): on Linux a
 * datagram may have 32 bytes less than {@code SO_SNDBUF}.
 */
public class DatagramTooLargeException extends SendException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param destination where the datagram was to go
	 * @param length the size of the datagram, in bytes
	 * @param sendBufferSize the size of the send buffer, in bytes, as the kernel reports
	 * it
	 * @param cause the exception that tells more, or {@code null}
	 */
	public DatagramTooLargeException(UxdAddress destination, int length, int sendBufferSize,
			@Nullable Throwable cause) {
		super(destination,
				"A datagram of " + length + " bytes is too large for the send buffer of " + sendBufferSize + " bytes",
				cause);
	}

}
