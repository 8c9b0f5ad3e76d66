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

import java.io.UncheckedIOException;

import io.github.uxd.PeerOpenException;

/**
 * A peer can't be opened when the application, or its poller, starts. The cause says why.
 */
public class PeerStartException extends UncheckedIOException {

	private static final long serialVersionUID = 1L;

	/**
	 * The id of the peer.
	 */
	private final String peerId;

	/**
	 * Create an exception.
	 * @param peerId the id of the peer
	 * @param cause why it can't be opened
	 */
	public PeerStartException(String peerId, PeerOpenException cause) {
		super("The peer '" + peerId + "' can't be opened: " + cause.getMessage(), cause);
		this.peerId = peerId;
	}

	/**
	 * Return which peer can't be opened.
	 * @return the id of the peer
	 */
	public String getPeerId() {
		return this.peerId;
	}

}
