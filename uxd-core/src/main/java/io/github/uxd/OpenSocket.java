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
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.uxd.internal.io.KernelSetting;
import io.github.uxd.internal.transport.DatagramTransport;
import io.github.uxd.internal.transport.DatagramTransport.Destination;
import io.github.uxd.internal.transport.ReceiveBuffer;
import io.github.uxd.wire.WireLog;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bound socket with its file: what a peer has from one opening to the next closing.
 */
final class OpenSocket {

	private static final Logger LOG = LoggerFactory.getLogger(Peer.class);

	/**
	 * How many datagrams to drop at most: where senders can't be refused they might go on
	 * for ever.
	 */
	private static final int MOST_TO_DISCARD = 1_000_000;

	private static final int DESTINATIONS_TO_REMEMBER = 1024;

	private final TransportType transportType;

	private final DatagramTransport transport;

	private final SocketFile file;

	private final @Nullable AllowedUsers allowedUsers;

	private final PeerOptions options;

	private final OptionalInt queueLength;

	private volatile DatagramView view;

	/**
	 * Whether somebody may look at a datagram in the view.
	 */
	private volatile boolean viewed;

	/**
	 * Where a datagram is received that is copied at once, meanwhile.
	 */
	private volatile @Nullable DatagramView viewToCopy;

	private final Map<UxdAddress, Destination> destinations = new ConcurrentHashMap<>();

	private volatile boolean refusesSenders;

	private volatile boolean retired;

	OpenSocket(TransportType transportType, DatagramTransport transport, SocketFile file, DatagramView view,
			PeerOptions options) {
		this.transportType = transportType;
		this.transport = transport;
		this.file = file;
		this.options = options;
		Set<Long> allowed = options.allowedUsers();
		this.allowedUsers = (allowed != null) ? new AllowedUsers(allowed) : null;
		this.view = view;
		this.queueLength = (file.seat() != null) ? newQueueLength() : OptionalInt.empty();
	}

	/**
	 * Return what the kernel has just given our socket, which keeps it; of one that
	 * systemd has made who knows when, and where, nobody can tell.
	 */
	private static OptionalInt newQueueLength() {
		try {
			return OptionalInt.of((int) KernelSetting.QUEUE_LENGTH.read());
		}
		catch (IOException ex) {
			LOG.debug("How many datagrams the queue has room for can't be read", ex);
			return OptionalInt.empty();
		}
	}

	TransportType transportType() {
		return this.transportType;
	}

	/**
	 * Return whether the user who sent a datagram may.
	 */
	boolean isAllowed(DatagramView datagram) {
		return this.allowedUsers == null || this.allowedUsers.contains(datagram.buffer());
	}

	DatagramTransport transport() {
		return this.transport;
	}

	String name() {
		return this.options.name();
	}

	boolean isTrailingNulStripped() {
		return this.options.stripTrailingNul();
	}

	@Nullable WireLog wireLog() {
		return this.options.wireLog();
	}

	/**
	 * Return the view for a datagram that somebody will look at.
	 */
	DatagramView view() {
		if (!this.viewed) {
			this.viewed = true;
		}
		return this.view;
	}

	/**
	 * Return a view for a datagram that is copied at once: another one than somebody may
	 * look at.
	 */
	DatagramView viewToCopy() {
		if (!this.viewed) {
			return this.view;
		}
		DatagramView view = this.viewToCopy;
		if (view == null) {
			view = newView();
			this.viewToCopy = view;
		}
		return view;
	}

	/**
	 * Receive into another buffer from now on, so that what was received last stays as it
	 * is.
	 */
	void renewView() {
		this.view = newView();
	}

	private DatagramView newView() {
		return new DatagramView(new ReceiveBuffer(this.view.buffer().maximumSize()));
	}

	/**
	 * Return the peer's right to have a socket at the path.
	 * @return the seat, or {@code null} if systemd has passed the socket
	 */
	@Nullable Seat seat() {
		return this.file.seat();
	}

	Path path() {
		return this.file.path();
	}

	boolean isTemporary() {
		Seat seat = seat();
		return seat != null && seat.place().isTemporary();
	}

	Destination destination(UxdAddress address) throws IOException {
		Destination destination = this.destinations.get(address);
		if (destination == null) {
			if (this.destinations.size() >= DESTINATIONS_TO_REMEMBER) {
				this.destinations.clear();
			}
			destination = this.transport.resolve(address.toBytes());
			this.destinations.put(address, destination);
		}
		return destination;
	}

	BufferSizes bufferSizes() {
		return ask((kernel) -> new BufferSizes(kernel.sendBufferSize(), kernel.receiveBufferSize()), BufferSizes.NONE,
				"The buffer sizes can't be read");
	}

	OptionalInt queueLength() {
		return this.queueLength;
	}

	OptionalInt sendBufferUsed() {
		int used = ask(DatagramTransport::sendBufferUsed, -1, "How full the send buffer is can't be read");
		return (used >= 0) ? OptionalInt.of(used) : OptionalInt.empty();
	}

	private <T> T ask(Question<T> question, T otherwise, String failure) {
		try {
			return question.ask(this.transport);
		}
		catch (IOException ex) {
			LOG.debug("{}, of the socket at {}", failure, path(), ex);
			return otherwise;
		}
	}

	SocketFileState fileState() {
		return this.file.state();
	}

	/**
	 * Remove the socket file, if it is the peer's.
	 */
	void unlink() {
		this.file.remove();
	}

	/**
	 * Close the socket.
	 * @param clear whether to remove the socket file
	 * @return how many datagrams were in its queue and are lost now
	 */
	int close(boolean clear) {
		try {
			if (clear) {
				unlink();
			}
			// Whoever waits holds the socket's receiving side, and needn't wait any more.
			this.transport.endWaits();
			return discard();
		}
		finally {
			this.transport.close();
			this.file.letGo();
		}
	}

	/**
	 * Take no more datagrams; what waits in the queue can still be received. The path is
	 * another socket's from now on.
	 */
	void retire() {
		this.file.handOver();
		try {
			refuseSenders();
		}
		finally {
			this.retired = true;
			this.transport.wakeUp();
		}
	}

	/**
	 * Tell senders from now on that they can't send, so that the queue gets no longer; or
	 * leave it to whoever has the socket next, if systemd has passed it.
	 */
	void refuseSenders() {
		this.refusesSenders = true;
		try {
			this.transport.refuseSenders();
		}
		catch (IOException ex) {
			LOG.warn("Senders to {} can't be refused; what they send from now on may be lost", path(), ex);
		}
	}

	boolean refusesSenders() {
		return this.refusesSenders;
	}

	/**
	 * Return whether nothing can be added to the queue any more.
	 */
	boolean isRetired() {
		return this.retired;
	}

	/**
	 * Let nobody send any more, and drop what waits in the queue.
	 * @return how many datagrams
	 */
	int discard() {
		int unread = 0;
		// So that the count is final: whoever sends from now on is told.
		refuseSenders();
		try {
			// A buffer of its own: a handler may still be looking at the view.
			ReceiveBuffer buffer = new ReceiveBuffer(0);
			while (unread < MOST_TO_DISCARD && (this.transport.receive(buffer) || hasMore())) {
				unread++;
			}
		}
		catch (IOException ex) {
			LOG.warn("The queue of the socket at {} can't be emptied: what is left in it is lost, and not counted",
					path(), ex);
		}
		return unread;
	}

	/**
	 * Return whether the kernel knows nothing of the socket, or what waits for it:
	 * somebody else has closed a descriptor. For the thread that receives.
	 */
	boolean isBroken() {
		return ask((kernel) -> {
			kernel.sendBufferSize();
			kernel.awaitReadable(0);
			return false;
		}, true, "It is broken");
	}

	/**
	 * Return whether there is something in the queue, also if the last receive has found
	 * nothing: an empty datagram looks like that.
	 */
	boolean hasMore() {
		return ask((kernel) -> kernel.awaitReadable(0), false, "Can't look into the queue");
	}

	/**
	 * Asks the kernel something about the socket.
	 */
	@FunctionalInterface
	private interface Question<T> {

		T ask(DatagramTransport kernel) throws IOException;

	}

}
