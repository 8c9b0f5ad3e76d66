package io.github.uxd.transport;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;

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

	private MemorySegment copy = MemorySegment.NULL;

	ReentrantLock lock() {
		return this.lock;
	}

	/**
	 * Send a datagram.
	 * @param largest tells the size of the largest datagram that may be sent
	 * @return how many bytes were sent, or the negative {@code errno}
	 */
	long send(int descriptor, ByteBuffer payload, SocketName destination, LargestDatagram largest) throws IOException {
		int length = payload.remaining();
		MemorySegment bytes;
		if (payload.isDirect()) {
			bytes = MemorySegment.ofBuffer(payload);
		}
		else {
			if (length > this.copy.byteSize()) {
				if (length > USUAL_SIZE && length > largest.get()) {
					return -LinuxErrors.EMSGSIZE;
				}
				this.copy = Arena.ofAuto().allocate(Math.max(Math.max(length, USUAL_SIZE), 2 * this.copy.byteSize()));
			}
			bytes = this.copy;
			if (payload.hasArray()) {
				MemorySegment.copy(payload.array(), payload.arrayOffset() + payload.position(), bytes,
						ValueLayout.JAVA_BYTE, 0, length);
			}
			else {
				MemorySegment.copy(MemorySegment.ofBuffer(payload), 0, bytes, 0, length);
			}
		}
		try {
			return SystemCalls.sendto(this.errno, descriptor, bytes.address(), length, FLAGS,
					destination.address().address(), destination.length());
		}
		finally {
			Reference.reachabilityFence(bytes);
			Reference.reachabilityFence(destination);
		}
	}

	/**
	 * Tells the size of the largest datagram that may be sent.
	 */
	@FunctionalInterface
	interface LargestDatagram {

		int get() throws IOException;

	}

}
