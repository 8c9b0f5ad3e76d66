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
import java.util.function.UnaryOperator;

import io.github.uxd.Peer;
import io.github.uxd.PeerBuilder;
import io.github.uxd.PeerOpenException;
import org.jspecify.annotations.Nullable;

/**
 * A temporary peer that asks one question. Its buffer is a pool's, which has it back when
 * the peer is closed: by then the answer has been copied, and nobody else has ever had a
 * view of it.
 */
final class Asker implements AutoCloseable {

	private final BufferPool buffers;

	private final Peer peer;

	private @Nullable ByteBuffer buffer;

	/**
	 * Open a peer to ask from.
	 * @param buffers has buffers to receive into
	 * @param changes is given the builder of a temporary peer
	 */
	Asker(BufferPool buffers, UnaryOperator<PeerBuilder> changes) throws PeerOpenException {
		this.buffers = buffers;
		boolean opened = false;
		try {
			this.peer = Peer.openTemp((builder) -> changes.apply(builder.receiveBuffers(this::take)));
			opened = true;
		}
		finally {
			if (!opened) {
				giveBack();
			}
		}
	}

	private ByteBuffer take(int size) {
		ByteBuffer buffer = this.buffers.take(size);
		this.buffer = buffer;
		return buffer;
	}

	Peer peer() {
		return this.peer;
	}

	/**
	 * Put the question where the answer will be, if it has room there: in direct memory,
	 * so that the transport needs no more of it for a copy.
	 */
	ByteBuffer question(ByteBuffer payload) {
		ByteBuffer buffer = this.buffer;
		return (buffer != null && payload.remaining() <= buffer.capacity())
				? buffer.duplicate().clear().put(payload.duplicate()).flip() : payload;
	}

	@Override
	public void close() {
		this.peer.close();
		giveBack();
	}

	private void giveBack() {
		ByteBuffer buffer = this.buffer;
		this.buffer = null;
		if (buffer != null) {
			this.buffers.giveBack(buffer);
		}
	}

}
