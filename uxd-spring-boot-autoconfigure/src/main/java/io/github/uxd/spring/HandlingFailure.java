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
import io.github.uxd.text.OneLine;

/**
 * A datagram that a handler or listener failed on. Immutable.
 */
public final class HandlingFailure {

	private final Throwable cause;

	private final Datagram datagram;

	private final Peer peer;

	private final String peerId;

	private final Kind kind;

	private final String listenerId;

	private final int attempts;

	private final boolean causedBySender;

	/**
	 * Create a failure.
	 * @param cause what the handler or listener threw
	 * @param datagram the datagram
	 * @param peer the peer that received it
	 * @param peerId the id of the peer
	 * @param kind what has failed
	 * @param listenerId which one has failed
	 * @param attempts how often it was called with the datagram, 1 or more
	 * @param causedBySender whether it is the sender's fault
	 */
	public HandlingFailure(Throwable cause, Datagram datagram, Peer peer, String peerId, Kind kind, String listenerId,
			int attempts, boolean causedBySender) {
		this.cause = cause;
		this.datagram = datagram;
		this.peer = peer;
		this.peerId = peerId;
		this.kind = kind;
		this.listenerId = listenerId;
		this.attempts = attempts;
		this.causedBySender = causedBySender;
	}

	/**
	 * Return what the handler or listener threw, the last time if it was called more than
	 * once.
	 * @return the exception or error, as it was thrown
	 */
	public Throwable getCause() {
		return this.cause;
	}

	/**
	 * Return the datagram.
	 * @return the datagram, which may be kept
	 */
	public Datagram getDatagram() {
		return this.datagram;
	}

	/**
	 * Return the peer that received the datagram.
	 * @return the peer, to answer with
	 */
	public Peer getPeer() {
		return this.peer;
	}

	/**
	 * Return the id of the peer: its key below {@code uxd.peers}, or the name of the
	 * primary peer.
	 * @return the id
	 */
	public String getPeerId() {
		return this.peerId;
	}

	/**
	 * Return what has failed.
	 * @return the kind of what was called
	 */
	public Kind getKind() {
		return this.kind;
	}

	/**
	 * Return which one has failed.
	 * @return the id of the listener; of a handler the name of its bean; of event
	 * listeners, who are not told apart, that of the event's class
	 */
	public String getListenerId() {
		return this.listenerId;
	}

	/**
	 * Return how often it was called with this datagram.
	 * @return the number of calls, more than 1 if it was tried again
	 */
	public int getAttempts() {
		return this.attempts;
	}

	/**
	 * Return whether it is the sender's fault: the datagram can't be converted to what
	 * the listener takes, or isn't valid.
	 * @return {@code true} if so; {@code false} if the application has failed
	 */
	public boolean isCausedBySender() {
		return this.causedBySender;
	}

	@Override
	public String toString() {
		return "HandlingFailure[peer=" + this.peerId + ", " + this.kind.description() + "=" + this.listenerId
				+ ", attempts=" + this.attempts + ", " + this.datagram + ", cause=" + OneLine.of(this.cause) + "]";
	}

	/**
	 * What can be called with a datagram.
	 */
	public enum Kind {

		/**
		 * A {@link DatagramHandler}.
		 */
		HANDLER("handler"),

		/**
		 * A listener method, or a {@link DatagramListener}.
		 */
		LISTENER("listener"),

		/**
		 * The listeners of the application's events.
		 */
		EVENT("listener of the event");

		private final String description;

		Kind(String description) {
			this.description = description;
		}

		/**
		 * Return what messages call it.
		 * @return such as {@code "listener"}
		 */
		public String description() {
			return this.description;
		}

	}

}
