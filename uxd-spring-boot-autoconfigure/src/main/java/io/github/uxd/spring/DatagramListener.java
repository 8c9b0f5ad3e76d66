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

import io.github.uxd.Datagram;
import io.github.uxd.Peer;

/**
 * Is given each datagram that a peer receives, as an immutable copy that may be kept: on
 * the thread that receives, or on others if the peer dispatches to them. Datagrams of the
 * same source come one after the other, in the order of their arrival.
 */
@FunctionalInterface
public interface DatagramListener {

	/**
	 * Take a datagram.
	 * @param datagram the datagram
	 * @param peer the peer that received it, to answer with
	 * @throws Exception if the datagram can't be handled: the {@link UxdErrorHandler} is
	 * given it, and the next listener or datagram follows
	 */
	void onDatagram(Datagram datagram, Peer peer) throws Exception;

	/**
	 * Return whether it is the sender's fault that a datagram could not be taken, as when
	 * it can't be understood. Such a failure isn't tried again, and is no error of the
	 * application's in its log. Any number of threads may call.
	 * @param failure what {@link #onDatagram} threw
	 * @param datagram the datagram
	 * @return {@code false} by default
	 */
	default boolean isCausedBySender(Throwable failure, Datagram datagram) {
		return false;
	}

}
