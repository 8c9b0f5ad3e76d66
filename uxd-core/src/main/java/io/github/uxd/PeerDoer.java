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
package io.github.uxd;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The duty cycle of a peer, as hio's {@code PeerDoer} has it: {@link #enter()} opens,
 * {@link #recur()} does what there is to do and returns, {@link #exit()} closes. Whoever
 * owns the thread calls them in turn, and waits with {@link Peer#awaitReadable(Duration)}
 * when a cycle found nothing to do.
 */
public final class PeerDoer {

	private static final Duration LONGEST_DRAIN = Duration.ofDays(1000);

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
	 * Open the peer, unless it is open and takes datagrams. Views of datagrams that were
	 * received before stay valid.
	 * @throws PeerOpenException if it can't be opened, see {@link Peer#open()}
	 */
	public void enter() throws PeerOpenException {
		boolean displaced = !this.peer.isActivated() && this.peer.socketFileState() == SocketFileState.TAKEN;
		if (displaced || this.peer.refusesSenders()) {
			this.peer.reopen();
		}
		else {
			repair();
			this.peer.heal();
		}
		this.peer.renewViews();
	}

	/**
	 * Open the peer if it is closed, or the kernel knows nothing of its socket since
	 * somebody else has closed the descriptor. What waits in the queue of a socket that
	 * works is never lost.
	 * @throws PeerOpenException if it can't be opened, see {@link Peer#open()}
	 */
	public void repair() throws PeerOpenException {
		if (!this.peer.isOpen() || this.peer.isBroken()) {
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
		return recur(() -> true);
	}

	/**
	 * Do one cycle, as long as it is wanted.
	 * @param goOn is asked before each datagram whether to go on
	 * @return how many datagrams were handed on; 0 means that there was nothing to do, or
	 * that it wasn't wanted
	 * @throws PeerClosedException if the peer is closed
	 * @throws UxdException if the kernel reports an error
	 */
	public int recur(BooleanSupplier goOn) throws UxdException {
		int count = 0;
		while (count < this.batchSize && goOn.getAsBoolean()) {
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
	 * {@linkplain Peer#refuseSenders() Turn senders away}, and hand on what has been sent
	 * to the peer until now; what systemd keeps the socket of is left there. May be
	 * called by a handler: the view that it was given stays valid.
	 * @param timeout how long to go on at most; zero only looks whether there is
	 * something
	 * @return {@code true} if the kernel's queue is empty, {@code false} if the time was
	 * up before
	 * @throws PeerClosedException if the peer is closed
	 * @throws UxdException if the kernel reports an error
	 */
	public boolean drain(Duration timeout) throws UxdException {
		long start = System.nanoTime();
		long limit = (timeout.compareTo(LONGEST_DRAIN) > 0) ? LONGEST_DRAIN.toNanos() : timeout.toNanos();
		return drain(() -> System.nanoTime() - start < limit) || !this.peer.awaitReadable(Duration.ZERO);
	}

	/**
	 * {@linkplain Peer#refuseSenders() Turn senders away}, and hand on what has been sent
	 * to the peer until now, as long as it is wanted.
	 * @param goOn is asked before each datagram whether to go on
	 * @return {@code true} if the kernel's queue is empty, {@code false} if it wasn't
	 * wanted any more before that was known
	 * @throws PeerClosedException if the peer is closed
	 * @throws UxdException if the kernel reports an error
	 */
	public boolean drain(BooleanSupplier goOn) throws UxdException {
		this.peer.refuseSenders();
		this.peer.renewViews();
		while (goOn.getAsBoolean()) {
			if (recur(goOn) == 0 && goOn.getAsBoolean() && !this.peer.awaitReadable(Duration.ZERO)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * {@linkplain Peer#refuseSenders() Turn senders away}, and drop what has been sent to
	 * the peer until now, which counts as {@link DropReason#CLOSED}. The view of the last
	 * datagram stays valid.
	 * @return how many datagrams were dropped
	 * @throws PeerClosedException if the peer is closed
	 */
	public int discard() throws PeerClosedException {
		return this.peer.discard();
	}

	/**
	 * Close the peer. What waits in the kernel's queue is lost unless
	 * {@link #drain(Duration)} was called before.
	 */
	public void exit() {
		this.peer.close();
	}

}
