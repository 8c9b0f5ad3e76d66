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

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

import io.github.uxd.internal.io.Closer;
import org.jspecify.annotations.Nullable;
import org.newsclub.net.unix.AFUNIXDatagramChannel;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A socket on junixsocket. Receiving and sending each have a {@linkplain DuplicateChannel
 * duplicate} of the channel. Sending has a lock of its own, since to look up a path may
 * take as long as a file server does, and receiving has that of waiting.
 */
final class JunixsocketTransport extends LockedTransport {

	private static final Logger LOG = LoggerFactory.getLogger(JunixsocketTransport.class);

	private static final byte[] NO_NAME = new byte[0];

	/**
	 * Holds the socket open, and is used for nothing that could close it.
	 */
	private final AFUNIXDatagramChannel origin;

	private final boolean source;

	private final DuplicateChannel sendChannel;

	private final DuplicateChannel receiveChannel;

	private final ReentrantLock sendLock = new ReentrantLock();

	private final JunixsocketSender sender;

	private final ReadinessSelector selector;

	private final SenderGate gate;

	private final JunixsocketBinding binding;

	/**
	 * Create a transport. All descriptors that will be needed, also those of the stop,
	 * are got while nothing depends on it.
	 * @param origin the socket, which is closed with the transport
	 * @param shared whether it is others', too
	 * @param source whether the senders of datagrams are to be told
	 * @param opening where what is opened is added
	 */
	JunixsocketTransport(AFUNIXDatagramChannel origin, boolean shared, boolean source, Closer opening)
			throws IOException {
		super(shared);
		this.origin = origin;
		this.source = source;
		// The file is its owner's to delete, never the library's.
		origin.setDeleteOnClose(false);
		origin.configureBlocking(false);
		this.gate = new SenderGate(origin.getFileDescriptor(), opening);
		this.sendChannel = opening.add(new DuplicateChannel(origin.getFileDescriptor()));
		this.receiveChannel = opening.add(new DuplicateChannel(origin.getFileDescriptor()));
		this.selector = opening.add(new ReadinessSelector(origin.provider().openSelector()));
		this.sender = new JunixsocketSender(this.sendChannel, () -> sizeOf(StandardSocketOptions.SO_SNDBUF));
		this.sendChannel.get();
		this.receiveChannel.get();
		this.binding = opening.add(new JunixsocketBinding(this.sendChannel, this.receiveChannel));
	}

	@Override
	public byte[] name() throws IOException {
		return ask(() -> {
			AFUNIXSocketAddress name = this.origin.getLocalAddress();
			return (name != null) ? nameOf(name) : NO_NAME;
		});
	}

	@Override
	public void bind(byte[] socketName) throws IOException {
		run(this.sendLock, () -> this.binding.bind(socketName));
	}

	@Override
	public boolean isAt(byte[] socketName) throws IOException {
		return ask(this.sendLock, () -> this.binding.isAt(socketName));
	}

	@Override
	public void setFileMode(byte[] socketName, Object fileKey, int mode) throws IOException {
		JunixsocketBinding.setFileMode(JunixsocketErrors.path(socketName), fileKey, mode);
	}

	@Override
	boolean take(ReceiveBuffer buffer) throws IOException {
		boolean interrupted = false;
		this.waitLock.lock();
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
					this.receiveChannel.renewIfBroken();
					throw ex;
				}
			}
		}
		finally {
			this.waitLock.unlock();
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private @Nullable AFUNIXSocketAddress receive(ByteBuffer bytes) throws IOException {
		AFUNIXDatagramChannel channel = this.receiveChannel.get();
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
		this.sendLock.lock();
		try {
			ensureOpen();
			return this.sender.send(payload, (JunixsocketSender.Destination) destination);
		}
		finally {
			this.sendLock.unlock();
		}
	}

	@Override
	public Destination resolve(byte[] socketName) throws IOException {
		return new JunixsocketSender.Destination(AFUNIXSocketAddress.of(socketName), socketName);
	}

	@Override
	boolean await(long timeoutMillis) throws IOException {
		return this.selector.await(this.receiveChannel.get(), timeoutMillis);
	}

	@Override
	void wake() {
		this.selector.wakeUp();
	}

	@Override
	public int sendBufferSize() throws IOException {
		return ask(() -> sizeOf(StandardSocketOptions.SO_SNDBUF));
	}

	@Override
	public int receiveBufferSize() throws IOException {
		return ask(() -> sizeOf(StandardSocketOptions.SO_RCVBUF));
	}

	private int sizeOf(SocketOption<Integer> option) throws IOException {
		return this.origin.getOption(option);
	}

	@Override
	public boolean sendsEmptyDatagrams() {
		return false;
	}

	@Override
	void shutGate() throws IOException {
		this.gate.shut();
	}

	@Override
	void closeParts() {
		close(this.selector);
		close(this.receiveChannel);
		this.sendLock.lock();
		try {
			Stream.of(this.sendChannel, this::closeOrigin, this.gate, this.binding)
				.forEach(JunixsocketTransport::close);
		}
		finally {
			this.sendLock.unlock();
		}
	}

	private static void close(Closeable part) {
		Closer.tryToClose(part, "a part of the socket", LOG);
	}

	private void closeOrigin() throws IOException {
		if (!DuplicateChannel.isBroken(this.origin)) {
			this.origin.close();
		}
	}

}
