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
package io.github.uxd.internal.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;

import io.github.uxd.internal.io.Closer;
import org.jspecify.annotations.Nullable;

/**
 * A socket on the kernel itself. Receiving, waiting, each of several lanes for sending
 * and all the rest have locks of their own, so that they don't wait for each other.
 */
final class NativeTransport extends LockedTransport {

	private final SocketSettings settings;

	private final NativeSocket socket;

	private final int descriptor;

	private final WakeablePoll poll;

	private final ReentrantLock receiveLock = new ReentrantLock();

	private final SendLanes lanes;

	private @Nullable ReceiveFrame frame;

	/**
	 * Never sends. To connect to it keeps all senders out: the kernel lets nobody send to
	 * a connected datagram socket but the one it is connected to ({@code EPERM}). To shut
	 * down the receiving side would do as well, but then the socket counts as readable
	 * for ever and can't be waited for.
	 */
	private final NativeSocket gate;

	private @Nullable NativeSocket witness;

	/**
	 * Create a transport. All descriptors that will be needed, also those of the stop,
	 * are got while nothing depends on it.
	 * @param socket the socket, which is closed with the transport
	 * @param shared whether it is others', too
	 * @param opening where what is opened is added
	 */
	NativeTransport(NativeSocket socket, boolean shared, SocketSettings settings, Closer opening) throws IOException {
		super(shared);
		this.settings = settings;
		this.socket = socket;
		this.gate = opening.add(NativeSocket.openNamed());
		this.witness = opening.add(NativeSocket.openNamed());
		this.descriptor = socket.descriptor();
		this.poll = opening.add(new WakeablePoll(this.descriptor));
		this.lanes = new SendLanes(socket);
	}

	@Override
	public byte[] name() throws IOException {
		return ask(this.socket::name);
	}

	@Override
	public void bind(byte[] socketName) throws IOException {
		run(() -> this.socket.bind(socketName));
	}

	/**
	 * A socket that has connected to a path takes datagrams of nobody but the socket it
	 * has found there ({@code EPERM}).
	 */
	@Override
	public boolean isAt(byte[] socketName) throws IOException {
		NativeSocket witness = ask(this::takeWitness);
		try (witness) {
			witness.connect(socketName);
			byte[] witnessName = witness.name();
			run(() -> this.socket.knockAt(witnessName));
			// Also if its queue is full, which is asked for only after that.
			return true;
		}
		catch (SocketErrorException ex) {
			if (ex.error() == SocketError.ACCESS_DENIED) {
				throw ex;
			}
			return false;
		}
	}

	/**
	 * Return the one that was opened before the bind, for which there may be no
	 * descriptor now.
	 */
	private NativeSocket takeWitness() throws IOException {
		NativeSocket reserved = this.witness;
		this.witness = null;
		return (reserved != null) ? reserved : NativeSocket.openNamed();
	}

	@Override
	public void setFileMode(byte[] socketName, Object fileKey, int mode) throws IOException {
		SocketFileMode.set(socketName, fileKey, mode);
	}

	@Override
	boolean take(ReceiveBuffer buffer) throws IOException {
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
			return lane.send(payload, (SocketName) destination);
		}
		finally {
			lane.lock().unlock();
		}
	}

	@Override
	public Destination resolve(byte[] socketName) throws IOException {
		return SocketName.of(socketName);
	}

	@Override
	boolean await(long timeoutMillis) throws IOException {
		return this.poll.await(timeoutMillis);
	}

	@Override
	void wake() {
		this.poll.wakeUp();
	}

	@Override
	public int sendBufferSize() throws IOException {
		return ask(this.socket.options()::sendBufferSize);
	}

	@Override
	public int sendBufferUsed() throws IOException {
		return ask(this.socket.options()::sendBufferUsed);
	}

	@Override
	public int receiveBufferSize() throws IOException {
		return ask(this.socket.options()::receiveBufferSize);
	}

	@Override
	public boolean sendsEmptyDatagrams() {
		return true;
	}

	@Override
	void shutGate() throws IOException {
		this.socket.connect(this.gate.name());
	}

	@Override
	void closeParts() {
		// Whoever holds one is in the kernel, for an instant; whoever takes it after us
		// sees that the socket is closed.
		this.receiveLock.lock();
		this.receiveLock.unlock();
		this.lanes.await();
		this.socket.close();
		this.poll.close();
		this.gate.close();
		if (this.witness != null) {
			this.witness.close();
		}
	}

}
