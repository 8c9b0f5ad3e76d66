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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * Keeps entries in memory. When it has reached its size, the first half of them goes.
 */
final class MemorySink implements WireSink {

	private final long maximumSize;

	private ByteArrayOutputStream older = new ByteArrayOutputStream();

	private ByteArrayOutputStream newer = new ByteArrayOutputStream();

	private boolean closed;

	/**
	 * Create a sink.
	 * @param maximumSize how many bytes to keep at most; 0 for all
	 */
	MemorySink(long maximumSize) {
		this.maximumSize = maximumSize;
	}

	@Override
	public synchronized void write(ByteBuffer entry) throws IOException {
		if (this.closed) {
			throw new IOException("The wire log is closed");
		}
		if (this.maximumSize > 0) {
			if (entry.remaining() > this.maximumSize / 2) {
				throw new IOException("The entry is larger than half of the wire log");
			}
			if (this.newer.size() + entry.remaining() > this.maximumSize / 2) {
				this.older = this.newer;
				this.newer = new ByteArrayOutputStream();
			}
		}
		this.newer.write(entry.array(), entry.arrayOffset() + entry.position(), entry.remaining());
	}

	@Override
	public synchronized byte[] read() {
		ByteArrayOutputStream all = new ByteArrayOutputStream(this.older.size() + this.newer.size());
		all.writeBytes(this.older.toByteArray());
		all.writeBytes(this.newer.toByteArray());
		return all.toByteArray();
	}

	@Override
	public void flush() {
		// Nothing is held back.
	}

	@Override
	public List<Path> files() {
		return List.of();
	}

	@Override
	public void remove() {
		// There is no file.
	}

	@Override
	public synchronized void close() {
		this.closed = true;
	}

}
