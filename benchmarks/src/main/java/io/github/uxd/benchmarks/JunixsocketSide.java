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
package io.github.uxd.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.newsclub.net.unix.AFUNIXDatagramChannel;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/**
 * junixsocket as it comes, with nothing of ours: a non-blocking channel and one direct
 * buffer, and the library's selector when nothing is there.
 */
final class JunixsocketSide implements Side {

	private static final int LARGEST = 65535;

	private static final int WAIT_MILLIS = 10_000;

	private final Path path;

	/**
	 * Whether to ask for the source: {@code receive} instead of {@code read}.
	 */
	private final boolean withSource;

	private final ByteBuffer buffer = ByteBuffer.allocateDirect(LARGEST);

	private @Nullable AFUNIXDatagramChannel channel;

	private @Nullable Selector selector;

	JunixsocketSide(Path path, boolean withSource) {
		this.path = path;
		this.withSource = withSource;
	}

	@Override
	public String open(Demand demand) throws IOException {
		AFUNIXDatagramChannel opened = bind(this.path);
		this.channel = opened;
		this.selector = opened.provider().openSelector();
		opened.register(this.selector, SelectionKey.OP_READ);
		return this.path.toString();
	}

	static AFUNIXDatagramChannel bind(Path path) throws IOException {
		Files.deleteIfExists(path);
		AFUNIXDatagramChannel opened = AFUNIXDatagramChannel.open();
		opened.bind(AFUNIXSocketAddress.of(path));
		opened.configureBlocking(false);
		return opened;
	}

	private AFUNIXDatagramChannel channel() {
		AFUNIXDatagramChannel open = this.channel;
		if (open == null) {
			throw new IllegalStateException("The channel is not open");
		}
		return open;
	}

	@Override
	public void receive(Tally tally) throws IOException {
		if (this.withSource) {
			receiveWithSource(tally);
		}
		else {
			read(tally);
		}
	}

	private void receiveWithSource(Tally tally) throws IOException {
		AFUNIXDatagramChannel open = channel();
		Sources sources = tally.sources();
		boolean goOn = true;
		while (goOn) {
			this.buffer.clear();
			AFUNIXSocketAddress source = open.receive(this.buffer);
			if (this.buffer.position() > 0) {
				goOn = tally.add(this.buffer.position(), source != null && sources.contains(source.getPathAsBytes()));
			}
			else {
				await();
			}
		}
	}

	private void read(Tally tally) throws IOException {
		AFUNIXDatagramChannel open = channel();
		boolean goOn = true;
		while (goOn) {
			this.buffer.clear();
			if (open.read(this.buffer) > 0) {
				goOn = tally.add(this.buffer.position(), true);
			}
			else {
				await();
			}
		}
	}

	private void await() throws IOException {
		Selector open = this.selector;
		if (open == null || open.select(WAIT_MILLIS) == 0) {
			throw new IOException("Nothing came for " + WAIT_MILLIS + " ms");
		}
		open.selectedKeys().clear();
	}

	@Override
	public void answer(int count, boolean spinning) throws IOException {
		AFUNIXDatagramChannel open = channel();
		for (int answered = 0; answered < count;) {
			this.buffer.clear();
			AFUNIXSocketAddress source = open.receive(this.buffer);
			if (source != null) {
				open.send(this.buffer.flip(), source);
				answered++;
			}
			else if (spinning) {
				Thread.onSpinWait();
			}
			else {
				await();
			}
		}
	}

	@Override
	public Pair openPair(int size) throws IOException {
		return new ChannelPair(this.path, size, this.withSource);
	}

	@Override
	public void close() throws IOException {
		if (this.selector != null) {
			this.selector.close();
		}
		if (this.channel != null) {
			this.channel.close();
		}
		Files.deleteIfExists(this.path);
	}

	/**
	 * Two channels, of which one sends to the other.
	 */
	static final class ChannelPair implements Pair {

		private final Path path;

		private final Path senderPath;

		private final AFUNIXDatagramChannel receiver;

		private final AFUNIXDatagramChannel sender;

		private final AFUNIXSocketAddress destination;

		private final ByteBuffer payload;

		private final ByteBuffer received = ByteBuffer.allocateDirect(LARGEST);

		private final boolean withSource;

		ChannelPair(Path path, int size, boolean withSource) throws IOException {
			this.path = path;
			this.senderPath = path.resolveSibling(path.getFileName() + ".s");
			this.receiver = bind(path);
			this.sender = bind(this.senderPath);
			this.destination = AFUNIXSocketAddress.of(path);
			this.payload = ByteBuffer.allocateDirect(size);
			this.withSource = withSource;
		}

		@Override
		public boolean send() throws IOException {
			return this.sender.send(this.payload.clear(), this.destination) > 0;
		}

		@Override
		public int receive() throws IOException {
			this.received.clear();
			if (this.withSource) {
				this.receiver.receive(this.received);
			}
			else {
				this.receiver.read(this.received);
			}
			return this.received.position();
		}

		@Override
		public void close() throws IOException {
			this.sender.close();
			this.receiver.close();
			Files.deleteIfExists(this.senderPath);
			Files.deleteIfExists(this.path);
		}

	}

}
