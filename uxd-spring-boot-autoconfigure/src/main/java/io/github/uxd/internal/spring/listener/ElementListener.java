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

import java.util.ArrayList;
import java.util.List;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.spring.BatchDatagramListener;

/**
 * A listener for batches of what is made of datagrams. It is made of each as it is
 * received: one that it can't be made of fails alone.
 */
public interface ElementListener extends BatchDatagramListener {

	/**
	 * Make an element.
	 * @param datagram the datagram
	 * @param peer the peer that received it
	 * @return what is made of it
	 * @throws Exception if it can't be made
	 */
	Object element(Datagram datagram, Peer peer) throws Exception;

	/**
	 * Take some elements, as {@link #onDatagrams} takes datagrams.
	 * @param elements the elements
	 * @param peer the peer that received the datagrams
	 * @throws Exception as there
	 */
	void onElements(List<Object> elements, Peer peer) throws Exception;

	@Override
	default void onDatagrams(List<Datagram> datagrams, Peer peer) throws Exception {
		List<Object> elements = new ArrayList<>(datagrams.size());
		for (Datagram datagram : datagrams) {
			elements.add(element(datagram, peer));
		}
		onElements(List.copyOf(elements), peer);
	}

}
