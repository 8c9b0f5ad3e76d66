package io.github.uxd.spring.listener;

import io.github.uxd.Peer;
import org.jspecify.annotations.Nullable;

/**
 * A peer of the application with what belongs to it.
 */
public final class ManagedPeer {

	private final String id;

	private final Peer peer;

	private final @Nullable PeerLifecycle lifecycle;

	private final @Nullable PeerPoller poller;

	/**
	 * Create a managed peer.
	 * @param id the id of the peer: its key below {@code uxd.peers}, or the name of the
	 * primary peer
	 * @param peer the peer
	 * @param lifecycle what opens and closes it, or {@code null} if the application does
	 * @param poller what receives for it, or {@code null} if nothing of Spring's does
	 */
	public ManagedPeer(String id, Peer peer, @Nullable PeerLifecycle lifecycle, @Nullable PeerPoller poller) {
		this.id = id;
		this.peer = peer;
		this.lifecycle = lifecycle;
		this.poller = poller;
	}

	/**
	 * Return the id of the peer.
	 * @return the id
	 */
	public String id() {
		return this.id;
	}

	/**
	 * Return the peer.
	 * @return the peer
	 */
	public Peer peer() {
		return this.peer;
	}

	/**
	 * Return what opens and closes the peer.
	 * @return the lifecycle, or {@code null} if the application does it
	 */
	public @Nullable PeerLifecycle lifecycle() {
		return this.lifecycle;
	}

	/**
	 * Return what receives for the peer.
	 * @return the poller, or {@code null} if nothing of Spring's does
	 */
	public @Nullable PeerPoller poller() {
		return this.poller;
	}

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
		if (!this.poller.isMeantToRun()) {
			return State.STOPPED;
		}
		return this.poller.isPauseRequested() ? State.PAUSED : State.RECEIVING;
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

	@Override
	public String toString() {
		return "ManagedPeer[" + this.id + ", " + this.peer + "]";
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
