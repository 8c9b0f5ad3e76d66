package io.github.uxd.transport;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * A bound socket on the C library.
 * <p>
 * No call locks another out but two that wait. All of them {@linkplain DescriptorGuard
 * guard} the descriptors, so that these are closed when the last call is done.
 */
final class NativeTransport implements DatagramTransport {

	/**
	 * How much larger than its payload a datagram is in Linux's count of the send buffer,
	 * in bytes.
	 */
	private static final int SEND_OVERHEAD = 32;

	/**
	 * How many threads can send at the same time; a power of two.
	 */
	private static final int LANES = 8;

	private final SocketSettings settings;

	private final NativeSocket socket;

	private final int descriptor;

	private final int eventDescriptor;

	private final DescriptorGuard guard = new DescriptorGuard(this::closeDescriptors);

	private final WakeablePoll poll;

	private final ReentrantLock pollLock = new ReentrantLock();

	private final SendLane[] lanes = new SendLane[LANES];

	private @Nullable ReceiveFrame frame;

	private @Nullable NativeSocket gate;

	/**
	 * Create a transport.
	 * @param socket the socket, which from now on is the transport's to close
	 * @param eventDescriptor a non-blocking {@code eventfd}, likewise
	 */
	NativeTransport(NativeSocket socket, int eventDescriptor, SocketSettings settings) {
		this.socket = socket;
		this.descriptor = socket.descriptor();
		this.eventDescriptor = eventDescriptor;
		this.settings = settings;
		this.poll = new WakeablePoll(this.descriptor, eventDescriptor);
		for (int i = 0; i < LANES; i++) {
			this.lanes[i] = new SendLane();
		}
	}

	@Override
	public boolean receive(ReceiveBuffer buffer) throws IOException {
		// Who closes the socket counts what is left in it, in a buffer of its own,
		// while another thread may receive. Each has its frame, whichever is
		// remembered.
		ReceiveFrame frame = this.frame;
		if (frame == null || !frame.isFor(buffer)) {
			frame = new ReceiveFrame(buffer, this.settings);
			this.frame = frame;
		}
		enter();
		try {
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
			this.guard.exit();
		}
	}

	@Override
	public boolean send(ByteBuffer payload, Destination destination) throws IOException {
		SendLane lane = lockLane();
		try {
			enter();
			try {
				return sent(lane, payload, (SocketName) destination);
			}
			finally {
				this.guard.exit();
			}
		}
		finally {
			lane.lock().unlock();
		}
	}

	/**
	 * Take a lane that nobody uses, or else wait for one.
	 */
	private SendLane lockLane() {
		int start = (int) Thread.currentThread().threadId();
		for (int i = 0; i < LANES; i++) {
			SendLane lane = this.lanes[(start + i) & (LANES - 1)];
			if (lane.lock().tryLock()) {
				return lane;
			}
		}
		SendLane lane = this.lanes[start & (LANES - 1)];
		lane.lock().lock();
		return lane;
	}

	private boolean sent(SendLane lane, ByteBuffer payload, SocketName destination) throws IOException {
		while (true) {
			long result = lane.send(this.descriptor, payload, destination, this::largestDatagram);
			if (result >= 0) {
				return true;
			}
			switch ((int) -result) {
				case LinuxErrors.EAGAIN, LinuxErrors.ENOBUFS, LinuxErrors.ENOMEM -> {
					return false;
				}
				case LinuxErrors.EINTR -> {
				}
				default -> throw LinuxErrors.socketError((int) -result);
			}
		}
	}

	private int largestDatagram() throws IOException {
		return this.socket.sendBufferSize() - SEND_OVERHEAD;
	}

	@Override
	public Destination resolve(byte[] socketName) {
		return SocketName.of(socketName, Arena.ofAuto());
	}

	@Override
	public boolean awaitReadable(long timeoutMillis) throws IOException {
		this.pollLock.lock();
		try {
			if (!this.guard.enter()) {
				return false;
			}
			try {
				return this.poll.await(timeoutMillis);
			}
			finally {
				this.guard.exit();
			}
		}
		finally {
			this.pollLock.unlock();
		}
	}

	@Override
	public void wakeUp() {
		if (this.guard.enter()) {
			try {
				this.poll.wakeUp();
			}
			finally {
				this.guard.exit();
			}
		}
	}

	@Override
	public int sendBufferSize() throws IOException {
		enter();
		try {
			return this.socket.sendBufferSize();
		}
		finally {
			this.guard.exit();
		}
	}

	@Override
	public int receiveBufferSize() throws IOException {
		enter();
		try {
			return this.socket.receiveBufferSize();
		}
		finally {
			this.guard.exit();
		}
	}

	@Override
	public boolean sendsEmptyDatagrams() {
		return true;
	}

	/**
	 * Connect to a socket of ours that never sends: the kernel lets nobody send to a
	 * connected datagram socket but the one it is connected to ({@code EPERM}). To shut
	 * down the receiving side would do as well, but then the socket counts as readable
	 * for ever and can't be waited for.
	 */
	@Override
	public synchronized void refuseSenders() throws IOException {
		if (this.gate != null) {
			return;
		}
		enter();
		try {
			NativeSocket gate = NativeSocket.open();
			boolean connected = false;
			try {
				gate.bind(new byte[0]);
				this.socket.connect(gate.name());
				this.gate = gate;
				connected = true;
			}
			finally {
				if (!connected) {
					gate.close();
				}
			}
		}
		finally {
			this.guard.exit();
		}
	}

	@Override
	public void close() {
		this.guard.close(this.poll::wakeUp);
	}

	private void closeDescriptors() {
		this.socket.close();
		NativeSocket.close(this.eventDescriptor);
		NativeSocket gate = this.gate;
		if (gate != null) {
			gate.close();
		}
	}

	private void enter() throws ClosedChannelException {
		if (!this.guard.enter()) {
			throw new ClosedChannelException();
		}
	}

}
