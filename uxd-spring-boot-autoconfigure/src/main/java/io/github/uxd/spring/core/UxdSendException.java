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
package io.github.uxd.spring.core;

import io.github.uxd.UxdAddress;
import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedRuntimeException;

/**
 * A datagram could not be sent, or was not answered. The {@link #reason()} tells why;
 * where the peer has thrown, its exception is the cause.
 */
public class UxdSendException extends NestedRuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient UxdAddress destination;

	/**
	 * Why.
	 */
	private final Reason reason;

	/**
	 * Create an exception.
	 * @param destination where the datagram was to go
	 * @param reason why it was not sent
	 * @param message what was wrong, with the destination
	 * @param cause the exception that tells more, or {@code null}
	 */
	public UxdSendException(UxdAddress destination, Reason reason, String message, @Nullable Throwable cause) {
		super(message, cause);
		this.destination = destination;
		this.reason = reason;
	}

	/**
	 * Return where the datagram was to go.
	 * @return the destination
	 */
	public UxdAddress destination() {
		return this.destination;
	}

	/**
	 * Return why the datagram was not sent.
	 * @return the reason, as it was when the datagram was given up
	 */
	public Reason reason() {
		return this.reason;
	}

	/**
	 * Why a datagram was not sent, or not answered. There may be more of them one day.
	 */
	public enum Reason {

		/**
		 * The queue of the destination is full: it doesn't read fast enough.
		 */
		DESTINATION_FULL,

		/**
		 * What destinations haven't read fills the send buffer that all of them share, or
		 * so much of it that the rest is kept for those that read.
		 */
		SEND_BUFFER_FULL,

		/**
		 * The queue of the destination or our send buffer is full: the transport can't
		 * tell which.
		 */
		FULL,

		/**
		 * Too much waits in the template already, for room or for a thread that asks.
		 */
		TOO_MANY_WAIT,

		/**
		 * There is no socket file at the destination: its owner hasn't started, or has
		 * stopped.
		 */
		NO_SOCKET_FILE,

		/**
		 * Nobody listens at the destination, though there is a file: its owner has died,
		 * say.
		 */
		REFUSED,

		/**
		 * The process may not write to the socket file of the destination.
		 */
		DENIED,

		/**
		 * The destination is a socket, but not one for datagrams.
		 */
		WRONG_SOCKET_TYPE,

		/**
		 * The payload has more bytes than the peer's send buffer holds.
		 */
		TOO_LARGE,

		/**
		 * The payload is empty, which the transport in use can't send.
		 */
		EMPTY,

		/**
		 * The destination is a relative path.
		 */
		RELATIVE_PATH,

		/**
		 * The peer or the template is closed.
		 */
		CLOSED,

		/**
		 * The calling thread was interrupted while it waited, and still is. The message
		 * says whether the datagram was sent.
		 */
		INTERRUPTED,

		/**
		 * No answer came in time, or there was no time left to ask. Always a
		 * {@link ReplyTimeoutException}.
		 */
		NO_REPLY,

		/**
		 * Anything else; the message and the cause tell.
		 */
		OTHER;

		/**
		 * Return whether there was no room for the datagram, so that the same can be
		 * tried again later.
		 * @return {@code true} for {@link #DESTINATION_FULL}, {@link #SEND_BUFFER_FULL},
		 * {@link #FULL} and {@link #TOO_MANY_WAIT}
		 */
		public boolean isFull() {
			return switch (this) {
				case DESTINATION_FULL, SEND_BUFFER_FULL, FULL, TOO_MANY_WAIT -> true;
				default -> false;
			};
		}

	}

}
