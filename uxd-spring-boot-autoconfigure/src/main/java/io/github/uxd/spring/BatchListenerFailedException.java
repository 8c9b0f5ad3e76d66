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

package io.github.uxd.spring;

/**
 * Says which datagram of a batch a listener has failed on. Those before it count as
 * handled, and those after it are given to the listener once more.
 */
public class BatchListenerFailedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * The index of the datagram, from 0.
	 */
	private final int index;

	/**
	 * Create an exception.
	 * @param message what went wrong
	 * @param index the index of the datagram in the list that the listener was given,
	 * from 0; one that isn't in the list says that all have failed
	 */
	public BatchListenerFailedException(String message, int index) {
		super(message);
		this.index = index;
	}

	/**
	 * Create an exception.
	 * @param message what went wrong
	 * @param cause why, which is what error handlers are given
	 * @param index the index of the datagram in the list that the listener was given,
	 * from 0; one that isn't in the list says that all have failed
	 */
	public BatchListenerFailedException(String message, Throwable cause, int index) {
		super(message, cause);
		this.index = index;
	}

	/**
	 * Return the index of the datagram.
	 * @return the index, from 0
	 */
	public int getIndex() {
		return this.index;
	}

}
