package io.github.uxd;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * The duty cycle of a peer, as hio's {@code PeerDoer} has it: {@link #enter()} opens,
 * {@link #recur()} does what there is to do and returns, {@link #exit()} closes. Whoever
 * owns the thread calls them in turn, and waits with {@link Peer#awaitReadable(Duration)}
 * when a cycle found nothing to do.
 */
public final class PeerDoer {

	private final Peer peer;

	private final Consumer<? super DatagramView> handler;

	private final int batchSize;

	/**
	 * Create a doer.
	 * @param peer the peer
	 * @param handler is given each datagram; the view is valid for the call only
	 * @param batchSize how many datagrams to handle in one cycle at most, 1 or more
	 */
	public PeerDoer(Peer peer, Consumer<? super DatagramView> handler, int batchSize) {
		if (batchSize < 1) {
			throw new IllegalArgumentException("The batch size " + batchSize + " is less than 1");
		}
		this.peer = peer;
		this.handler = handler;
		this.batchSize = batchSize;
	}

	/**
	 * Return the peer.
	 * @return the peer
	 */
	public Peer peer() {
		return this.peer;
	}

	/**
	 * Open the peer, unless it is open and senders can find it.
	 * @throws PeerOpenException if it can't be opened, see {@link Peer#open()}
	 */
	public void enter() throws PeerOpenException {
		if (!this.peer.isReachable()) {
			this.peer.reopen();
		}
	}

	/**
	 * Do one cycle: hand on the datagrams that are there, a batch of them at most. Never
	 * waits.
	 * @return how many datagrams were handed on; 0 means that there was nothing to do
	 * @throws PeerClosedException if the peer is closed
	 * @throws UxdException if the kernel reports an error
	 */
	public int recur() throws UxdException {
		int count = 0;
		while (count < this.batchSize) {
			DatagramView view = this.peer.receiveView();
			if (view == null) {
				break;
			}
			count++;
			this.handler.accept(view);
		}
		return count;
	}

	/**
	 * Hand on what has been sent to the peer until now. If it is set to
	 * {@linkplain PeerBuilder#clear(boolean) clear} its socket file, that is removed
	 * first, so that new senders are told of it and none sends in vain.
	 * @param timeout how long to go on at most; zero means to do one cycle
	 * @return {@code true} if the kernel's queue is empty, {@code false} if the time was
	 * up before
	 * @throws PeerClosedException if the peer is closed
	 * @throws UxdException if the kernel reports an error
	 */
	public boolean drain(Duration timeout) throws UxdException {
		if (this.peer.options().clear()) {
			this.peer.unlink();
		}
		long start = System.nanoTime();
		while (recur() > 0 || this.peer.awaitReadable(Duration.ZERO)) {
			if (System.nanoTime() - start >= timeout.toNanos()) {
				return !this.peer.awaitReadable(Duration.ZERO);
			}
		}
		return true;
	}

	/**
	 * Close the peer. What waits in the kernel's queue is lost unless
	 * {@link #drain(Duration)} was called before.
	 */
	public void exit() {
		this.peer.close();
	}

}
