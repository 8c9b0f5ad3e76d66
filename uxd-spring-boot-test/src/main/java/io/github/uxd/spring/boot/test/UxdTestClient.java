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
package io.github.uxd.spring.boot.test;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import io.github.uxd.UxdException;
import io.github.uxd.spring.core.UxdSendException;
import io.github.uxd.spring.core.UxdTemplate;
import io.github.uxd.spring.listener.UxdPeers;

/**
 * Talks to the peers of the application from a socket of its own, as another process
 * would.
 * <p>
 * The socket is a temporary one. It is opened when it is needed, closed after each test
 * method and with the application, and opened at another path when it is needed again: a
 * test never receives an answer to an earlier one.
 * <p>
 * Text is sent in UTF-8. Any thread may send; one at a time may receive.
 */
public class UxdTestClient implements AutoCloseable {

	/**
	 * How long to wait, unless something else is asked for.
	 */
	private static final Duration TIME_LIMIT = Duration.ofSeconds(10);

	private final UxdPeers peers;

	private final Duration timeLimit;

	private final Peer peer = Peer.builder().name("client").temp(true).build();

	/**
	 * Sends in the calling thread alone, so that it holds nothing to be closed.
	 */
	private final UxdTemplate template = new UxdTemplate(this.peer);

	/**
	 * Create a client.
	 * @param peers the peers of the application
	 */
	public UxdTestClient(UxdPeers peers) {
		this(peers, TIME_LIMIT);
	}

	UxdTestClient(UxdPeers peers, Duration timeLimit) {
		this.peers = peers;
		this.timeLimit = timeLimit;
	}

	/**
	 * Talk to one of the further peers.
	 * @param peerId the id of the peer: its key below {@code uxd.peers}, or the name of
	 * the primary peer
	 * @return what sends to it
	 * @throws IllegalArgumentException if there is none of that id; the message tells
	 * those that there are
	 */
	public Destination to(String peerId) {
		return new Destination(this.peers.get(peerId).peer());
	}

	private Destination toPrimary() {
		return to("");
	}

	/**
	 * Send a text to the primary peer.
	 * @param text the text
	 * @throws AssertionError as for {@link #send(byte[])}
	 * @throws UncheckedIOException as for {@link #send(byte[])}
	 */
	public void send(String text) {
		toPrimary().send(text);
	}

	/**
	 * Send a datagram to the primary peer (the only one, if there is no primary). Waits
	 * while its queue is full.
	 * @param payload the bytes
	 * @throws AssertionError if the queue is still full after 10 seconds
	 * @throws UncheckedIOException if the peer can't be sent to, for a reason that its
	 * cause tells as {@link Peer#send(byte[], UxdAddress)} does
	 */
	public void send(byte[] payload) {
		toPrimary().send(payload);
	}

	/**
	 * Send a text to the primary peer and receive the next datagram, whoever sends it.
	 * @param text the text
	 * @return the answer
	 * @throws AssertionError as for {@link #send(byte[])} and {@link #receive()}
	 * @throws UncheckedIOException as for {@link #send(byte[])} and {@link #receive()}
	 */
	public Datagram exchange(String text) {
		return toPrimary().exchange(text);
	}

	/**
	 * Receive the next datagram. Waits until one comes.
	 * @return the datagram
	 * @throws AssertionError if none has come after 10 seconds
	 * @throws UncheckedIOException if the kernel reports an error
	 */
	public Datagram receive() {
		return receive(this.timeLimit);
	}

	/**
	 * Receive the next datagram. Waits until one comes.
	 * @param timeout how long to wait at most; zero only looks
	 * @return the datagram
	 * @throws AssertionError if none has come in that time
	 * @throws UncheckedIOException if the kernel reports an error
	 */
	public Datagram receive(Duration timeout) {
		long start = System.nanoTime();
		try {
			this.peer.open();
			while (true) {
				Datagram datagram = this.peer.receive();
				if (datagram != null) {
					return datagram;
				}
				Duration left = timeout.minusNanos(System.nanoTime() - start);
				boolean readable = this.peer.awaitReadable(left);
				if (!readable && Thread.currentThread().isInterrupted()) {
					throw new AssertionError("The test was interrupted while it waited for a datagram");
				}
				if (!readable && left.isNegative()) {
					throw new AssertionError("No datagram came to " + this.peer.path() + " within " + timeout);
				}
			}
		}
		catch (UxdException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return the path of the client's socket file, opening it if need be.
	 * @return the absolute path, until the client is closed
	 * @throws UncheckedIOException if the socket can't be opened
	 */
	public Path path() {
		try {
			this.peer.open();
		}
		catch (UxdException ex) {
			throw new UncheckedIOException(ex);
		}
		Path path = this.peer.path();
		if (path == null) {
			throw new IllegalStateException("The client was closed meanwhile");
		}
		return path;
	}

	/**
	 * Close the socket and remove its file, with what has not been received. The client
	 * can still be used, with a new socket at another path.
	 */
	@Override
	public void close() {
		this.peer.close();
	}

	private void send(byte[] payload, Peer destination) {
		Path path = destination.path();
		if (path == null) {
			throw new IllegalStateException("The peer '" + destination.name() + "' was never open");
		}
		try {
			this.peer.open();
			this.template.send(ByteBuffer.wrap(payload), UxdAddress.of(path), this.timeLimit);
		}
		catch (UxdSendException ex) {
			if (ex.reason().isFull()) {
				throw new AssertionError("The queue of " + path + " was still full after " + this.timeLimit, ex);
			}
			if (ex.reason() == UxdSendException.Reason.INTERRUPTED) {
				throw new AssertionError("The test was interrupted while the queue of " + path + " was full", ex);
			}
			throw (ex.getCause() instanceof UxdException cause) ? new UncheckedIOException(cause) : ex;
		}
		catch (UxdException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Sends to one peer of the application.
	 */
	public final class Destination {

		private final Peer destination;

		private Destination(Peer destination) {
			this.destination = destination;
		}

		/**
		 * Send a text.
		 * @param text the text
		 * @throws AssertionError as for {@link UxdTestClient#send(byte[])}
		 * @throws UncheckedIOException as for {@link UxdTestClient#send(byte[])}
		 */
		public void send(String text) {
			send(text.getBytes(StandardCharsets.UTF_8));
		}

		/**
		 * Send a datagram. Waits while the queue of the peer is full.
		 * @param payload the bytes
		 * @throws AssertionError as for {@link UxdTestClient#send(byte[])}
		 * @throws UncheckedIOException as for {@link UxdTestClient#send(byte[])}
		 */
		public void send(byte[] payload) {
			UxdTestClient.this.send(payload, this.destination);
		}

		/**
		 * Send a text and receive the next datagram, whoever sends it.
		 * @param text the text
		 * @return the answer
		 * @throws AssertionError as for {@link UxdTestClient#exchange(String)}
		 * @throws UncheckedIOException as for {@link UxdTestClient#exchange(String)}
		 */
		public Datagram exchange(String text) {
			send(text);
			return receive();
		}

	}

}
