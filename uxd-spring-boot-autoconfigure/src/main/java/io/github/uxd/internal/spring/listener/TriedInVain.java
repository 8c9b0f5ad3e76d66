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
package io.github.uxd.internal.spring.listener;

/**
 * What a listener has thrown when it was called for the last time of several.
 */
final class TriedInVain extends Exception {

	private static final long serialVersionUID = 1L;

	private final int attempts;

	private final Throwable failure;

	/**
	 * Create an exception, which has no stack trace: nobody but us ever sees it.
	 */
	TriedInVain(int attempts, Throwable failure) {
		super(null, failure, false, false);
		this.attempts = attempts;
		this.failure = failure;
	}

	int attempts() {
		return this.attempts;
	}

	Throwable failure() {
		return this.failure;
	}

}
