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

import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

import io.github.uxd.Peer;

/**
 * One of the sockets that a template sends from, waiting for room or not.
 *
 * @param source gives the peer to send from
 * @param sender waits in the thread that calls
 * @param asyncSender doesn't make it wait
 */
record Outlet(DatagramSender.Source source, DatagramSender sender, AsyncSender asyncSender) {

	/**
	 * Create an outlet.
	 * @param peer the peer to send for
	 * @param source gives the peer to send from
	 * @param closed tells whether to send and wait no more
	 * @param capacity tells how many datagrams may wait for each destination
	 * @param waiting bounds their bytes
	 */
	static Outlet of(Peer peer, DatagramSender.Source source, BooleanSupplier closed, IntSupplier capacity,
			WaitingBytes waiting) {
		DatagramSender sender = new DatagramSender(peer, source, closed);
		return new Outlet(source, sender,
				new AsyncSender(sender, (task) -> new Thread(task, "uxd-send-" + peer.name()), capacity, waiting));
	}

	/**
	 * Fail what waits, and close what is not the peer's own.
	 */
	void close() {
		this.asyncSender.close();
		this.source.close();
	}

}
