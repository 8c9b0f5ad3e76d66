package io.github.uxd.spring.core;

import java.nio.ByteBuffer;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReentrantLock;

import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.core.DestinationFullException.Reason;

/**
 * Sends without waiting, and keeps a part of the peer's send buffer for those who read
 * what they are sent: whoever doesn't would fill it, and nobody could be sent anything.
 * Thread-safe. Where the transport can't tell how full the buffer is, everybody is sent
 * what the kernel takes.
 */
final class FairSender {

	private final DatagramSender sender;

	private final Readers readers = new Readers();

	private final ReentrantLock lock = new ReentrantLock();

	private int size;

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
		OptionalInt used;
		this.lock.lock();
		try {
			used = peer.sendBufferUsed();
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
			used.ifPresent((before) -> this.readers.sent(destination, length, before, System.nanoTime()));
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Return why there is no room.
	 */
	Reason reason(UxdAddress destination) {
		Peer peer = this.sender.from(destination);
		this.lock.lock();
		try {
			return mayBeSent(destination, peer.sendBufferUsed(), peer) ? this.sender.reason(destination)
					: Reason.SEND_BUFFER;
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
			// Asked for only now and then: it is another one after a reopening at most.
			this.size = peer.actualBufferSizes().send();
		}
		this.readers.observe(destination, used.getAsInt());
		return this.readers.mayBeSent(destination, used.getAsInt(), this.size, System.nanoTime());
	}

}
