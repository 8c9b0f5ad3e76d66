package io.github.uxd.spring.core;

import io.github.uxd.UxdAddress;

/**
 * No answer came until the deadline. Unlike with any other {@link UxdSendException}, the
 * datagram may have been sent and read.
 */
public class ReplyTimeoutException extends UxdSendException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param destination who was asked
	 * @param message how long it took, and whether the question was sent
	 */
	public ReplyTimeoutException(UxdAddress destination, String message) {
		super(destination, Reason.NO_REPLY, message, null);
	}

}
