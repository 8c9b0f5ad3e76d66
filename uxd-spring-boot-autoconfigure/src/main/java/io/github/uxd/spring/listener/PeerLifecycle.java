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
			this.peer.open();
			this.running = true;
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
