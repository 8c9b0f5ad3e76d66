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
 * Says which datagrams a listener is to be given. What it turns away is counted for the
 * listener, and goes to the other listeners of the peer all the same.
 */
@FunctionalInterface
public interface DatagramFilter {

	/**
	 * Return whether the listener is to be given a datagram. Called on the thread that
	 * the listener would be called on, and so by several at once where the peer
	 * dispatches to several.
	 * @param datagram the datagram
	 * @param peer the peer that received it
	 * @return {@code true} to have it handled, {@code false} to have it counted and
	 * forgotten (the other way round than {@code RecordFilterStrategy} of Spring Kafka)
	 * @throws Exception if that can't be said: the listener fails on the datagram then,
	 * without being called or tried again
	 */
	boolean accepts(Datagram datagram, Peer peer) throws Exception;

}
