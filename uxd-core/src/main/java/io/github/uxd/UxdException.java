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

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * A peer can't do what it was asked to. The message says what was wrong, with the path it
 * was wrong at; the subclasses say what it was asked, and tell one reason from another.
 */
public class UxdException extends IOException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param message what was wrong, and where
	 * @param cause the exception that tells more, or {@code null}
	 */
	public UxdException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
