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

import io.github.uxd.DatagramView;
import io.github.uxd.Peer;

/**
 * Handles the datagrams that a peer receives, on the thread that receives them, one after
 * the other in the order of their arrival. While a handler is busy the kernel's queue
 * fills, and senders feel it.
 * <p>
 * All beans of this type are called, in their
 * {@linkplain org.springframework.core.annotation.Order order} and before any
 * {@link DatagramListener}.
 */
@FunctionalInterface
public interface DatagramHandler {

	/**
	 * Handle a datagram.
	 * @param datagram a view of the datagram where it was received, valid for this call;
	 * {@link DatagramView#copy()} makes one for keeps
	 * @param peer the peer that received it, to answer with
	 * @throws Exception if the datagram can't be handled: the {@link UxdErrorHandler} is
	 * given it, and the next handler or datagram follows
	 */
	void handle(DatagramView datagram, Peer peer) throws Exception;

	/**
	 * Return whether the datagrams of a peer are to be handled. Asked once, when the
	 * application starts.
	 * @param peerId the id of the peer
	 * @return {@code true} by default, for any peer
	 */
	default boolean supportsPeer(String peerId) {
		return true;
	}

}
