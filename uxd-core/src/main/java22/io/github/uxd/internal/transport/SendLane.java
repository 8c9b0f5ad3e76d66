package io.github.uxd.internal.transport;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * What a thread needs to itself while it sends. Several make it possible that threads
 * send at the same time; the kernel has no objection.
 */
final class SendLane {

	private static final int MSG_DONTWAIT = 0x40;

	private static final int MSG_NOSIGNAL = 0x4000;

	/**
	 * Not to wait, and to be told by an error, not by a signal, that the receiver has
	 * shut its socket down.
	 */
	private static final int FLAGS = MSG_DONTWAIT | MSG_NOSIGNAL;

	private static final int USUAL_SIZE = 8192;

	private final ReentrantLock lock = new ReentrantLock();

	private final Arena arena = Arena.ofAuto();

	private final MemorySegment errno = this.arena.allocate(CLibrary.ERRNO_LAYOUT);

	private final MemorySegment address = this.arena.allocate(SocketName.SIZE, Short.BYTES);

	private final LargestDatagram largest;

	private MemorySegment copy = MemorySegment.NULL;

	private @Nullable SocketName lastDestination;

	/**
	 * Create a lane.
	 * @param largest tells the size of the largest datagram that may be sent
	 */
	SendLane(LargestDatagram largest) {
		this.largest = largest;
	}

	ReentrantLock lock() {
		return this.lock;
	}

	/**
	 * Send a datagram.
	 * @return {@code false} if there is no room for it now
	 * @throws IllegalStateException if the memory of the payload was freed
	 */
	boolean send(int descriptor, ByteBuffer payload, SocketName destination) throws IOException {
		while (true) {
			long result = trySend(descriptor, payload, destination);
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

	/**
	 * Call the kernel once.
	 * @return how many bytes were sent, or the negative {@code errno}
	 */
	private long trySend(int descriptor, ByteBuffer payload, SocketName destination) throws IOException {
		MemorySegment bytes = payload.isDirect() ? MemorySegment.ofBuffer(payload) : copyOf(payload);
		if (bytes == null) {
			return -LinuxErrors.EMSGSIZE;
		}
		if (destination != this.lastDestination) {
			destination.writeTo(this.address);
			this.lastDestination = destination;
		}
		// The number of bytes is that of the segment, whatever another thread does to
		// the position of the buffer meanwhile. It may be memory of a user's own arena,
		// which can't be freed during the call.
		return CLibrary.syscall(this.errno, SystemCall.SENDTO.number(), descriptor, bytes, bytes.byteSize(), FLAGS,
				this.address, destination.length());
	}

	/**
	 * Copy a payload to where the kernel can read it, since the collector may move an
	 * array.
	 * @return the copy, or {@code null} if it is too large to be sent, in which case no
	 * memory was taken for it
	 */
	private @Nullable MemorySegment copyOf(ByteBuffer payload) throws IOException {
		MemorySegment bytes = MemorySegment.ofBuffer(payload);
		long length = bytes.byteSize();
		if (length > this.copy.byteSize()) {
			if (length > USUAL_SIZE && length > this.largest.get()) {
				return null;
			}
			this.copy = Arena.ofAuto().allocate(Math.max(Math.max(length, USUAL_SIZE), 2 * this.copy.byteSize()));
		}
		MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, 0, this.copy, ValueLayout.JAVA_BYTE, 0, length);
		return this.copy.asSlice(0, length);
	}

	/**
	 * Tells the size of the largest datagram that may be sent.
	 */
	@FunctionalInterface
	interface LargestDatagram {

		int get() throws IOException;

	}

}
