package io.github.uxd.spring.core;

import java.time.Duration;

import io.github.uxd.UxdAddress;

/**
 * There was no room for the datagram until the deadline, or too many wait for room
 * already.
 * <p>
 * Either the destination doesn't read, or others don't: what a socket has sent and nobody
 * has read takes room of its own send buffer, whoever it was sent to.
 */
public class DestinationFullException extends UxdSendException {

	private static final long serialVersionUID = 1L;

	private static final String REASON = ": it doesn't read fast enough, or what other destinations haven't read"
			+ " fills the send buffer that all destinations of a peer share (use another peer for those that may"
			+ " get stuck, or raise 'buffer-size')";

	private DestinationFullException(UxdAddress destination, String message) {
		super(destination, message, null);
	}

	/**
	 * Create an exception for a datagram whose deadline has passed.
	 * @param destination where the datagram was to go
	 * @param length its size in bytes
	 * @param waited how long it has waited for room
	 * @return the exception
	 */
	static DestinationFullException afterWaiting(UxdAddress destination, int length, Duration waited) {
		return new DestinationFullException(destination, "There was no room for a datagram of " + length
				+ " bytes within " + waited.toMillis() + " ms at " + destination + REASON);
	}

	/**
	 * Create an exception for a datagram that may not even wait.
	 * @param destination where the datagram was to go
	 * @param length its size in bytes
	 * @param waiting how many others wait for that destination
	 * @return the exception
	 */
	static DestinationFullException behindOthers(UxdAddress destination, int length, int waiting) {
		return new DestinationFullException(destination, "A datagram of " + length + " bytes is not sent, since "
				+ waiting + " others wait for room at " + destination + " already" + REASON);
	}

	/**
	 * Create an exception for a datagram that may not wait, since what waits has too many
	 * bytes.
	 * @param destination where the datagram was to go
	 * @param length its size in bytes
	 * @param share tells what waits for that destination, and what is free
	 * @return the exception
	 */
	static DestinationFullException beyondSize(UxdAddress destination, int length, WaitingBytes.Share share) {
		return new DestinationFullException(destination,
				"A datagram of " + length + " bytes is not sent to " + destination + ", since " + share + REASON);
	}

	/**
	 * Create an exception for a datagram that others were before, and that had no time to
	 * wait for its turn.
	 * @param destination where the datagram was to go
	 * @param length its size in bytes
	 * @return the exception
	 */
	static DestinationFullException withoutTime(UxdAddress destination, int length) {
		return new DestinationFullException(destination,
				"A datagram of " + length + " bytes was not even tried, since its timeout has passed and others wait"
						+ " for room at " + destination + " already" + REASON);
	}

}
