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
import java.util.concurrent.CompletableFuture;

import io.github.uxd.Datagram;
import io.github.uxd.DropReason;
import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import io.github.uxd.UxdException;
import io.github.uxd.spring.core.UxdSendException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * A datagram that wants an answer. It is asked from a temporary peer of its own, so that
 * whatever arrives there is the answer, and no two of them are ever mixed up.
 */
final class Request {

	private final ByteBuffer payload;

	private final UxdAddress destination;

	private final Deadline deadline;

	private final CompletableFuture<Datagram> answer = new CompletableFuture<>();

	private volatile boolean abandoned;

	private volatile @Nullable Peer asker;

	/**
	 * Create a request.
	 * @param payload the bytes
	 * @param destination who is asked
	 * @param deadline until when to send and to wait
	 */
	Request(ByteBuffer payload, UxdAddress destination, Deadline deadline) {
		this.payload = payload;
		this.destination = destination;
		this.deadline = deadline;
		// Whoever waits no more, for whatever reason, gets nothing sent.
		this.answer.whenComplete((datagram, failure) -> abandon());
	}

	UxdAddress destination() {
		return this.destination;
	}

	/**
	 * Return what {@link #run} completes; when somebody else does, that ends the request.
	 */
	CompletableFuture<Datagram> answer() {
		return this.answer;
	}

	private void abandon() {
		this.abandoned = true;
		Peer asker = this.asker;
		if (asker != null) {
			asker.wakeUp();
		}
	}

	/**
	 * Ask, unless it is too late for that.
	 * @param peers opens the peer to ask from
	 */
	void run(PeerSource peers) {
		if (this.abandoned) {
			return;
		}
		try {
			this.answer.complete(ask(peers));
		}
		catch (RuntimeException | Error ex) {
			this.answer.completeExceptionally(ex);
		}
	}

	private Datagram ask(PeerSource peers) {
		if (Thread.currentThread().isInterrupted()) {
			throw interrupted("nothing was sent", null);
		}
		try (Asker asker = open(peers)) {
			Peer peer = asker.peer();
			this.asker = peer;
			new DatagramSender(peer, () -> this.abandoned).send(asker.question(this.payload), this.destination,
					this.deadline);
			return awaitAnswer(peer);
		}
		catch (OutOfMemoryError ex) {
			throw new UxdSendException(this.destination, Reason.OTHER,
					"There is no memory to ask " + this.destination + " and to receive its answer: " + ex.getMessage()
							+ " (lower 'buffer-size' of the peer, which each request takes, ask less at the same time,"
							+ " or raise -XX:MaxDirectMemorySize)",
					ex);
		}
		catch (UxdException ex) {
			throw new UxdSendException(this.destination, Reason.OTHER,
					"The answer of " + this.destination + " can't be received: " + ex.getMessage(), ex);
		}
	}

	private Asker open(PeerSource peers) {
		try {
			return peers.open();
		}
		catch (UxdException ex) {
			if (Thread.currentThread().isInterrupted()) {
				throw interrupted("nothing was sent", ex);
			}
			throw new UxdSendException(this.destination, Reason.OTHER,
					"No temporary peer can be opened to ask " + this.destination + ": " + ex.getMessage(), ex);
		}
	}

	private Datagram awaitAnswer(Peer peer) throws UxdException {
		Datagram datagram = peer.receive();
		while (datagram == null) {
			if (Thread.currentThread().isInterrupted()) {
				throw interrupted("the request was sent, its answer is not waited for", null);
			}
			if (this.abandoned || this.deadline.hasPassed()) {
				throw unanswered(peer);
			}
			peer.awaitReadable(this.deadline.left());
			datagram = peer.receive();
		}
		return datagram;
	}

	private ReplyTimeoutException unanswered(Peer peer) {
		long dropped = peer.statistics().dropped(DropReason.OVERSIZE);
		String message = this.destination + " has not answered within " + this.deadline.elapsed().toMillis() + " ms";
		return new ReplyTimeoutException(this.destination,
				(dropped == 0) ? message : message + ", except with more than " + peer.options().bufferSize()
						+ " bytes (raise 'buffer-size' of the peer)");
	}

	private UxdSendException interrupted(String consequence, @Nullable Throwable cause) {
		return new UxdSendException(this.destination, Reason.INTERRUPTED,
				"Interrupted while " + this.destination + " was asked; " + consequence, cause);
	}

	/**
	 * Opens the peer that a request is asked from.
	 */
	@FunctionalInterface
	interface PeerSource {

		Asker open() throws UxdException;

	}

}
