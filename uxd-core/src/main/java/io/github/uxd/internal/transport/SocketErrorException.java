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

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * A path can't be bound or a destination not be sent to. The transport itself is
 * unharmed.
 */
public class SocketErrorException extends IOException {

	private static final long serialVersionUID = 1L;

	private final SocketError error;

	/**
	 * Create an exception.
	 * @param error what is wrong
	 * @param message the words of the library or kernel, or {@code null}
	 * @param cause the exception that says so, or {@code null}
	 */
	public SocketErrorException(SocketError error, @Nullable String message, @Nullable Throwable cause) {
		super(message, cause);
		this.error = error;
	}

	/**
	 * Return what is wrong.
	 * @return the error
	 */
	public SocketError error() {
		return this.error;
	}

}
