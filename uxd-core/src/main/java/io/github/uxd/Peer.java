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
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

import io.github.uxd.internal.file.SocketHolder;
import org.jspecify.annotations.Nullable;

/**
 * A non-blocking peer on a Unix-domain datagram socket: it receives what other processes
 * of this machine send to its socket file, and sends to theirs.
 * <p>
 * What may be relied on: a datagram whose send returned {@code true} is whole, in order
 * (per sender and receiver) and once in the receiver's kernel queue until it is read, or
 * until the receiver closes. A receiver that dies loses what it has not read, and nobody
 * is told.
 * <p>
 * One thread receives and waits ({@link #receive()}, {@link #receiveView()},
 * {@link #awaitReadable(Duration)}). All other methods may be called by any thread at any
 * time, {@link #close()} and {@link #send(byte[], UxdAddress)} included. An interrupt of
 * the calling thread does no harm to the socket; but on junixsocket one that comes in the
 * very middle of a receive costs that datagram its source, which is unknown then. (The
 * pollers of the Spring integration keep interrupts from their receives.)
 */
public final class Peer implements AutoCloseable {

	/**
	 * The longest wait that {@code poll(2)} knows, in its milliseconds of 32 bits.
	 */
	private static final Duration LONGEST_WAIT = Duration.ofMillis(Integer.MAX_VALUE);

	private final PeerStatistics statistics = new PeerStatistics();

	private final PeerReceiver receiver = new PeerReceiver(this.statistics);

	private final CurrentSocket current;

	private final PeerSender sender;

	Peer(PeerOptions options) {
		this.current = new CurrentSocket(options, this.statistics, this.receiver);
		this.sender = new PeerSender(this.statistics, this.current);
	}

	/**
	 * Start to build a peer.
	 * @return a builder with hio's defaults
	 */
	public static PeerBuilder builder() {
		return new PeerBuilder();
	}

	/**
	 * Open a temporary peer with the name {@code test}, as hio's {@code openPeer} does.
	 * Closing it, which a try-with-resources statement sees to, removes it without a
	 * trace.
	 * @return an open peer
	 * @throws PeerOpenException as for {@link #open()}
	 */
	public static Peer openTemp() throws PeerOpenException {
		return openTemp(UnaryOperator.identity());
	}

	/**
	 * Open a temporary peer with other options.
	 * @param changes is given a builder of a temporary peer, and changes some options
	 * @return an open peer
	 * @throws PeerOpenException as for {@link #open()}
	 */
	public static Peer openTemp(UnaryOperator<PeerBuilder> changes) throws PeerOpenException {
		Peer peer = changes.apply(builder().name("test").temp(true)).build();
		peer.open();
		return peer;
	}

	/**
	 * Open the peer: create its socket and bind it to its path. An open peer is left as
	 * it is.
	 * <p>
	 * A stale socket file at the path, one that nobody listens on, is replaced. Anything
	 * else that stands there is left alone and the peer doesn't open.
	 * @throws PeerOpenException if the socket can't be opened or bound; its
	 * {@linkplain PeerOpenException#reason() reason} tells why
	 */
	public void open() throws PeerOpenException {
		this.current.open();
	}

	/**
	 * Close the peer if it is open, find its path anew (unless it is set to reuse the one
	 * it has) and open it. Counters go on.
	 * @throws PeerOpenException as for {@link #open()}; then the peer is closed
	 */
	public void reopen() throws PeerOpenException {
		reopen(UnaryOperator.identity());
	}

	/**
	 * Close the peer if it is open, as {@link #close()} does, and open it with other
	 * options, which it then keeps.
	 * @param changes is given a builder with the options of now, and changes some
	 * @throws PeerOpenException as for {@link #open()}; then the peer is closed
	 */
	public void reopen(UnaryOperator<PeerBuilder> changes) throws PeerOpenException {
		this.current.reopen(changes);
	}

	/**
	 * Close the peer, and remove the socket file if it is set to
	 * {@linkplain PeerBuilder#clear(boolean) clear} it. What waits in the kernel's queue
	 * is lost; {@link PeerDoer#drain(Duration)} sees to that before. (In that of a socket
	 * that {@linkplain #isActivated() systemd has passed} it stays.) A closed peer is
	 * left as it is. One that another thread is just opening is closed as soon as it is
	 * open, without this one waiting for that.
	 */
	@Override
	public void close() {
		close(options().clear());
	}

	/**
	 * Close the peer.
	 * @param clear whether to remove the socket file. One in a temporary directory is
	 * removed in any case, with the directory; one that isn't this peer's any more never
	 * is.
	 */
	public void close(boolean clear) {
		this.current.close(clear);
	}

	/**
	 * Bind anew if somebody has removed the socket file, unless it is
	 * {@linkplain #isActivated() systemd's}; otherwise do nothing. What was sent to the
	 * old file is received before what is sent to the new one. Cheap enough to be called
	 * several times a second.
	 * @return {@code true} if the file had been {@link SocketFileState#MISSING} and is
	 * there again
	 * @throws PeerOpenException if the file can't be made anew; the peer stays open and
	 * can try again
	 */
	public boolean heal() throws PeerOpenException {
		return this.current.heal();
	}

	/**
	 * Turn senders away for good, but stay open: remove the socket file, if closing
	 * would, and have the kernel refuse those who have connected to the peer or wait for
	 * room in its queue. What has been sent until now can be received; nothing will be
	 * added to it. Sending goes on as before. Opening again is the way back.
	 * <p>
	 * A socket that {@linkplain #isActivated() systemd has passed} turns nobody away, for
	 * that would be for good. Instead nothing more is received from it: what waits in its
	 * queue is left to whoever has the socket next.
	 */
	public void refuseSenders() {
		this.current.refuseSenders();
	}

	/**
	 * Drop what waits in the kernel's queue, and let nobody send any more.
	 * @return how many datagrams were dropped
	 */
	int discard() throws PeerClosedException {
		return this.receiver.discard(this.current.require());
	}

	/**
	 * Return whether the peer says that it is open, but the kernel knows nothing of its
	 * socket.
	 */
	boolean isBroken() {
		OpenSocket open = this.current.get();
		return open != null && open.isBroken();
	}

	/**
	 * Keep the view of the last datagram valid, whatever is received from now on.
	 */
	void renewViews() {
		this.receiver.renewViews(this.current.get());
	}

	/**
	 * Take the next datagram, without waiting, and copy it; a view of another stays as it
	 * is. One that is larger than the buffer, or from a user who isn't allowed, is
	 * counted as dropped and passed over.
	 * @return the datagram, or {@code null} if there is none (or none but an empty one,
	 * which junixsocket can't tell from none, or many that are dropped;
	 * {@link #awaitReadable} knows whether more is there)
	 * @throws PeerClosedException if the peer is closed
	 * @throws UxdException if the kernel reports an error
	 */
	public @Nullable Datagram receive() throws UxdException {
		DatagramView view = this.receiver.receive(this.current, OpenSocket::viewToCopy);
		return (view != null) ? view.copy() : null;
	}

	/**
	 * Take the next datagram, without waiting and without a copy. One that is larger than
	 * the buffer, or from a user who isn't allowed, is counted as dropped and passed
	 * over.
	 * @return a view of the datagram that is valid until the next call of this, or
	 * {@code null} if there is none (or none but an empty one on junixsocket, or many
	 * that are dropped; {@link #awaitReadable} knows)
	 * @throws PeerClosedException if the peer is closed
	 * @throws UxdException if the kernel reports an error
	 */
	public @Nullable DatagramView receiveView() throws UxdException {
		return this.receiver.receive(this.current, OpenSocket::view);
	}

	/**
	 * Send a datagram, without waiting.
	 * @param payload the bytes
	 * @param destination where to
	 * @return {@code true} if the kernel took the datagram, whole; {@code false} if there
	 * is no room for it now, because the destination's queue or our send buffer is full:
	 * try the same again later (hio returns 0)
	 * @throws SendException if this datagram can't be sent there; its
	 * {@linkplain SendException#reason() reason} tells why
	 * @throws PeerClosedException if this peer is closed
	 * @throws UxdException if the kernel reports any other error
	 */
	public boolean send(byte[] payload, UxdAddress destination) throws UxdException {
		return send(ByteBuffer.wrap(payload), destination);
	}

	/**
	 * Send a datagram, without waiting.
	 * @param payload the bytes between position and limit; its position is moved to the
	 * limit if the kernel took them, and is left where it is if not
	 * @param destination where to
	 * @return as for {@link #send(byte[], UxdAddress)}
	 * @throws UxdException as for {@link #send(byte[], UxdAddress)}
	 */
	public boolean send(ByteBuffer payload, UxdAddress destination) throws UxdException {
		Objects.requireNonNull(destination,
				"The destination is null, as the source of a datagram is that nobody can answer");
		return this.sender.send(payload, destination, this.current.require());
	}

	/**
	 * Wait in the kernel, using no CPU time, until there is a datagram to receive. To be
	 * called when a receive has found nothing.
	 * @param timeout how long to wait at most, rounded up to milliseconds; zero or less
	 * only looks
	 * @return {@code true} if there is one; {@code false} when the time is up, after
	 * {@link #wakeUp()}, when the thread is interrupted (it stays so), when the peer is
	 * closed meanwhile, and now and then for no reason
	 * @throws PeerClosedException if the peer is closed already
	 * @throws UxdException if the kernel reports an error
	 */
	public boolean awaitReadable(Duration timeout) throws UxdException {
		OpenSocket open = this.current.require();
		if (this.receiver.hasRetired()) {
			return true;
		}
		try {
			return open.transport().awaitReadable(millis(timeout));
		}
		catch (IOException ex) {
			this.statistics.countReceiveError();
			throw new UxdException("The peer '" + name() + "' can't wait for datagrams at " + open.path(), ex);
		}
	}

	/**
	 * Return the time in milliseconds, rounded up: a wait of less than one must not be
	 * none.
	 */
	private static long millis(Duration timeout) {
		if (timeout.isNegative() || timeout.isZero()) {
			return 0;
		}
		return (timeout.compareTo(LONGEST_WAIT) > 0) ? LONGEST_WAIT.toMillis() : timeout.plusNanos(999_999).toMillis();
	}

	/**
	 * Make the thread that waits in {@link #awaitReadable(Duration)} return at once; if
	 * none does, the next one to wait. Does nothing if the peer is closed.
	 */
	public void wakeUp() {
		OpenSocket open = this.current.get();
		if (open != null) {
			open.transport().wakeUp();
		}
	}

	/**
	 * Return the sizes of the kernel's buffers.
	 * @return the sizes in bytes, both 0 if the peer is closed
	 */
	public BufferSizes actualBufferSizes() {
		OpenSocket open = this.current.get();
		return (open != null) ? open.bufferSizes() : BufferSizes.NONE;
	}

	/**
	 * Return how much of the kernel's {@linkplain BufferSizes#send() send buffer} is
	 * taken: by what this peer has sent, to whomever, and nobody has read yet. Once that
	 * reaches the size nothing can be sent to anybody. Counted is what a datagram takes
	 * of the kernel's memory: 768 bytes for one of ten. Costs one system call.
	 * @return the number of bytes; empty if that is not known, since the peer is closed
	 * or its transport can't tell (junixsocket can't)
	 */
	public OptionalInt sendBufferUsed() {
		OpenSocket open = this.current.get();
		return (open != null) ? open.sendBufferUsed() : OptionalInt.empty();
	}

	/**
	 * Return how many datagrams may wait for this peer in the kernel's queue, less one:
	 * when there is one more, senders are told to try again. It is the kernel's setting
	 * {@code net.unix.max_dgram_qlen} when the socket was made, in the network namespace
	 * of this process; 10 unless somebody has set it.
	 * @return the number of datagrams; empty if that is not known, since the peer is
	 * closed, systemd has made the socket, or this isn't Linux
	 */
	public OptionalInt queueLength() {
		OpenSocket open = this.current.get();
		return (open != null) ? open.queueLength() : OptionalInt.empty();
	}

	/**
	 * Return whether the peer is open.
	 * @return {@code true} if so
	 */
	public boolean isOpen() {
		return this.current.get() != null;
	}

	/**
	 * Return whether the peer is open and its socket file still stands at its path, so
	 * that senders find it. Looks at the file system.
	 * @return {@code true} if so
	 */
	public boolean isReachable() {
		return socketFileState() == SocketFileState.IN_PLACE;
	}

	/**
	 * Return whether the peer is open but {@linkplain #refuseSenders() refuses senders}.
	 */
	boolean refusesSenders() {
		OpenSocket open = this.current.get();
		return open != null && open.refusesSenders();
	}

	/**
	 * Return whether the peer is open with a socket that {@linkplain Activation systemd
	 * has passed}. What waits in the queue of such a socket when the peer closes is left
	 * to whoever has the socket next.
	 * @return {@code true} if so
	 */
	public boolean isActivated() {
		OpenSocket open = this.current.get();
		return open != null && open.seat() == null;
	}

	/**
	 * Return what has become of the socket file. Looks at the file system.
	 * @return the state
	 */
	public SocketFileState socketFileState() {
		OpenSocket open = this.current.get();
		return (open != null) ? open.fileState() : SocketFileState.ABSENT;
	}

	/**
	 * Describe, for a person to read, what stands at the path of the socket file and
	 * whose it is. Looks through the processes of the machine.
	 * @return such as {@code "a socket of user root, held by process 123 (python3)"}, or
	 * {@code null} if the peer was never open
	 */
	public @Nullable String describeSocketFile() {
		Path path = path();
		return (path != null) ? SocketHolder.describe(path) : null;
	}

	/**
	 * Return the path of the socket file. It is found at opening and kept after closing.
	 * @return the absolute path, or {@code null} if the peer was never open
	 */
	public @Nullable Path path() {
		return this.current.path();
	}

	/**
	 * Return what the peer reaches the kernel through.
	 * @return {@link TransportType#NATIVE} or {@link TransportType#JUNIXSOCKET}, or
	 * {@code null} if the peer is closed
	 */
	public @Nullable TransportType transport() {
		OpenSocket open = this.current.get();
		return (open != null) ? open.transportType() : null;
	}

	/**
	 * Return the name of the peer.
	 * @return the name
	 */
	public String name() {
		return options().name();
	}

	/**
	 * Return how the peer is set up.
	 * @return the options
	 */
	public PeerOptions options() {
		return this.current.options();
	}

	/**
	 * Return what the peer has done since it was built.
	 * @return the counters, which go on counting
	 */
	public PeerStatistics statistics() {
		return this.statistics;
	}

	@Override
	public String toString() {
		return "Peer '" + name() + "' at " + path() + (isOpen() ? "" : " (closed)");
	}

}
