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

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * The JDK's Unix-domain stream socket, with a length of four bytes before each message. A
 * large read takes many messages at once. There is no source to look at.
 */
final class StreamSide implements Side {

	private static final int BUFFER_SIZE = 256 * 1024;

	private final Path path;

	private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_SIZE);

	private @Nullable ServerSocketChannel server;

	StreamSide(Path path) {
		this.path = path;
	}

	@Override
	public String open(Demand demand) throws IOException {
		Files.deleteIfExists(this.path);
		this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(this.path));
		return this.path.toString();
	}

	@Override
	public void receive(Tally tally) throws IOException {
		if (this.server == null) {
			throw new IllegalStateException("The server is not open");
		}
		try (SocketChannel channel = this.server.accept()) {
			this.buffer.clear();
			boolean goOn = true;
			while (goOn) {
				if (channel.read(this.buffer) < 0) {
					throw new EOFException("The sender has closed too early");
				}
				this.buffer.flip();
				goOn = addAll(tally);
				this.buffer.compact();
			}
		}
	}

	private boolean addAll(Tally tally) {
		boolean goOn = true;
		while (goOn && this.buffer.remaining() >= Integer.BYTES) {
			int length = this.buffer.getInt(this.buffer.position());
			if (this.buffer.remaining() < Integer.BYTES + length) {
				break;
			}
			this.buffer.position(this.buffer.position() + Integer.BYTES + length);
			goOn = tally.add(length, true);
		}
		return goOn;
	}

	@Override
	public void close() throws IOException {
		if (this.server != null) {
			this.server.close();
		}
		Files.deleteIfExists(this.path);
	}

}
