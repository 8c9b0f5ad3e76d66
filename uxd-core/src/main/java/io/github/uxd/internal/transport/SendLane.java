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
import java.lang.ref.Reference;
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
	static final int FLAGS = MSG_DONTWAIT | MSG_NOSIGNAL;

	private final ReentrantLock lock = new ReentrantLock();

	private final Kernel kernel = Kernels.KERNEL.forOneCallAtATime();

	private final KernelMemory name = new KernelMemory(SocketName.SIZE);

	private final NativeSocket socket;

	private final PayloadCopy copy;

	private @Nullable SocketName lastDestination;

	/**
	 * Create a lane.
	 * @param socket the socket, which stays its owner's
	 */
	SendLane(NativeSocket socket) {
		this.socket = socket;
		this.copy = new PayloadCopy(socket.options()::sendBufferSize);
	}

	ReentrantLock lock() {
		return this.lock;
	}

	/**
	 * Send a datagram.
	 * @return {@code false} if there is no room for it now
	 * @throws IllegalStateException if the memory of the payload was freed
	 */
	boolean send(ByteBuffer payload, SocketName destination) throws IOException {
		while (true) {
			long result = trySend(payload, destination);
			if (result >= 0) {
				return true;
			}
			if (LinuxErrors.isWantOfRoom((int) -result)) {
				return false;
			}
			if (result != -LinuxErrors.EINTR) {
				throw LinuxErrors.socketError((int) -result);
			}
		}
	}

	/**
	 * Call the kernel once.
	 * @return how many bytes were sent, or the negative {@code errno}
	 */
	private long trySend(ByteBuffer payload, SocketName destination) throws IOException {
		ByteBuffer direct = payload.isDirect() ? payload : this.copy.of(payload);
		if (direct == null) {
			return -LinuxErrors.EMSGSIZE;
		}
		if (destination != this.lastDestination) {
			destination.writeTo(this.name.bytes());
			this.lastDestination = destination;
		}
		try {
			return this.kernel.send(this.socket.descriptor(), direct, FLAGS, this.name.address(), destination.length());
		}
		finally {
			Reference.reachabilityFence(this);
		}
	}

}
