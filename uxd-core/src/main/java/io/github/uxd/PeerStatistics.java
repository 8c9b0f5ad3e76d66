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
package io.github.uxd;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * What a peer has done since it was built; reopening doesn't start anew. Thread-safe.
 * Each number only grows; read one after the other they need not fit together to the last
 * datagram.
 */
public final class PeerStatistics {

	/**
	 * Written by the thread that receives alone, so that it needs no atomic operation.
	 */
	private final AtomicLong received = new AtomicLong();

	private final AtomicLong receivedBytes = new AtomicLong();

	private final LongAdder[] dropped = Stream.generate(LongAdder::new)
		.limit(DropReason.values().length)
		.toArray(LongAdder[]::new);

	private final LongAdder receiveErrors = new LongAdder();

	private final LongAdder sent = new LongAdder();

	private final LongAdder sentBytes = new LongAdder();

	private final LongAdder sendBlocked = new LongAdder();

	private final LongAdder sendRefused = new LongAdder();

	private final LongAdder healed = new LongAdder();

	private final LongAdder opened = new LongAdder();

	PeerStatistics() {
	}

	/**
	 * Return how many datagrams were received and handed on.
	 * @return the number of datagrams
	 */
	public long received() {
		return this.received.get();
	}

	/**
	 * Return how many bytes the received datagrams had.
	 * @return the number of bytes
	 */
	public long receivedBytes() {
		return this.receivedBytes.get();
	}

	/**
	 * Return how many datagrams were received but not handed on.
	 * @param reason why
	 * @return the number of datagrams
	 */
	public long dropped(DropReason reason) {
		return this.dropped[reason.ordinal()].sum();
	}

	/**
	 * Return how often a receive failed.
	 * @return the number of errors
	 */
	public long receiveErrors() {
		return this.receiveErrors.sum();
	}

	/**
	 * Return how many datagrams the kernel took to deliver them.
	 * @return the number of datagrams
	 */
	public long sent() {
		return this.sent.sum();
	}

	/**
	 * Return how many bytes the sent datagrams had.
	 * @return the number of bytes
	 */
	public long sentBytes() {
		return this.sentBytes.sum();
	}

	/**
	 * Return how often the kernel had no room for a datagram.
	 * @return the number of sends that are to be tried again
	 */
	public long sendBlocked() {
		return this.sendBlocked.sum();
	}

	/**
	 * Return how many datagrams were refused by those who let datagrams wait for room,
	 * since too much waits already. A peer itself lets none wait.
	 * @return the number of datagrams
	 */
	public long sendRefused() {
		return this.sendRefused.sum();
	}

	/**
	 * Count a datagram that is to be sent from the peer and may not even wait for room.
	 * For those who let datagrams wait, of which a peer may have several.
	 */
	public void countSendRefused() {
		this.sendRefused.increment();
	}

	/**
	 * Return how many sockets the peer has had: it gets one whenever it is opened or
	 * reopened, or its socket file is made anew. What is known of a socket, such as
	 * {@link Peer#sendBufferUsed()}, is no use for the next one.
	 * @return the number of sockets
	 */
	public long opened() {
		return this.opened.sum();
	}

	/**
	 * Return how often the socket file was made anew after somebody had removed it.
	 * @return the number of times
	 */
	public long healed() {
		return this.healed.sum();
	}

	void countOpened() {
		this.opened.increment();
	}

	void countReceived(int bytes) {
		this.received.setOpaque(this.received.getPlain() + 1);
		this.receivedBytes.setOpaque(this.receivedBytes.getPlain() + bytes);
	}

	void countDropped(DropReason reason, int datagrams) {
		this.dropped[reason.ordinal()].add(datagrams);
	}

	void countReceiveError() {
		this.receiveErrors.increment();
	}

	void countSent(int bytes) {
		this.sent.increment();
		this.sentBytes.add(bytes);
	}

	void countSendBlocked() {
		this.sendBlocked.increment();
	}

	void countHealed() {
		this.healed.increment();
	}

}
