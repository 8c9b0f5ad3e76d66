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

import java.util.List;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;

/**
 * Is given the datagrams that a peer has received together: those that were there, up to
 * {@code poller.batch-size}, and never waited for. So a list has one datagram as long as
 * little comes, and many when much does. Called on the thread that receives.
 */
@FunctionalInterface
public interface BatchDatagramListener extends DatagramListener {

	/**
	 * Take some datagrams.
	 * @param datagrams the datagrams in the order of their arrival, at least one; the
	 * list can't be changed, and may be kept
	 * @param peer the peer that received them, to answer with
	 * @throws BatchListenerFailedException if one of them can't be handled, which it
	 * names: those before it count as handled, it fails, and this is called again with
	 * those after it
	 * @throws Exception if it isn't known which: then all of them have failed
	 */
	void onDatagrams(List<Datagram> datagrams, Peer peer) throws Exception;

	@Override
	default void onDatagram(Datagram datagram, Peer peer) throws Exception {
		onDatagrams(List.of(datagram), peer);
	}

}
