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
package io.github.uxd.spring.core;

import java.nio.ByteBuffer;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReentrantLock;

import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.core.UxdSendException.Reason;

/**
 * Sends without waiting, and keeps a part of the peer's send buffer for those who read
 * what they are sent: whoever doesn't would fill it, and nobody could be sent anything.
 * Thread-safe. Where the transport can't tell how full the buffer is, everybody is sent
 * what the kernel takes.
 */
final class FairSender {

	private final DatagramSender sender;

	private Readers readers = new Readers();

	private final ReentrantLock lock = new ReentrantLock();

	private int size;

	/**
	 * Which of the peer's sockets the readers and the size are those of.
	 */
	private long socket = -1;

	/**
	 * Create a sender.
	 * @param sender sends from the peer whose buffer it is
	 */
	FairSender(DatagramSender sender) {
		this.sender = sender;
	}

	/**
	 * Send without waiting.
	 * @return {@code false} if there is no room, or none for this destination
	 */
	boolean trySend(ByteBuffer payload, UxdAddress destination) {
		Peer peer = this.sender.from(destination);
		int length = payload.remaining();
		Readers readers;
		OptionalInt used;
		this.lock.lock();
		try {
			used = sendBufferUsed(peer);
			readers = this.readers;
			if (!mayBeSent(destination, used, peer)) {
				return false;
			}
		}
		finally {
			this.lock.unlock();
		}
		// Without the lock: to look up a path may take as long as a file server does.
		if (!this.sender.trySend(payload, destination)) {
			return false;
		}
		this.lock.lock();
		try {
			if (used.isPresent() && peer.statistics().opened() == this.socket) {
				readers.sent(destination, length, used.getAsInt(), System.nanoTime());
			}
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Ask how much of the send buffer is taken. With another socket the peer has another
	 * buffer, which is empty though nobody has read anything: then all is forgotten.
	 */
	private OptionalInt sendBufferUsed(Peer peer) {
		long socket = peer.statistics().opened();
		OptionalInt used = peer.sendBufferUsed();
		if (socket != this.socket) {
			this.socket = socket;
			this.readers = new Readers();
			this.size = 0;
		}
		return (peer.statistics().opened() == socket) ? used : OptionalInt.empty();
	}

	/**
	 * Return why there is no room.
	 */
	Reason reason(UxdAddress destination) {
		Peer peer = this.sender.from(destination);
		this.lock.lock();
		try {
			return mayBeSent(destination, sendBufferUsed(peer), peer) ? this.sender.reason(destination)
					: Reason.SEND_BUFFER_FULL;
		}
		finally {
			this.lock.unlock();
		}
	}

	private boolean mayBeSent(UxdAddress destination, OptionalInt used, Peer peer) {
		if (used.isEmpty()) {
			return true;
		}
		if (used.getAsInt() >= this.size / 2) {
			// Asked for only now and then.
			this.size = peer.actualBufferSizes().send();
		}
		this.readers.observe(destination, used.getAsInt());
		return this.readers.mayBeSent(destination, used.getAsInt(), this.size, System.nanoTime());
	}

}
