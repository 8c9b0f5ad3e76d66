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

import java.util.Objects;

import io.github.uxd.Datagram;
import io.github.uxd.DatagramView;
import io.github.uxd.Peer;
import io.github.uxd.spring.DatagramListener;
import io.github.uxd.spring.listener.UxdListenerEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * A listener that is called for each datagram, where it was received if it takes views.
 */
final class SingleListener extends RegisteredListener {

	private final DatagramListener observed;

	/**
	 * The same, if it takes views.
	 */
	private final @Nullable ViewListener viewing;

	/**
	 * Create a listener.
	 * @param endpoint the listener and how it is called
	 * @param peerId the id of the peer whose datagrams it is given
	 * @param poller what receives them, or {@code null} if nothing of ours does
	 * @param observed what is called instead of the listener, which observes it
	 * @param running whether it runs
	 */
	SingleListener(UxdListenerEndpoint endpoint, String peerId, @Nullable ThreadedPeerPoller poller,
			DatagramListener observed, boolean running) {
		super(endpoint, peerId, poller, running);
		this.observed = observed;
		this.viewing = (endpoint.getListener() instanceof ViewListener && observed instanceof ViewListener viewing)
				? viewing : null;
	}

	@Override
	void receive(Delivery delivery, Lease lease) throws Throwable {
		ViewListener viewing = this.viewing;
		DatagramView view = (viewing != null) ? delivery.viewIfThere() : null;
		Datagram datagram = (view == null) ? delivery.datagram() : null;
		Peer peer = delivery.peer();
		if (!accepts(delivery)) {
			return;
		}
		Tries tries = tries(lease);
		while (true) {
			try {
				if (viewing != null && view != null) {
					viewing.onView(view, peer);
				}
				else {
					this.observed.onDatagram(Objects.requireNonNull(datagram), peer);
				}
				return;
			}
			catch (Throwable ex) {
				if (tries == null) {
					throw ex;
				}
				// Nobody receives into the view as long as the call lasts.
				datagram = (datagram != null) ? datagram : Objects.requireNonNull(view).copy();
				if (!tries.goOn(ex, datagram)) {
					throw tries.outcome(ex);
				}
			}
		}
	}

}
