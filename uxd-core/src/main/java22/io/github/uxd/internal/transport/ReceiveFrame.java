package io.github.uxd.internal.transport;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;

import org.jspecify.annotations.Nullable;

/**
 * The memory that the kernel fills in when a datagram is received into a buffer. Made
 * once for a buffer and used for every datagram; not thread-safe.
 */
final class ReceiveFrame {

	private static final int MSG_TRUNC = 0x20;

	private static final int MSG_DONTWAIT = 0x40;

	/**
	 * Not to wait, and to be told the whole length of a datagram that doesn't fit.
	 */
	private static final int FLAGS = MSG_DONTWAIT | MSG_TRUNC;

	/**
	 * A little more than a name of full length with its terminator.
	 */
	private static final int NAME_ROOM = 128;

	private final ReceiveBuffer buffer;

	private final boolean source;

	private final MemorySegment errno;

	private final MemorySegment bytes;

	private final MemorySegment name;

	private final MemorySegment nameLength;

	private final @Nullable CredentialsMessage message;

	/**
	 * The name of the last sender, in words of eight bytes: mostly the next datagram is
	 * from the same, and to see that costs less than to copy the name.
	 */
	private final long[] lastName = new long[NAME_ROOM / Long.BYTES];

	private int lastNameLength = -1;

	/**
	 * Create a frame.
	 * @param buffer the buffer
	 * @param settings what is to be told of each datagram
	 */
	ReceiveFrame(ReceiveBuffer buffer, SocketSettings settings) {
		Arena arena = Arena.ofAuto();
		this.buffer = buffer;
		this.source = settings.source();
		this.errno = arena.allocate(CLibrary.ERRNO_LAYOUT);
		this.bytes = MemorySegment.ofBuffer(buffer.bytes().duplicate().clear());
		this.name = this.source ? arena.allocate(NAME_ROOM, Long.BYTES) : MemorySegment.NULL;
		this.nameLength = this.source ? arena.allocate(ValueLayout.JAVA_INT) : MemorySegment.NULL;
		this.message = settings.credentials() ? new CredentialsMessage(this.bytes, this.name, arena) : null;
	}

	boolean isFor(ReceiveBuffer other) {
		return this.buffer == other;
	}

	/**
	 * Receive a datagram.
	 * @return 0, or the negative {@code errno}
	 */
	int receive(int descriptor) {
		try {
			return (this.message != null) ? receiveMessage(descriptor, this.message) : receiveFrom(descriptor);
		}
		finally {
			Reference.reachabilityFence(this);
		}
	}

	private int receiveFrom(int descriptor) {
		if (this.source) {
			this.nameLength.set(ValueLayout.JAVA_INT, 0, NAME_ROOM);
		}
		long length = SystemCalls.recvfrom(this.errno, descriptor, this.bytes.address(), this.bytes.byteSize(), FLAGS,
				this.name.address(), this.nameLength.address());
		if (length < 0) {
			return (int) length;
		}
		received(length, this.source ? this.nameLength.get(ValueLayout.JAVA_INT, 0) : 0);
		return 0;
	}

	private int receiveMessage(int descriptor, CredentialsMessage message) {
		message.prepare();
		long length = SystemCalls.recvmsg(this.errno, descriptor, message.header().address(), FLAGS);
		if (length < 0) {
			return (int) length;
		}
		received(length, this.source ? message.nameLength() : 0);
		message.copyCredentials(this.buffer);
		return 0;
	}

	private void received(long length, int nameLength) {
		if (isLastName(nameLength)) {
			this.buffer.receivedFromTheSame((int) length);
		}
		else {
			rememberName(nameLength);
			this.buffer.received((int) length, SocketName.copyName(this.name, nameLength, this.buffer.source()));
		}
	}

	private boolean isLastName(int length) {
		if (length != this.lastNameLength) {
			return false;
		}
		for (int i = 0; i * Long.BYTES < length; i++) {
			if (this.name.getAtIndex(ValueLayout.JAVA_LONG, i) != this.lastName[i]) {
				return false;
			}
		}
		return true;
	}

	private void rememberName(int length) {
		// What a longer name has left behind the last byte is a part of both, until a
		// longer one comes again.
		for (int i = 0; i * Long.BYTES < length; i++) {
			this.lastName[i] = this.name.getAtIndex(ValueLayout.JAVA_LONG, i);
		}
		this.lastNameLength = length;
	}

}
