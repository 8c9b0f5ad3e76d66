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

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

import io.github.uxd.wire.WireLog;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Receives what was sent to a peer: first to the sockets whose file it has lost, then to
 * the one it has now.
 */
final class PeerReceiver {

	private static final Logger LOG = LoggerFactory.getLogger(Peer.class);

	/**
	 * How many datagrams one receive drops before it gives its caller a chance to do
	 * something else.
	 */
	private static final int DROPS_PER_RECEIVE = 64;

	private final PeerStatistics statistics;

	/**
	 * Sockets whose file was lost: they send no more and nobody can send to them, but
	 * what waits in their queues comes before anything newer.
	 */
	private final Queue<OpenSocket> retired = new ConcurrentLinkedQueue<>();

	PeerReceiver(PeerStatistics statistics) {
		this.statistics = statistics;
	}

	/**
	 * Receive from this socket, too, as long as there is something in its queue.
	 */
	void addRetired(OpenSocket old) {
		this.retired.add(old);
	}

	boolean hasRetired() {
		return !this.retired.isEmpty();
	}

	/**
	 * Receive the next datagram.
	 * @param current has the socket that the peer has now
	 * @param into where to, of the socket that has one
	 */
	@Nullable DatagramView receive(CurrentSocket current, Function<OpenSocket, DatagramView> into) throws UxdException {
		while (true) {
			// Asked for before the retired ones are looked at: a socket is among those
			// before there is a new one in its place.
			OpenSocket open = current.require();
			OpenSocket old = this.retired.peek();
			if (old == null) {
				return receiveFrom(open, into.apply(open));
			}
			boolean nothingCanBeAdded = old.isRetired();
			DatagramView view = receiveFrom(old, into.apply(old));
			if (view != null || !nothingCanBeAdded || old.hasMore()) {
				return view;
			}
			// Whoever takes it out of the queue, this thread or the one that closes the
			// peer.
			if (this.retired.remove(old)) {
				close(old, false);
			}
		}
	}

	/**
	 * Receive into other buffers from now on, so that what was received last stays as it
	 * is.
	 */
	void renewViews(@Nullable OpenSocket open) {
		this.retired.forEach(OpenSocket::renewView);
		if (open != null) {
			open.renewView();
		}
	}

	/**
	 * Drop what waits in all queues, and count it.
	 * @return how many datagrams
	 */
	int discard(OpenSocket open) {
		int unread = open.discard();
		for (OpenSocket old : this.retired) {
			unread += old.discard();
		}
		this.statistics.countDropped(DropReason.CLOSED, unread);
		return unread;
	}

	/**
	 * Close the sockets whose file was lost.
	 */
	void close() {
		for (OpenSocket old = this.retired.poll(); old != null; old = this.retired.poll()) {
			close(old, false);
		}
	}

	/**
	 * Close a socket, and count what is lost with it.
	 */
	void close(OpenSocket closing, boolean clear) {
		int unread = closing.close(clear);
		if (unread > 0) {
			this.statistics.countDropped(DropReason.CLOSED, unread);
			LOG.warn("The peer '{}' was closed with {} datagrams in its queue, which are lost", closing.name(), unread);
		}
	}

	private @Nullable DatagramView receiveFrom(OpenSocket open, DatagramView view) throws UxdException {
		try {
			for (int i = 0; i < DROPS_PER_RECEIVE && open.transport().receive(view.buffer()); i++) {
				if (!open.isAllowed(view)) {
					drop(view, open.name(), DropReason.NOT_ALLOWED, "its user is not allowed to send");
				}
				else if (view.buffer().isOversize()) {
					drop(view, open.name(), DropReason.OVERSIZE,
							"it has more bytes than the buffer size of " + view.buffer().maximumSize());
				}
				else {
					this.statistics.countReceived(view.length());
					log(view, open.wireLog());
					if (open.isTrailingNulStripped()) {
						view.buffer().stripTrailingNul();
					}
					return view;
				}
			}
			return null;
		}
		catch (ClosedChannelException ex) {
			throw new PeerClosedException(open.name(), ex);
		}
		catch (IOException ex) {
			this.statistics.countReceiveError();
			throw new UxdException("The peer '" + open.name() + "' can't receive at " + open.path(), ex);
		}
	}

	private static void log(DatagramView view, @Nullable WireLog wireLog) {
		if (wireLog != null) {
			wireLog.writeRx(view.payload(), source(view));
		}
	}

	private static byte @Nullable [] source(DatagramView view) {
		try {
			UxdAddress source = view.source();
			return (source != null) ? source.toBytes() : null;
		}
		catch (OutOfMemoryError ex) {
			// Without it in the log rather than not received.
			return null;
		}
	}

	private void drop(DatagramView view, String name, DropReason reason, String words) {
		boolean first = this.statistics.dropped(reason) == 0;
		this.statistics.countDropped(reason, 1);
		// Said aloud once: whoever sends one sends many.
		LOG.atLevel(first ? Level.WARN : Level.DEBUG)
			.log("The peer '{}' dropped a datagram of {}: {}", name, view, words);
	}

}
