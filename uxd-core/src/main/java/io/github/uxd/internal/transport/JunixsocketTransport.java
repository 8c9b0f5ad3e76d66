package io.github.uxd.internal.transport;

import java.io.Closeable;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
import org.newsclub.net.unix.AFUNIXDatagramChannel;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A socket on junixsocket.
 * <p>
 * Receiving and sending each have a {@linkplain DuplicateChannel duplicate} of the
 * channel and a lock. A call holds its lock, so that the descriptor it uses can't be
 * closed, and its number given to another file, while the kernel works on it. No call
 * under a lock waits, but {@link #awaitReadable} does, and {@link #close()} wakes that
 * up.
 */
final class JunixsocketTransport implements DatagramTransport {

	private static final Logger LOG = LoggerFactory.getLogger(JunixsocketTransport.class);

	private static final byte[] NO_NAME = new byte[0];

	/**
	 * Holds the socket open, and is used for nothing that could close it.
	 */
	private final AFUNIXDatagramChannel origin;

	private final boolean source;

	private final DuplicateChannel sender;

	private final DuplicateChannel receiver;

	private final ReadinessSelector selector;

	private final ReentrantLock sendLock = new ReentrantLock();

	private final ReentrantLock receiveLock = new ReentrantLock();

	private ByteBuffer sendBuffer = ByteBuffer.allocateDirect(8192);

	private final SenderGate gate;

	private final JunixsocketBinding binding;

	private boolean refusesSenders;

	private volatile boolean waitsEnded;

	private volatile boolean closed;

	/**
	 * Create a transport.
	 * @param channel a new channel, which is the transport's to close from now on
	 */
	JunixsocketTransport(AFUNIXDatagramChannel channel, SocketSettings settings) throws IOException {
		this.origin = channel;
		this.source = settings.source();
		raise(StandardSocketOptions.SO_SNDBUF, settings.leastSendBuffer());
		raise(StandardSocketOptions.SO_RCVBUF, settings.bufferSize());
		FileDescriptor descriptor = channel.getFileDescriptor();
		this.sender = new DuplicateChannel(descriptor);
		this.receiver = new DuplicateChannel(descriptor);
		this.selector = new ReadinessSelector(channel.provider().openSelector());
		boolean opened = false;
		SenderGate gate = null;
		try {
			gate = SenderGate.of(descriptor);
			// All descriptors that will be needed, also those of the stop, are got while
			// nothing depends on it.
			this.sender.get();
			this.receiver.get();
			this.binding = JunixsocketBinding.prepare(this.sender, this.receiver);
			this.gate = gate;
			opened = true;
		}
		finally {
			if (!opened) {
				close(this.receiveLock, this.selector::close);
				close(this.receiveLock, this.receiver::close);
				close(this.sendLock, this.sender::close);
				if (gate != null) {
					close(this.sendLock, gate);
				}
			}
		}
	}

	@Override
	public void bind(byte[] socketName) throws IOException {
		this.sendLock.lock();
		try {
			ensureOpen();
			this.binding.bind(socketName);
		}
		finally {
			this.sendLock.unlock();
		}
	}

	@Override
	public boolean isAt(byte[] socketName) throws IOException {
		this.sendLock.lock();
		try {
			ensureOpen();
			return this.binding.isAt(socketName);
		}
		finally {
			this.sendLock.unlock();
		}
	}

	@Override
	public void setFileMode(byte[] socketName, Object fileKey, int mode) throws IOException {
		JunixsocketBinding.setFileMode(JunixsocketErrors.path(socketName), fileKey, mode);
	}

	private void raise(SocketOption<Integer> option, int size) throws IOException {
		// Linux gives as much as it may. Other kernels refuse what is too much.
		for (int asked = size; this.origin.getOption(option) < asked; asked /= 2) {
			try {
				this.origin.setOption(option, asked);
				return;
			}
			catch (SocketException ex) {
				LOG.debug("The kernel refuses a {} of {} bytes", option.name(), asked, ex);
			}
		}
	}

	@Override
	public boolean receive(ReceiveBuffer buffer) throws IOException {
		boolean interrupted = false;
		this.receiveLock.lock();
		try {
			while (true) {
				// An interrupt that is pending would close the duplicate before it is
				// used; one that comes meanwhile does, and another is taken.
				interrupted |= Thread.interrupted();
				ensureOpen();
				ByteBuffer bytes = buffer.bytes().clear();
				try {
					return received(buffer, receive(bytes));
				}
				catch (ClosedByInterruptException ex) {
					if (bytes.position() > 0) {
						// The datagram had been taken from the queue already. Its
						// sender is not known any more, but it must not be lost.
						return received(buffer, null);
					}
				}
				catch (IOException ex) {
					this.receiver.renewIfBroken();
					throw ex;
				}
			}
		}
		finally {
			this.receiveLock.unlock();
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private @Nullable AFUNIXSocketAddress receive(ByteBuffer bytes) throws IOException {
		AFUNIXDatagramChannel channel = this.receiver.get();
		if (this.source) {
			return channel.receive(bytes);
		}
		// Less than half as costly: the library makes no address.
		channel.read(bytes);
		return null;
	}

	private static boolean received(ReceiveBuffer buffer, @Nullable AFUNIXSocketAddress source) {
		// The address is null when nothing was there and when the sender has no name:
		// just the position tells the two apart. (An empty datagram looks like nothing,
		// too.)
		int length = buffer.bytes().position();
		if (length == 0) {
			return false;
		}
		buffer.received(length, (source != null) ? nameOf(source) : NO_NAME);
		return true;
	}

	private static byte[] nameOf(AFUNIXSocketAddress source) {
		byte[] name = source.getPathAsBytes();
		// Abstract names come padded with zeros to the length of the field.
		int length = name.length;
		while (length > 1 && name[0] == 0 && name[length - 1] == 0) {
			length--;
		}
		return (length == name.length) ? name : Arrays.copyOf(name, length);
	}

	@Override
	public boolean send(ByteBuffer payload, Destination destination) throws IOException {
		JunixsocketDestination to = (JunixsocketDestination) destination;
		boolean interrupted = false;
		this.sendLock.lock();
		try {
			ByteBuffer direct = direct(payload);
			while (true) {
				interrupted |= Thread.interrupted();
				ensureOpen();
				try {
					return sendTo(to, direct);
				}
				catch (ClosedByInterruptException ex) {
					if (!direct.hasRemaining()) {
						// The kernel had taken the datagram before.
						return true;
					}
				}
			}
		}
		finally {
			this.sendLock.unlock();
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private boolean sendTo(JunixsocketDestination destination, ByteBuffer direct) throws IOException {
		int length = direct.remaining();
		try {
			return this.sender.get().send(direct, destination.address()) > 0;
		}
		catch (ClosedByInterruptException ex) {
			throw ex;
		}
		catch (IOException ex) {
			if (length > largestDatagram()) {
				throw new SocketErrorException(SocketError.TOO_LARGE, ex.getMessage(), ex);
			}
			throw JunixsocketErrors.of(ex, destination.name());
		}
	}

	private int largestDatagram() throws IOException {
		return sendBufferSize() - SEND_OVERHEAD;
	}

	/**
	 * Return the payload in a direct buffer that may be changed: what the library does to
	 * the position of a heap buffer differs from error to error.
	 */
	private ByteBuffer direct(ByteBuffer payload) throws IOException {
		if (payload.isDirect()) {
			if (payload.hasRemaining()) {
				// Throws if the memory belongs to an arena that was closed; the library
				// wouldn't look.
				payload.get(payload.position());
			}
			return payload.duplicate();
		}
		int length = payload.remaining();
		if (this.sendBuffer.capacity() < length) {
			if (length > largestDatagram()) {
				throw new SocketErrorException(SocketError.TOO_LARGE, null, null);
			}
			this.sendBuffer = ByteBuffer.allocateDirect(Math.max(length, 2 * this.sendBuffer.capacity()));
		}
		return this.sendBuffer.clear().put(payload.duplicate()).flip();
	}

	@Override
	public Destination resolve(byte[] socketName) throws IOException {
		return new JunixsocketDestination(AFUNIXSocketAddress.of(socketName), socketName);
	}

	@Override
	public boolean awaitReadable(long timeoutMillis) throws IOException {
		this.receiveLock.lock();
		try {
			return !this.closed && this.selector.await(this.receiver.get(), this.waitsEnded ? 0 : timeoutMillis);
		}
		finally {
			this.receiveLock.unlock();
		}
	}

	@Override
	public void wakeUp() {
		this.selector.wakeUp();
	}

	@Override
	public void endWaits() {
		this.waitsEnded = true;
		this.selector.wakeUp();
	}

	@Override
	public int sendBufferSize() throws IOException {
		return sizeOf(StandardSocketOptions.SO_SNDBUF);
	}

	@Override
	public int receiveBufferSize() throws IOException {
		return sizeOf(StandardSocketOptions.SO_RCVBUF);
	}

	private int sizeOf(SocketOption<Integer> option) throws IOException {
		this.sendLock.lock();
		try {
			ensureOpen();
			return this.origin.getOption(option);
		}
		finally {
			this.sendLock.unlock();
		}
	}

	@Override
	public boolean sendsEmptyDatagrams() {
		return false;
	}

	@Override
	public void refuseSenders() throws IOException {
		this.sendLock.lock();
		try {
			ensureOpen();
			if (!this.refusesSenders) {
				this.gate.shut();
				this.refusesSenders = true;
			}
		}
		finally {
			this.sendLock.unlock();
		}
	}

	@Override
	public void close() {
		this.closed = true;
		this.selector.wakeUp();
		close(this.receiveLock, this.selector::close);
		close(this.receiveLock, this.receiver::close);
		close(this.sendLock, this.sender::close);
		close(this.sendLock, this::closeOrigin);
		close(this.sendLock, this.gate);
		close(this.sendLock, this.binding);
	}

	private void closeOrigin() throws IOException {
		if (!DuplicateChannel.isBroken(this.origin)) {
			this.origin.close();
		}
	}

	private static void close(ReentrantLock lock, Closeable resource) {
		lock.lock();
		try {
			resource.close();
		}
		catch (IOException ex) {
			// Nothing is left to be done about it, and the others are to be closed all
			// the same.
			LOG.debug("Failed to close a part of the socket", ex);
		}
		finally {
			lock.unlock();
		}
	}

	private void ensureOpen() throws ClosedChannelException {
		if (this.closed) {
			throw new ClosedChannelException();
		}
	}

	private record JunixsocketDestination(AFUNIXSocketAddress address, byte[] name) implements Destination {

	}

}
