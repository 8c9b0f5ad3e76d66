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

import io.github.uxd.Datagram;
import org.jspecify.annotations.Nullable;

/**
 * Is told of what a listener fails on after its call has returned. Any thread may call.
 */
public interface LateFailures {

	/**
	 * Ask for room to keep a datagram until it is known whether the listener fails on it.
	 * @param length the number of its bytes
	 * @return {@code false} if too many bytes are kept already
	 */
	boolean tryKeep(int length);

	/**
	 * Give back the room for a datagram.
	 * @param length the number of its bytes
	 */
	void giveBack(int length);

	/**
	 * Take note that a listener has failed.
	 * @param failure what it failed with
	 * @param datagram what it failed on, or {@code null} if that wasn't kept: then it is
	 * counted only
	 * @param start when the work began that goes on after the call, as by
	 * {@link System#nanoTime()}
	 */
	void failed(Throwable failure, @Nullable Datagram datagram, long start);

	/**
	 * A listener whose work may go on after its call has returned.
	 */
	interface Source {

		/**
		 * Set whom to tell.
		 * @param failures is told of failures
		 */
		void tellLateFailures(LateFailures failures);

	}

}
