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

import org.jspecify.annotations.Nullable;

/**
 * A datagram can't be sent to a destination, and trying again is of no use unless
 * something changes there. Nothing was sent; the peer is unharmed. The {@link #reason()}
 * tells why.
 */
public final class SendException extends UxdException {

	private static final long serialVersionUID = 1L;

	/**
	 * Why.
	 */
	private final Reason reason;

	private final transient UxdAddress destination;

	SendException(UxdAddress destination, Reason reason, String message, @Nullable Throwable cause) {
		super(message + ": " + destination, cause);
		this.reason = reason;
		this.destination = destination;
	}

	/**
	 * Return why the datagram can't be sent.
	 * @return the reason
	 */
	public Reason reason() {
		return this.reason;
	}

	/**
	 * Return where the datagram was to go.
	 * @return the destination
	 */
	public UxdAddress destination() {
		return this.destination;
	}

	/**
	 * Why a datagram can't be sent. There may be more of them one day.
	 */
	public enum Reason {

		/**
		 * There is no socket file at the destination ({@code ENOENT}): the receiver has
		 * not started yet, or has ended.
		 */
		NO_SOCKET_FILE,

		/**
		 * The destination has a file but nobody listens on it ({@code ECONNREFUSED}), or
		 * its receiver has shut it down ({@code EPIPE}): the receiver has died or is
		 * being restarted.
		 */
		REFUSED,

		/**
		 * The process may not write to the socket file of the destination, or may not
		 * search a directory on the way to it ({@code EACCES}).
		 */
		DENIED,

		/**
		 * The destination is a socket, but not one for datagrams ({@code EPROTOTYPE}).
		 */
		WRONG_SOCKET_TYPE,

		/**
		 * The datagram is larger than the send buffer allows ({@code EMSGSIZE}): on Linux
		 * a datagram may have 32 bytes less than {@code SO_SNDBUF}.
		 */
		TOO_LARGE,

		/**
		 * The datagram has no bytes, which can't be sent with the transport in use. (It
		 * would be told from "no room, try again" by nothing.)
		 */
		EMPTY,

		/**
		 * The destination is a {@linkplain UxdAddress#isRelative() relative path}.
		 */
		RELATIVE_PATH,

		/**
		 * Anything else; the message and the cause tell.
		 */
		OTHER

	}

}
