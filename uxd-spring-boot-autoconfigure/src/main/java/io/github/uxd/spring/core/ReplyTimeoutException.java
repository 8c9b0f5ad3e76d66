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
