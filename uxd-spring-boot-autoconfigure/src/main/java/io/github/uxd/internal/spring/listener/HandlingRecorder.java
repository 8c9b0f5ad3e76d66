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

import org.jspecify.annotations.Nullable;

/**
 * Is told how long the handlers and listeners of a peer took for each datagram. Called on
 * the threads that they run on.
 */
@FunctionalInterface
public interface HandlingRecorder {

	/**
	 * Record that a datagram was handled.
	 * @param nanos how long it took, in nanoseconds
	 * @param failure what a handler threw, or {@code null} if all went well
	 */
	void record(long nanos, @Nullable Throwable failure);

	/**
	 * Makes the recorders of peers. All beans of this type are asked, once for each peer:
	 * what would have to be looked up for each datagram is found then.
	 */
	@FunctionalInterface
	interface Maker {

		/**
		 * Make the recorder of a peer whose datagrams will be handled.
		 * @param peerId the id of the peer
		 * @return the recorder, or {@code null} if there is nothing to be recorded
		 */
		@Nullable HandlingRecorder make(String peerId);

	}

}
