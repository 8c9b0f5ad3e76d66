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

import io.github.uxd.DatagramView;
import io.github.uxd.Peer;
import io.github.uxd.spring.DatagramListener;

/**
 * A listener that, on the thread that receives, takes a datagram where it was received,
 * and on others a copy of it.
 */
public interface ViewListener extends DatagramListener {

	/**
	 * Take a datagram where it was received.
	 * @param view the datagram, valid for the call
	 * @param peer the peer that received it, to answer with
	 * @throws Exception if the datagram can't be handled
	 */
	void onView(DatagramView view, Peer peer) throws Exception;

	/**
	 * Return whether it can't do with copies.
	 */
	boolean needsViews();

	/**
	 * Return whether it may answer what it is given.
	 */
	default boolean answers() {
		return false;
	}

}
