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
import org.jspecify.annotations.Nullable;

/**
 * A peer of the application with what belongs to it.
 *
 * @param id the id of the peer: its key below {@code uxd.peers}, or the name of the
 * primary peer
 * @param peer the peer
 * @param lifecycle what opens and closes it, or {@code null} if the application does
 * @param poller what receives for it, or {@code null} if nothing of Spring's does
 */
public record ManagedPeer(String id, Peer peer, @Nullable PeerLifecycle lifecycle, @Nullable PeerPoller poller) {

	/**
	 * Return what the peer is meant to do.
	 * @return the state that it is in, or will be in soon, if all goes well
	 */
	public State expectedState() {
		if (this.lifecycle == null || !this.lifecycle.isRunning()) {
			return State.STOPPED;
		}
		if (this.poller == null) {
			return State.OPEN;
		}
		return switch (this.poller.getState().wish()) {
			case RECEIVE -> State.RECEIVING;
			case PAUSE -> State.PAUSED;
			case STOP -> State.STOPPED;
		};
	}

	/**
	 * Return what the peer does.
	 * @return the state that it is in
	 */
	public State actualState() {
		if (this.poller == null) {
			return this.peer.isOpen() ? State.OPEN : State.STOPPED;
		}
		return switch (this.poller.getState().fact()) {
			case CLOSED -> State.STOPPED;
			case OPENING -> State.OPENING;
			case RECEIVING -> this.peer.isOpen() ? State.RECEIVING : State.FAILED;
			case PAUSED -> this.peer.isOpen() ? State.PAUSED : State.FAILED;
			case DRAINING -> State.DRAINING;
			case FAILED -> State.FAILED;
			case GAVE_UP -> State.GAVE_UP;
		};
	}

	@Override
	public String toString() {
		return "ManagedPeer[" + this.id + ", " + this.peer + "]";
	}

	/**
	 * The states of a peer: those that it can be meant to be in, and those on the way.
	 */
	public enum State {

		/**
		 * It is closed, or open to send only.
		 */
		STOPPED,

		/**
		 * It is open, and the application itself receives.
		 */
		OPEN,

		/**
		 * It is being opened.
		 */
		OPENING,

		/**
		 * It is open, and what is sent to it waits in the kernel's queue.
		 */
		PAUSED,

		/**
		 * It is open and receives.
		 */
		RECEIVING,

		/**
		 * It has turned senders away, and handles what they had sent before.
		 */
		DRAINING,

		/**
		 * It can't receive, and tries again.
		 */
		FAILED,

		/**
		 * It can't receive, and tries no more.
		 */
		GAVE_UP;

		/**
		 * Return whether a peer in this state does its work.
		 * @return {@code false} for those in which nothing is received that ought to be
		 */
		public boolean isWorking() {
			return this != STOPPED && this != FAILED && this != GAVE_UP;
		}

	}

}
