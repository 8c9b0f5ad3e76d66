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
package io.github.uxd.internal.transport;

/**
 * What the kernel says of a path or a destination, by the {@code errno} it says it with.
 */
public enum SocketError {

	/**
	 * The path is taken ({@code EADDRINUSE}).
	 */
	ADDRESS_IN_USE,

	/**
	 * There is no such file ({@code ENOENT}).
	 */
	NO_SUCH_FILE,

	/**
	 * The file is there but nobody listens on it ({@code ECONNREFUSED}), or the receiver
	 * shut its socket down ({@code EPIPE}, {@code ECONNRESET}).
	 */
	REFUSED,

	/**
	 * The socket is not a datagram socket ({@code EPROTOTYPE}).
	 */
	WRONG_TYPE,

	/**
	 * No permission to write to the socket file, or to search a directory on the way to
	 * it ({@code EACCES}).
	 */
	ACCESS_DENIED,

	/**
	 * The datagram is larger than our send buffer allows ({@code EMSGSIZE}).
	 */
	TOO_LARGE,

	/**
	 * The socket was not made to tell who sends, so that those who have sent already
	 * can't be told; or it tells something else before that.
	 */
	NO_CREDENTIALS,

	/**
	 * Anything else: the socket is connected to somebody else ({@code EPERM}), a file
	 * system that holds no sockets, …; the exception's message tells.
	 */
	OTHER

}
