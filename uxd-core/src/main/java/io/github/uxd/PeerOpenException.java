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

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * A peer can't open; it is closed. The {@link #reason()} tells why, and the message also
 * where.
 */
public final class PeerOpenException extends UxdException {

	private static final long serialVersionUID = 1L;

	/**
	 * Why.
	 */
	private final Reason reason;

	PeerOpenException(Reason reason, String message, @Nullable Throwable cause) {
		super(message, cause);
		this.reason = reason;
	}

	static PeerOpenException addressInUse(Path path, @Nullable Throwable cause) {
		return new PeerOpenException(Reason.ADDRESS_IN_USE,
				"The address is in use: another process, or another peer of this one, listens on " + path, cause);
	}

	static PeerOpenException denied(String message, @Nullable Throwable cause) {
		return new PeerOpenException(Reason.DENIED, message, cause);
	}

	static PeerOpenException unsupported(String problem) {
		return new PeerOpenException(Reason.UNSUPPORTED,
				"No Unix-domain datagram socket can be had here that does what is asked for. " + problem, null);
	}

	/**
	 * Return why the peer can't open.
	 * @return the reason
	 */
	public Reason reason() {
		return this.reason;
	}

	/**
	 * Why a peer can't open. There may be more of them one day.
	 */
	public enum Reason {

		/**
		 * Somebody listens on the socket file at the path already. That socket was left
		 * alone and goes on working.
		 */
		ADDRESS_IN_USE,

		/**
		 * Something that isn't a socket stands at the path. It was left alone.
		 */
		NOT_A_SOCKET,

		/**
		 * The process may not create the socket file, or a directory above it, or may not
		 * look at what stands there.
		 */
		DENIED,

		/**
		 * The path of the socket file has more bytes than the kernel has room for, see
		 * {@link UxdAddress#maximumLength()}.
		 */
		PATH_TOO_LONG,

		/**
		 * There are no Unix-domain datagrams on this platform, no way to reach them from
		 * this JVM, or none that does what is asked for.
		 */
		UNSUPPORTED,

		/**
		 * There is no memory for a buffer of the size that is asked for.
		 */
		NO_MEMORY,

		/**
		 * The socket that systemd was to {@linkplain Activation pass} isn't there, or is
		 * not what the options ask for.
		 */
		ACTIVATION,

		/**
		 * Anything else; the message and the cause tell.
		 */
		OTHER

	}

}
