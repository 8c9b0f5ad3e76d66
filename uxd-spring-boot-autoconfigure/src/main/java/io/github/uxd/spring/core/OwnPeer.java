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

import java.util.function.UnaryOperator;

import io.github.uxd.Peer;
import io.github.uxd.PeerBuilder;
import io.github.uxd.PeerOpenException;
import io.github.uxd.PeerOptions;
import org.jspecify.annotations.Nullable;

/**
 * A temporary peer that is there only to send: its send buffer is filled by nobody whom
 * another peer answers. It refuses what is sent to it. Opened when it is needed first.
 * Thread-safe.
 */
final class OwnPeer implements DatagramSender.Source {

	private final Peer model;

	private final UnaryOperator<PeerBuilder> customizer;

	private volatile @Nullable Peer peer;

	private boolean closed;

	/**
	 * Create a peer.
	 * @param model the peer whose options it takes after
	 * @param customizer changes them
	 */
	OwnPeer(Peer model, UnaryOperator<PeerBuilder> customizer) {
		this.model = model;
		this.customizer = customizer;
	}

	@Override
	public Peer peer() throws PeerOpenException {
		Peer peer = this.peer;
		return (peer != null) ? peer : open();
	}

	private synchronized Peer open() throws PeerOpenException {
		Peer peer = this.peer;
		if (peer == null) {
			PeerOptions options = this.model.options();
			// Nobody would read what is sent to it, and who sent that would not get the
			// room back: so senders are refused.
			peer = this.customizer
				.apply(Peer.builder()
					.name("sender")
					.temp(true)
					.transport(options.transport())
					.bufferSize(1)
					.sendBufferSize(Math.max(options.bufferSize(), options.sendBufferSize())))
				.build();
			if (!this.closed) {
				peer.open();
				peer.refuseSenders();
			}
			this.peer = peer;
		}
		return peer;
	}

	@Override
	public synchronized void close() {
		this.closed = true;
		Peer peer = this.peer;
		if (peer != null) {
			peer.close();
		}
	}

}
