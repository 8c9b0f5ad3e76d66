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

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

import jnr.unixsocket.UnixDatagramChannel;
import jnr.unixsocket.UnixSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * jnr-unixsocket. It blocks: to the library's non-blocking receive an empty queue is an
 * exception, known by its text alone.
 */
final class JnrSide implements Side {

	private final Path path;

	private final ByteBuffer buffer = ByteBuffer.allocateDirect(65535);

	private @Nullable UnixDatagramChannel channel;

	JnrSide(Path path) {
		this.path = path;
	}

	@Override
	public String open(Demand demand) throws IOException {
		this.channel = bind(this.path);
		return this.path.toString();
	}

	private static UnixDatagramChannel bind(Path path) throws IOException {
		Files.deleteIfExists(path);
		UnixDatagramChannel opened = UnixDatagramChannel.open();
		opened.bind(new UnixSocketAddress(new File(path.toString())));
		return opened;
	}

	private UnixDatagramChannel channel() {
		UnixDatagramChannel open = this.channel;
		if (open == null) {
			throw new IllegalStateException("The channel is not open");
		}
		return open;
	}

	@Override
	public void receive(Tally tally) throws IOException {
		UnixDatagramChannel open = channel();
		Sources sources = tally.sources();
		boolean goOn = true;
		while (goOn) {
			UnixSocketAddress source = open.receive(this.buffer.clear());
			goOn = tally.add(this.buffer.position(), sources.contains(source.path()));
		}
	}

	@Override
	public void answer(int count, boolean spinning) throws IOException {
		UnixDatagramChannel open = channel();
		for (int i = 0; i < count; i++) {
			UnixSocketAddress source = open.receive(this.buffer.clear());
			open.send(this.buffer.flip(), source);
		}
	}

	@Override
	public Pair openPair(int size) throws IOException {
		Path senderPath = this.path.resolveSibling(this.path.getFileName() + ".s");
		UnixDatagramChannel receiver = bind(this.path);
		UnixDatagramChannel sender = bind(senderPath);
		UnixSocketAddress destination = new UnixSocketAddress(new File(this.path.toString()));
		ByteBuffer payload = ByteBuffer.allocateDirect(size);
		ByteBuffer received = this.buffer;
		return new Pair() {

			@Override
			public boolean send() throws IOException {
				return sender.send(payload.clear(), destination) > 0;
			}

			@Override
			public int receive() throws IOException {
				receiver.receive(received.clear());
				return received.position();
			}

			@Override
			public void close() throws IOException {
				sender.close();
				receiver.close();
				Files.deleteIfExists(senderPath);
				Files.deleteIfExists(JnrSide.this.path);
			}

		};
	}

	@Override
	public void close() throws IOException {
		if (this.channel != null) {
			this.channel.close();
		}
		Files.deleteIfExists(this.path);
	}

}
