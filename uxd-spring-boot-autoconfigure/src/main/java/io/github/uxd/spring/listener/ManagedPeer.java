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
	 * @return the state that it would be in if all went well
	 */
	public State expectedState() {
		if (this.lifecycle == null || !this.lifecycle.isRunning()) {
			return State.STOPPED;
		}
		if (this.poller == null) {
			return State.OPEN;
		}
		if (!this.poller.isMeantToRun()) {
			return State.STOPPED;
		}
		return this.poller.isPaused() ? State.PAUSED : State.RECEIVING;
	}

	/**
	 * Return what the peer does.
	 * @return the state that it is in
	 */
	public State actualState() {
		if (!this.peer.isOpen()) {
			return State.STOPPED;
		}
		if (this.poller == null) {
			return State.OPEN;
		}
		if (!this.poller.isRunning()) {
			return State.STOPPED;
		}
		return this.poller.isPaused() ? State.PAUSED : State.RECEIVING;
	}

	/**
	 * The states of a peer.
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
		 * It is open, and what is sent to it waits in the kernel's queue.
		 */
		PAUSED,

		/**
		 * It is open and receives.
		 */
		RECEIVING

	}

}
