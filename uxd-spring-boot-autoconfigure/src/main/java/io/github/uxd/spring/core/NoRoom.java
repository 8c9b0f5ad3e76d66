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

import java.time.Duration;

import io.github.uxd.UxdAddress;
import io.github.uxd.spring.core.UxdSendException.Reason;

/**
 * Makes the exceptions for datagrams that there was no room for.
 */
final class NoRoom {

	private static final String REMEDY = " (use another peer for those that may get stuck, or raise 'send-buffer-size'"
			+ " and net.core.wmem_max)";

	private NoRoom() {
	}

	/**
	 * Create an exception for a datagram whose deadline has passed.
	 * @param length its size in bytes
	 * @param waited how long it has waited for room
	 * @param reason why there was none
	 */
	static UxdSendException afterWaiting(UxdAddress destination, int length, Duration waited, Reason reason) {
		return exception(destination, reason, "There was no room for a datagram of " + length + " bytes within "
				+ waited.toMillis() + " ms at " + destination);
	}

	/**
	 * Create an exception for a datagram that may not even wait.
	 * @param length its size in bytes
	 * @param waiting how many others wait for that destination
	 */
	static UxdSendException behindOthers(UxdAddress destination, int length, int waiting) {
		return exception(destination, Reason.TOO_MANY_WAIT, "A datagram of " + length + " bytes is not sent, since "
				+ waiting + " others wait for room at " + destination + " already");
	}

	/**
	 * Create an exception for a datagram that may not wait, since what waits has too many
	 * bytes.
	 * @param length its size in bytes
	 * @param share tells what waits for that destination, and what is free
	 */
	static UxdSendException beyondSize(UxdAddress destination, int length, WaitingBytes.Share share) {
		return exception(destination, Reason.TOO_MANY_WAIT,
				"A datagram of " + length + " bytes is not sent to " + destination + ", since " + share);
	}

	/**
	 * Create an exception for a datagram that others were before, and that had no time to
	 * wait for its turn.
	 * @param length its size in bytes
	 */
	static UxdSendException withoutTime(UxdAddress destination, int length) {
		return exception(destination, Reason.TOO_MANY_WAIT,
				"A datagram of " + length + " bytes was not even tried, since its timeout has passed and others wait"
						+ " for room at " + destination + " already");
	}

	private static UxdSendException exception(UxdAddress destination, Reason reason, String message) {
		return new UxdSendException(destination, reason, message + ": " + switch (reason) {
			case DESTINATION_FULL -> "its queue is full, since it doesn't read fast enough";
			case SEND_BUFFER_FULL -> "what destinations haven't read takes the room of the send buffer that all"
					+ " destinations of a peer share" + REMEDY;
			case TOO_MANY_WAIT -> "the destination, or another one that shares the send buffer of the peer with it,"
					+ " doesn't read fast enough";
			default -> "it doesn't read fast enough, or what other destinations haven't read fills the send buffer"
					+ " that all destinations of a peer share; the transport can't tell which" + REMEDY;
		}, null);
	}

}
