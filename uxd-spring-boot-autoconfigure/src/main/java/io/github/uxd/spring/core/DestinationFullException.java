package io.github.uxd.spring.core;

import java.time.Duration;

import io.github.uxd.UxdAddress;

/**
 * There was no room for the datagram until the deadline, or too many wait for room
 * already. The {@link #reason()} tells which.
 */
public class DestinationFullException extends UxdSendException {

	private static final long serialVersionUID = 1L;

	private final Reason reason;

	private DestinationFullException(UxdAddress destination, Reason reason, String message) {
		super(destination, message + ": " + reason.description, null);
		this.reason = reason;
	}

	/**
	 * Return why there was no room.
	 * @return the reason, as it was when the datagram was given up
	 */
	public Reason reason() {
		return this.reason;
	}

	/**
	 * Create an exception for a datagram whose deadline has passed.
	 * @param destination where the datagram was to go
	 * @param length its size in bytes
	 * @param waited how long it has waited for room
	 * @param reason why there was none
	 * @return the exception
	 */
	static DestinationFullException afterWaiting(UxdAddress destination, int length, Duration waited, Reason reason) {
		return new DestinationFullException(destination, reason, "There was no room for a datagram of " + length
				+ " bytes within " + waited.toMillis() + " ms at " + destination);
	}

	/**
	 * Create an exception for a datagram that may not even wait.
	 * @param destination where the datagram was to go
	 * @param length its size in bytes
	 * @param waiting how many others wait for that destination
	 * @return the exception
	 */
	static DestinationFullException behindOthers(UxdAddress destination, int length, int waiting) {
		return new DestinationFullException(destination, Reason.WAITING, "A datagram of " + length
				+ " bytes is not sent, since " + waiting + " others wait for room at " + destination + " already");
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
		return new DestinationFullException(destination, Reason.WAITING,
				"A datagram of " + length + " bytes is not sent to " + destination + ", since " + share);
	}

	/**
	 * Create an exception for a datagram that others were before, and that had no time to
	 * wait for its turn.
	 * @param destination where the datagram was to go
	 * @param length its size in bytes
	 * @return the exception
	 */
	static DestinationFullException withoutTime(UxdAddress destination, int length) {
		return new DestinationFullException(destination, Reason.WAITING,
				"A datagram of " + length + " bytes was not even tried, since its timeout has passed and others wait"
						+ " for room at " + destination + " already");
	}

	/**
	 * Why there is no room for a datagram.
	 */
	public enum Reason {

		/**
		 * The queue of the destination is full: it doesn't read fast enough.
		 */
		DESTINATION("its queue is full, since it doesn't read fast enough"),

		/**
		 * What destinations haven't read fills the send buffer that all of them share, or
		 * so much of it that the rest is kept for those that read.
		 */
		SEND_BUFFER("what destinations haven't read takes the room of the send buffer that all destinations of a peer"
				+ " share (use another peer for those that may get stuck, or raise 'send-buffer-size' and"
				+ " net.core.wmem_max)"),

		/**
		 * Too much waits in the template already, for one of the other reasons.
		 */
		WAITING("the destination, or another one that shares the send buffer of the peer with it, doesn't read fast"
				+ " enough"),

		/**
		 * One of the first two: the transport can't tell which.
		 */
		UNKNOWN("it doesn't read fast enough, or what other destinations haven't read fills the send buffer that all"
				+ " destinations of a peer share; the transport can't tell which (use another peer for those that may"
				+ " get stuck, or raise 'send-buffer-size' and net.core.wmem_max)");

		private final String description;

		Reason(String description) {
			this.description = description;
		}

	}

}
