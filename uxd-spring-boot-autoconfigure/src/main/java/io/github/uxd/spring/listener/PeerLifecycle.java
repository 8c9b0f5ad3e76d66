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
package io.github.uxd.spring.listener;

import io.github.uxd.Peer;
import io.github.uxd.PeerOpenException;

import org.springframework.context.SmartLifecycle;

/**
 * Opens a peer early when the application starts, and closes it late when it stops, so
 * that whatever runs in between can send.
 */
public class PeerLifecycle implements SmartLifecycle {

	/**
	 * The default phase: before almost everything at start, after it at stop.
	 */
	public static final int DEFAULT_PHASE = Integer.MIN_VALUE + 1000;

	private final String peerId;

	private final Peer peer;

	private final int phase;

	private volatile boolean running;

	/**
	 * Create a lifecycle.
	 * @param peerId the id of the peer
	 * @param peer the peer to open and close
	 * @param phase the phase to do it in
	 */
	public PeerLifecycle(String peerId, Peer peer, int phase) {
		this.peerId = peerId;
		this.peer = peer;
		this.phase = phase;
	}

	/**
	 * Return the peer that is opened and closed.
	 * @return the peer
	 */
	public Peer getPeer() {
		return this.peer;
	}

	/**
	 * Open the peer.
	 * @throws PeerStartException if it can't be opened
	 */
	@Override
	public void start() {
		try {
			boolean wasOpen = this.peer.isOpen();
			this.peer.open();
			this.running = true;
			if (!wasOpen) {
				PeerAnnouncement.log(this.peerId, this.peer);
			}
		}
		catch (PeerOpenException ex) {
			throw new PeerStartException(this.peerId, ex);
		}
	}

	@Override
	public void stop() {
		this.running = false;
		this.peer.close();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return this.phase;
	}

}
