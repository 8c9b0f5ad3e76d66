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

import io.github.uxd.PeerClosedException;
import io.github.uxd.SendException;
import io.github.uxd.UxdAddress;
import io.github.uxd.UxdException;
import io.github.uxd.spring.core.UxdSendException.Reason;

/**
 * Makes the template's exceptions of those that a peer throws.
 */
final class SendExceptionTranslator {

	private SendExceptionTranslator() {
	}

	static UxdSendException translate(UxdException ex, UxdAddress destination) {
		if (ex instanceof SendException unsent) {
			Reason reason = reason(unsent);
			return new UxdSendException(destination, reason, ex.getMessage() + ((reason == Reason.TOO_LARGE)
					? " (raise 'buffer-size' of the peer, and net.core.wmem_max if that is less)" : ""), ex);
		}
		return new UxdSendException(destination, (ex instanceof PeerClosedException) ? Reason.CLOSED : Reason.OTHER,
				"Sending to " + destination + " failed: " + ex.getMessage(), ex);
	}

	private static Reason reason(SendException ex) {
		return switch (ex.reason()) {
			case NO_SOCKET_FILE -> Reason.NO_SOCKET_FILE;
			case REFUSED -> Reason.REFUSED;
			case DENIED -> Reason.DENIED;
			case WRONG_SOCKET_TYPE -> Reason.WRONG_SOCKET_TYPE;
			case TOO_LARGE -> Reason.TOO_LARGE;
			case EMPTY -> Reason.EMPTY;
			case RELATIVE_PATH -> Reason.RELATIVE_PATH;
			case OTHER -> Reason.OTHER;
		};
	}

}
