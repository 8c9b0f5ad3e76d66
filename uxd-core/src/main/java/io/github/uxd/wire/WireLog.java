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
package io.github.uxd.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import io.github.uxd.internal.io.Closer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs every datagram that a peer receives and sends, byte for byte as hio's
 * {@code WireLog} does: a line feed, {@code Rx} or {@code Tx}, a space, the address of
 * the other side, a colon, a line feed, the bytes, a line feed. It goes to files or to
 * memory, both directions together or each on its own.
 * <p>
 * Unlike hio's it is bounded when it is given a size: a file that has reached it is
 * followed by another, the oldest is removed. And it never fails the peer: what can't be
 * written, because the disk is full say, is counted and left out, whole entries at a
 * time.
 * <p>
 * Thread-safe.
 */
public final class WireLog implements AutoCloseable {

	private static final Logger LOG = LoggerFactory.getLogger(WireLog.class);

	private static final byte[] RECEIVED = "Rx".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] SENT = "Tx".getBytes(StandardCharsets.US_ASCII);

	/**
	 * How Python's {@code str} writes the address that an unbound sender hasn't.
	 */
	private static final byte[] NOBODY = "None".getBytes(StandardCharsets.US_ASCII);

	private final @Nullable WireSink received;

	private final @Nullable WireSink sent;

	private final @Nullable WireDirectory directory;

	private final AtomicLong failures = new AtomicLong();

	private volatile boolean told;

	private final AtomicBoolean closed = new AtomicBoolean();

	WireLog(@Nullable WireSink received, @Nullable WireSink sent, @Nullable WireDirectory directory) {
		this.received = received;
		this.sent = sent;
		this.directory = directory;
	}

	/**
	 * Start to build a wire log.
	 * @return a builder with hio's defaults: both directions, each on its own, in memory
	 */
	public static WireLogBuilder builder() {
		return new WireLogBuilder();
	}

	/**
	 * Log what was received, if that is wanted.
	 * @param payload the bytes between position and limit, which are not changed
	 * @param source the bytes of the sender's address, or {@code null} if it has none
	 */
	public void writeRx(ByteBuffer payload, byte @Nullable [] source) {
		write(this.received, RECEIVED, payload, source);
	}

	/**
	 * Log what was sent, if that is wanted.
	 * @param payload the bytes between position and limit, which are not changed
	 * @param destination the bytes of the receiver's address
	 */
	public void writeTx(ByteBuffer payload, byte[] destination) {
		write(this.sent, SENT, payload, destination);
	}

	private void write(@Nullable WireSink sink, byte[] direction, ByteBuffer payload, byte @Nullable [] who) {
		if (sink == null) {
			return;
		}
		byte[] name = (who != null) ? who : NOBODY;
		try {
			ByteBuffer entry = ByteBuffer.allocate(6 + direction.length + name.length + payload.remaining());
			entry.put((byte) '\n').put(direction).put((byte) ' ').put(name).put((byte) ':').put((byte) '\n');
			entry.put(payload.duplicate()).put((byte) '\n').flip();
			sink.write(entry);
		}
		catch (IOException | OutOfMemoryError ex) {
			// What is logged is more than its log: it must not be lost with that.
			failed(ex);
		}
	}

	private void failed(Throwable failure) {
		this.failures.incrementAndGet();
		this.told = this.told || tell(failure);
	}

	private static boolean tell(Throwable failure) {
		try {
			LOG.warn("The wire log can't be written; what is missing is counted, and this is said once", failure);
			return true;
		}
		catch (OutOfMemoryError ex) {
			// It is said when there is memory for it.
			return false;
		}
	}

	/**
	 * Return what has been logged of what was received. A log in files is read through
	 * what it has open, so that a closed one can't be. An interrupt in the middle of a
	 * write closes a file, too: it is opened again, or left out if others can have put
	 * another in its place.
	 * @return the bytes, as far as they are kept; with both directions together, those of
	 * both; {@code null} if this direction is off
	 * @throws IOException if a file can't be read
	 */
	public byte @Nullable [] readRx() throws IOException {
		return (this.received != null) ? this.received.read() : null;
	}

	/**
	 * Return what has been logged of what was sent. A log in files is read through what
	 * it has open, so that a closed one can't be. An interrupt in the middle of a write
	 * closes a file, too: it is opened again, or left out if others can have put another
	 * in its place.
	 * @return the bytes, as far as they are kept; with both directions together, those of
	 * both; {@code null} if this direction is off
	 * @throws IOException if a file can't be read
	 */
	public byte @Nullable [] readTx() throws IOException {
		return (this.sent != null) ? this.sent.read() : null;
	}

	/**
	 * Have the operating system write to the disk what it still holds in memory. A file
	 * that is {@linkplain #readRx() left out} when it is read is left to it.
	 * @throws IOException if it can't
	 */
	public void flush() throws IOException {
		for (WireSink sink : sinks()) {
			sink.flush();
		}
	}

	/**
	 * Return how many entries could not be written.
	 * @return the number of entries
	 */
	public long failures() {
		return this.failures.get();
	}

	/**
	 * Return the files that are there now.
	 * @return their paths, oldest first and those of received datagrams before those of
	 * sent ones; empty if the log is in memory
	 */
	public List<Path> files() {
		return sinks().stream().flatMap((sink) -> sink.files().stream()).toList();
	}

	private List<WireSink> sinks() {
		return Stream.concat(Stream.ofNullable(this.received), Stream.ofNullable(this.sent)).distinct().toList();
	}

	/**
	 * Close the log; the files stay, unless the log is temporary. What is written
	 * afterwards is counted as a failure. Closing again does nothing.
	 * @throws IOException if a file can't be closed, or the temporary directory not be
	 * removed
	 */
	@Override
	public void close() throws IOException {
		if (this.closed.getAndSet(true)) {
			return;
		}
		try (Closer all = new Closer()) {
			boolean temporary = false;
			if (this.directory != null) {
				all.add(this.directory);
				temporary = this.directory.temporary() != null;
			}
			for (WireSink sink : sinks()) {
				all.add(temporary ? sink::remove : sink);
			}
		}
	}

}
