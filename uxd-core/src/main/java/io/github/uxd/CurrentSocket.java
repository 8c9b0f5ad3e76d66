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

import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

import io.github.uxd.PeerOpenException.Reason;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which socket a peer has now, and how it comes to another one or to none. Its monitor
 * guards which one there is: nobody who holds it opens a file, so that a close never
 * waits for an opening that hangs. Thread-safe.
 */
final class CurrentSocket {

	private static final Logger LOG = LoggerFactory.getLogger(Peer.class);

	private final PeerStatistics statistics;

	private final PeerReceiver receiver;

	/**
	 * One opens at a time, which may take as long as a file server does. Whoever holds
	 * the monitor never waits for it.
	 */
	private final ReentrantLock opening = new ReentrantLock();

	/**
	 * How often the peer was closed. Whoever opens sees by it that it was closed
	 * meanwhile.
	 */
	private int closings;

	private volatile PeerOptions options;

	private volatile @Nullable OpenSocket socket;

	/**
	 * The path of now or, when closed, of before.
	 */
	private volatile @Nullable Path path;

	/**
	 * Start without a socket.
	 * @param statistics where to count
	 * @param receiver what receives from a socket until its queue is empty, although
	 * another has its place
	 */
	CurrentSocket(PeerOptions options, PeerStatistics statistics, PeerReceiver receiver) {
		this.options = options;
		this.statistics = statistics;
		this.receiver = receiver;
	}

	@Nullable OpenSocket get() {
		return this.socket;
	}

	OpenSocket require() throws PeerClosedException {
		OpenSocket open = this.socket;
		if (open == null) {
			throw new PeerClosedException(this.options.name(), null);
		}
		return open;
	}

	@Nullable Path path() {
		return this.path;
	}

	PeerOptions options() {
		return this.options;
	}

	/**
	 * Open a socket if there is none.
	 */
	void open() throws PeerOpenException {
		this.opening.lock();
		try {
			if (this.socket == null) {
				open(null, closings());
			}
		}
		finally {
			this.opening.unlock();
		}
	}

	/**
	 * Return how often the peer was closed. A close that is under way is waited for: it
	 * holds the path.
	 */
	private synchronized int closings() {
		return this.closings;
	}

	private void open(@Nullable Place place, int closingsBefore) throws PeerOpenException {
		OpenSocket opened = new SocketOpener(this.options, this.statistics).open(place);
		use(opened, closingsBefore);
		LOG.debug("The peer '{}' listens at {} by the transport {}", opened.name(), opened.path(),
				opened.transportType());
	}

	private synchronized void use(OpenSocket opened, int closingsBefore) throws PeerOpenException {
		if (this.closings != closingsBefore) {
			this.receiver.close(opened, true);
			throw new PeerOpenException(Reason.OTHER,
					"The peer '" + this.options.name() + "' was closed while it opened", null);
		}
		this.path = opened.path();
		this.statistics.countOpened();
		this.socket = opened;
	}

	/**
	 * Close the socket if there is one, and open another with other options.
	 */
	void reopen(UnaryOperator<PeerBuilder> changes) throws PeerOpenException {
		this.opening.lock();
		try {
			PeerOptions changed = changes.apply(new PeerBuilder(this.options)).options();
			Place place = null;
			try {
				int before;
				synchronized (this) {
					place = (changed.reuse() && changed.locatesAs(this.options)) ? holdPlace() : null;
					close(this.options.clear());
					before = this.closings;
				}
				this.options = changed;
				open(place, before);
			}
			finally {
				if (place != null) {
					place.letGo();
				}
			}
		}
		finally {
			this.opening.unlock();
		}
	}

	/**
	 * Hold the place of the socket, so that its temporary directory outlives it.
	 */
	private @Nullable Place holdPlace() {
		OpenSocket open = this.socket;
		Seat seat = (open != null) ? open.seat() : null;
		return (seat != null && seat.place().hold()) ? seat.place() : null;
	}

	/**
	 * Close the socket if there is one. One that another thread is just opening is closed
	 * as soon as it is open.
	 * @param clear whether to remove the socket file, even if it isn't temporary
	 */
	synchronized void close(boolean clear) {
		this.closings++;
		OpenSocket closing = this.socket;
		this.socket = null;
		if (closing != null) {
			this.receiver.close(closing, clear || closing.isTemporary());
		}
		this.receiver.close();
	}

	/**
	 * Put another socket in the place of one whose file is gone.
	 * @return {@code false} if there is none, or it was closed meanwhile
	 */
	boolean heal() throws PeerOpenException {
		if (!isDamaged(this.socket)) {
			return false;
		}
		this.opening.lock();
		try {
			OpenSocket damaged = this.socket;
			Seat seat = (damaged != null) ? damaged.seat() : null;
			if (damaged == null || seat == null || !isDamaged(damaged) || !seat.hold()) {
				return false;
			}
			try {
				return replace(damaged, new SocketOpener(this.options, this.statistics).heal(seat));
			}
			finally {
				seat.letGo();
			}
		}
		finally {
			this.opening.unlock();
		}
	}

	private static boolean isDamaged(@Nullable OpenSocket open) {
		return open != null && open.fileState() == SocketFileState.MISSING && !open.refusesSenders();
	}

	private synchronized boolean replace(OpenSocket damaged, OpenSocket healed) {
		if (this.socket != damaged) {
			this.receiver.close(healed, true);
			return false;
		}
		// In this order: nothing of the new socket may be received before all of the
		// old one, and there is a socket to send with at any time.
		this.receiver.addRetired(damaged);
		this.statistics.countOpened();
		this.socket = healed;
		boolean turnsAway = damaged.refusesSenders();
		damaged.retire();
		this.statistics.countHealed();
		LOG.warn("The socket file of the peer '{}' was removed, and is made anew at {}", healed.name(), healed.path());
		if (turnsAway) {
			// What was said to the old one meanwhile is meant for the new one, too.
			refuseSenders();
		}
		return true;
	}

	/**
	 * Turn senders away for good, or leave what they have sent to who comes next, and
	 * remove the socket file if closing would.
	 */
	synchronized void refuseSenders() {
		OpenSocket open = this.socket;
		if (open != null) {
			if (this.options.clear() || open.isTemporary()) {
				open.unlink();
			}
			open.refuseSenders();
		}
	}

}
