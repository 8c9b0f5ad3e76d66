package io.github.uxd;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

import io.github.uxd.transport.DatagramTransport;
import io.github.uxd.transport.SocketErrorException;
import io.github.uxd.transport.TransportProvider;
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
 * the calling thread does no harm to the socket.
 */
public final class Peer implements AutoCloseable {

	private static final Logger LOG = System.getLogger(Peer.class.getName());

	/**
	 * How many oversize datagrams one receive passes over before it gives its caller a
	 * chance to do something else.
	 */
	private static final int OVERSIZE_PER_RECEIVE = 64;

	private final TransportProvider provider;

	private final PeerStatistics statistics = new PeerStatistics();

	/**
	 * Guards opening and closing.
	 */
	private final ReentrantLock lifecycle = new ReentrantLock();

	private volatile PeerOptions options;

	private volatile @Nullable OpenSocket socket;

	/**
	 * The socket of now or, when closed, of before.
	 */
	private volatile @Nullable OpenSocket last;

	Peer(PeerOptions options, TransportProvider provider) {
		this.options = options;
		this.provider = provider;
	}

	/**
	 * Start to build a peer.
	 * @return a builder with hio's defaults
	 */
	public static PeerBuilder builder() {
		return new PeerBuilder();
	}

	/**
	 * Open the peer: create its socket and bind it to its path. An open peer is left as
	 * it is.
	 * <p>
	 * A stale socket file at the path, one that nobody listens on, is replaced. Anything
	 * else that stands there is left alone and the peer doesn't open.
	 * @throws PathTooLongException if the path has too many bytes
	 * @throws AddressInUseException if somebody listens at the path
	 * @throws NotASocketException if something that isn't a socket stands at the path
	 * @throws OpenDeniedException if a directory or the socket file may not be created
	 * @throws DatagramsUnsupportedException if there are no Unix-domain datagrams here
	 * @throws PeerOpenException if the socket can't be bound for any other reason
	 */
	public void open() throws PeerOpenException {
		this.lifecycle.lock();
		try {
			if (this.socket == null) {
				openSocket();
			}
		}
		finally {
			this.lifecycle.unlock();
		}
	}

	private void openSocket() throws PeerOpenException {
		OpenSocket opened = new SocketOpener(this.options, this.provider).open(this.options.reuse() ? this.last : null);
		this.last = opened;
		this.socket = opened;
		LOG.log(Level.DEBUG, "The peer ''{0}'' listens at {1}", name(), opened.path());
	}

	/**
	 * Close the peer if it is open, find its path anew (unless it is set to reuse the one
	 * it had) and open it. Counters go on.
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
		this.lifecycle.lock();
		try {
			PeerOptions changed = changes.apply(new PeerBuilder(this.options)).options();
			close();
			this.options = changed;
			openSocket();
		}
		finally {
			this.lifecycle.unlock();
		}
	}

	/**
	 * Close the peer, and remove the socket file if it is set to
	 * {@linkplain PeerBuilder#clear(boolean) clear} it. What waits in the kernel's queue
	 * is lost; {@link PeerDoer#drain(Duration)} sees to that before. A closed peer is
	 * left as it is.
	 */
	@Override
	public void close() {
		close(this.options.clear());
	}

	/**
	 * Close the peer.
	 * @param clear whether to remove the socket file. One in a temporary directory is
	 * removed in any case, with the directory; one that isn't this peer's any more never
	 * is.
	 */
	public void close(boolean clear) {
		this.lifecycle.lock();
		try {
			OpenSocket closing = this.socket;
			this.socket = null;
			if (closing != null) {
				closing.close(clear || closing.temporaryDirectory() != null);
			}
		}
		finally {
			this.lifecycle.unlock();
		}
	}

	/**
	 * Remove the socket file but stay open: no new sender finds the peer any more, while
	 * what has been sent to it can still be received. A file that isn't this peer's any
	 * more is left alone.
	 */
	public void unlink() {
		this.lifecycle.lock();
		try {
			OpenSocket open = this.socket;
			if (open != null) {
				open.unlink();
			}
		}
		finally {
			this.lifecycle.unlock();
		}
	}

	/**
	 * Take the next datagram, without waiting, and copy it. One that is larger than the
	 * buffer is counted as dropped and passed over.
	 * @return the datagram, or {@code null} if there is none
	 * @throws PeerClosedException if the peer is closed
	 * @throws UxdException if the kernel reports an error
	 */
	public @Nullable Datagram receive() throws UxdException {
		DatagramView view = receiveView();
		return (view != null) ? view.copy() : null;
	}

	/**
	 * Take the next datagram, without waiting and without a copy. One that is larger than
	 * the buffer is counted as dropped and passed over.
	 * @return a view of the datagram that is valid until the next receive, or
	 * {@code null} if there is none (or none but many oversize ones;
	 * {@link #awaitReadable} knows)
	 * @throws PeerClosedException if the peer is closed
	 * @throws UxdException if the kernel reports an error
	 */
	public @Nullable DatagramView receiveView() throws UxdException {
		OpenSocket open = requireOpen();
		DatagramView view = open.view();
		try {
			for (int i = 0; i < OVERSIZE_PER_RECEIVE && open.transport().receive(view.buffer()); i++) {
				if (!view.buffer().isOversize()) {
					this.statistics.countReceived(view.length());
					return view.refresh();
				}
				dropOversize(view.refresh());
			}
			return null;
		}
		catch (ClosedChannelException ex) {
			throw new PeerClosedException(name(), ex);
		}
		catch (IOException ex) {
			this.statistics.countReceiveError();
			throw new UxdException("The peer '" + name() + "' can't receive at " + open.path(), ex);
		}
	}

	private void dropOversize(DatagramView view) {
		boolean first = this.statistics.dropped(DropReason.OVERSIZE) == 0;
		this.statistics.countOversize();
		// Said aloud once: whoever sends one sends many.
		LOG.log(first ? Level.WARNING : Level.DEBUG,
				"The peer ''{0}'' dropped a datagram from {1}: it has more bytes than the buffer size of {2}", name(),
				(view.source() != null) ? view.source() : "an unbound sender",
				Integer.toString(view.buffer().maximumSize()));
	}

	/**
	 * Send a datagram, without waiting.
	 * @param payload the bytes
	 * @param destination where to
	 * @return {@code true} if the kernel took the datagram, whole; {@code false} if there
	 * is no room for it now, because the destination's queue or our send buffer is full:
	 * try the same again later (hio returns 0)
	 * @throws NoSuchPeerException if there is no file at the destination
	 * @throws PeerRefusedException if nobody listens at the destination
	 * @throws WrongSocketTypeException if the destination isn't a datagram socket
	 * @throws SendDeniedException if there is no permission to write to the destination
	 * @throws DatagramTooLargeException if the datagram has more bytes than the send
	 * buffer holds
	 * @throws EmptyDatagramException if the datagram is empty and the transport can't
	 * send that
	 * @throws SendException if the destination can't be sent to for any other reason
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
		OpenSocket open = requireOpen();
		DatagramTransport transport = open.transport();
		int length = payload.remaining();
		if (length == 0 && !transport.sendsEmptyDatagrams()) {
			throw new EmptyDatagramException(destination);
		}
		try {
			if (!transport.send(payload, open.destination(destination))) {
				this.statistics.countSendBlocked();
				return false;
			}
			this.statistics.countSent(length);
			payload.position(payload.limit());
			return true;
		}
		catch (SocketErrorException ex) {
			throw failedSend(ex, destination, length);
		}
		catch (ClosedChannelException ex) {
			throw new PeerClosedException(name(), ex);
		}
		catch (IOException ex) {
			throw new SendException(destination, "The datagram can't be sent", ex);
		}
	}

	private SendException failedSend(SocketErrorException ex, UxdAddress destination, int length) {
		return switch (ex.error()) {
			case NO_SUCH_FILE -> new NoSuchPeerException(destination, ex);
			case REFUSED -> new PeerRefusedException(destination, ex);
			case WRONG_TYPE -> new WrongSocketTypeException(destination, ex);
			case ACCESS_DENIED -> new SendDeniedException(destination, ex);
			case TOO_LARGE -> new DatagramTooLargeException(destination, length, actualBufferSizes().send(), ex);
			default -> new SendException(destination, "The datagram can't be sent (" + ex.getMessage() + ")", ex);
		};
	}

	/**
	 * Wait in the kernel, using no CPU time, until there is a datagram to receive. To be
	 * called when a receive has found nothing.
	 * @param timeout how long to wait at most, to the millisecond; zero only looks
	 * @return {@code true} if there is one; {@code false} when the time is up, after
	 * {@link #wakeUp()}, when the thread is interrupted (it stays so), when the peer is
	 * closed meanwhile, and now and then for no reason
	 * @throws PeerClosedException if the peer is closed already
	 * @throws UxdException if the kernel reports an error
	 */
	public boolean awaitReadable(Duration timeout) throws UxdException {
		OpenSocket open = requireOpen();
		try {
			return open.transport().awaitReadable(timeout.toMillis());
		}
		catch (IOException ex) {
			this.statistics.countReceiveError();
			throw new UxdException("The peer '" + name() + "' can't wait for datagrams at " + open.path(), ex);
		}
	}

	/**
	 * Make the thread that waits in {@link #awaitReadable(Duration)} return at once; if
	 * none does, the next one to wait. Does nothing if the peer is closed.
	 */
	public void wakeUp() {
		OpenSocket open = this.socket;
		if (open != null) {
			open.transport().wakeUp();
		}
	}

	/**
	 * Return the sizes of the kernel's buffers.
	 * @return the sizes in bytes, both 0 if the peer is closed
	 */
	public BufferSizes actualBufferSizes() {
		OpenSocket open = this.socket;
		if (open == null) {
			return BufferSizes.NONE;
		}
		try {
			return new BufferSizes(open.transport().sendBufferSize(), open.transport().receiveBufferSize());
		}
		catch (IOException ex) {
			LOG.log(Level.DEBUG, () -> "The buffer sizes of the peer '" + name() + "' can't be read", ex);
			return BufferSizes.NONE;
		}
	}

	/**
	 * Return whether the peer is open.
	 * @return {@code true} if so
	 */
	public boolean isOpen() {
		return this.socket != null;
	}

	/**
	 * Return whether the peer is open and its socket file still stands at its path, so
	 * that senders find it. Looks at the file system.
	 * @return {@code true} if so
	 */
	public boolean isReachable() {
		OpenSocket open = this.socket;
		return open != null && open.isInPlace();
	}

	/**
	 * Return the path of the socket file. It is found at opening and kept after closing.
	 * @return the absolute path, or {@code null} if the peer was never open
	 */
	public @Nullable Path path() {
		OpenSocket open = this.last;
		return (open != null) ? open.path() : null;
	}

	/**
	 * Return the name of the peer.
	 * @return the name
	 */
	public String name() {
		return this.options.name();
	}

	/**
	 * Return how the peer is set up.
	 * @return the options
	 */
	public PeerOptions options() {
		return this.options;
	}

	/**
	 * Return what the peer has done since it was built.
	 * @return the counters, which go on counting
	 */
	public PeerStatistics statistics() {
		return this.statistics;
	}

	private OpenSocket requireOpen() throws PeerClosedException {
		OpenSocket open = this.socket;
		if (open == null) {
			throw new PeerClosedException(name(), null);
		}
		return open;
	}

	@Override
	public String toString() {
		return "Peer '" + name() + "' at " + path() + (isOpen() ? "" : " (closed)");
	}

}
