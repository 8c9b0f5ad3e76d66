package io.github.uxd.internal.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * A socket on the C library.
 * <p>
 * A call holds a lock while it uses a descriptor, and to close takes them all: the kernel
 * gives the number of a closed descriptor to the next file that is opened, and a call
 * that is late would work on that. No call under a lock waits, but {@link #awaitReadable}
 * does, and {@link #close()} wakes that up. Receiving, waiting, each of several lanes for
 * sending and all the rest have locks of their own, so that they don't wait for each
 * other.
 */
final class NativeTransport implements DatagramTransport {

	private final SocketSettings settings;

	private final NativeSocket socket;

	private final int descriptor;

	private final int eventDescriptor;

	private final WakeablePoll poll;

	private final ReentrantLock receiveLock = new ReentrantLock();

	private final ReentrantLock pollLock = new ReentrantLock();

	private final ReentrantLock controlLock = new ReentrantLock();

	private final SendLanes lanes = new SendLanes(this::largestDatagram);

	private @Nullable ReceiveFrame frame;

	/**
	 * Never sends. To connect to it keeps all senders out: the kernel lets nobody send to
	 * a connected datagram socket but the one it is connected to ({@code EPERM}). To shut
	 * down the receiving side would do as well, but then the socket counts as readable
	 * for ever and can't be waited for.
	 */
	private final NativeSocket gate;

	private boolean refusesSenders;

	private @Nullable NativeSocket witness;

	private volatile boolean waitsEnded;

	private volatile boolean closed;

	/**
	 * Create a transport.
	 * @param socket the socket, which from now on is the transport's to close
	 * @param gate a named socket that never sends, likewise
	 * @param witness another one, likewise
	 * @param eventDescriptor a non-blocking {@code eventfd}, likewise
	 */
	NativeTransport(NativeSocket socket, NativeSocket gate, NativeSocket witness, int eventDescriptor,
			SocketSettings settings) {
		this.socket = socket;
		this.gate = gate;
		this.witness = witness;
		this.descriptor = socket.descriptor();
		this.eventDescriptor = eventDescriptor;
		this.settings = settings;
		this.poll = new WakeablePoll(this.descriptor, eventDescriptor);
	}

	@Override
	public void bind(byte[] socketName) throws IOException {
		this.controlLock.lock();
		try {
			ensureOpen();
			this.socket.bind(socketName);
		}
		finally {
			this.controlLock.unlock();
		}
	}

	/**
	 * A socket that has connected to a path takes datagrams of nobody but the socket it
	 * has found there ({@code EPERM}).
	 */
	@Override
	public boolean isAt(byte[] socketName) throws IOException {
		NativeSocket witness = takeWitness();
		try {
			witness.connect(socketName);
			send(ByteBuffer.allocateDirect(1), SocketName.of(witness.name()));
			// Also if its queue is full, which is asked for only after that.
			return true;
		}
		catch (SocketErrorException ex) {
			if (ex.error() == SocketError.ACCESS_DENIED) {
				throw ex;
			}
			return false;
		}
		finally {
			witness.close();
		}
	}

	/**
	 * Return the one that was opened before the bind, for which there may be no
	 * descriptor now.
	 */
	private NativeSocket takeWitness() throws IOException {
		this.controlLock.lock();
		try {
			ensureOpen();
			NativeSocket reserved = this.witness;
			this.witness = null;
			return (reserved != null) ? reserved : NativeSocket.openNamed();
		}
		finally {
			this.controlLock.unlock();
		}
	}

	@Override
	public void setFileMode(byte[] socketName, Object fileKey, int mode) throws IOException {
		NativeSocket.setFileMode(socketName, fileKey, mode);
	}

	@Override
	public boolean receive(ReceiveBuffer buffer) throws IOException {
		this.receiveLock.lock();
		try {
			ensureOpen();
			ReceiveFrame frame = frameFor(buffer);
			int result = frame.receive(this.descriptor);
			while (result == -LinuxErrors.EINTR) {
				result = frame.receive(this.descriptor);
			}
			if (result == 0) {
				return true;
			}
			if (result == -LinuxErrors.EAGAIN) {
				return false;
			}
			throw LinuxErrors.failure("recv", -result);
		}
		finally {
			this.receiveLock.unlock();
		}
	}

	private ReceiveFrame frameFor(ReceiveBuffer buffer) {
		ReceiveFrame frame = this.frame;
		if (frame == null || !frame.isFor(buffer)) {
			frame = new ReceiveFrame(buffer, this.settings);
			this.frame = frame;
		}
		return frame;
	}

	@Override
	public boolean send(ByteBuffer payload, Destination destination) throws IOException {
		SendLane lane = this.lanes.lock();
		try {
			ensureOpen();
			return lane.send(this.descriptor, payload, (SocketName) destination);
		}
		finally {
			lane.lock().unlock();
		}
	}

	private int largestDatagram() throws IOException {
		return this.socket.sendBufferSize() - SEND_OVERHEAD;
	}

	@Override
	public Destination resolve(byte[] socketName) throws IOException {
		return SocketName.of(socketName);
	}

	@Override
	public boolean awaitReadable(long timeoutMillis) throws IOException {
		this.pollLock.lock();
		try {
			return !this.closed && this.poll.await(this.waitsEnded ? 0 : timeoutMillis);
		}
		finally {
			this.pollLock.unlock();
		}
	}

	@Override
	public void wakeUp() {
		this.controlLock.lock();
		try {
			if (!this.closed) {
				this.poll.wakeUp();
			}
		}
		finally {
			this.controlLock.unlock();
		}
	}

	@Override
	public void endWaits() {
		this.waitsEnded = true;
		wakeUp();
	}

	@Override
	public int sendBufferSize() throws IOException {
		return ask(NativeSocket::sendBufferSize);
	}

	@Override
	public int sendBufferUsed() throws IOException {
		return ask(NativeSocket::sendBufferUsed);
	}

	@Override
	public int receiveBufferSize() throws IOException {
		return ask(NativeSocket::receiveBufferSize);
	}

	private int ask(Question question) throws IOException {
		this.controlLock.lock();
		try {
			ensureOpen();
			return question.ask(this.socket);
		}
		finally {
			this.controlLock.unlock();
		}
	}

	@Override
	public boolean sendsEmptyDatagrams() {
		return true;
	}

	@Override
	public void refuseSenders() throws IOException {
		this.controlLock.lock();
		try {
			ensureOpen();
			if (!this.refusesSenders) {
				this.socket.connect(this.gate.name());
				this.refusesSenders = true;
			}
		}
		finally {
			this.controlLock.unlock();
		}
	}

	@Override
	public void close() {
		this.controlLock.lock();
		try {
			if (this.closed) {
				return;
			}
			this.closed = true;
			this.poll.wakeUp();
			// Whoever holds one is in the kernel, for an instant; whoever takes it after
			// us
			// sees that the socket is closed.
			await(this.receiveLock);
			await(this.pollLock);
			this.lanes.await();
			this.socket.close();
			SystemCall.CLOSE.call(this.eventDescriptor);
			this.gate.close();
			if (this.witness != null) {
				this.witness.close();
			}
		}
		finally {
			this.controlLock.unlock();
		}
	}

	private static void await(ReentrantLock lock) {
		lock.lock();
		lock.unlock();
	}

	private void ensureOpen() throws ClosedChannelException {
		if (this.closed) {
			throw new ClosedChannelException();
		}
	}

	/**
	 * Asks the kernel for a number.
	 */
	@FunctionalInterface
	private interface Question {

		int ask(NativeSocket socket) throws IOException;

	}

}
