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

import java.io.IOException;

import io.github.uxd.internal.file.KnownFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that the peer's own bind has made, with the lock beside it.
 */
final class BoundFile extends SocketFile {

	private static final Logger LOG = LoggerFactory.getLogger(Peer.class);

	private final KnownFile file;

	private final Seat seat;

	private volatile boolean gone;

	private volatile boolean handedOver;

	/**
	 * Create a file.
	 * @param seat the right to have a socket there, which this holds from now on
	 */
	BoundFile(KnownFile file, Seat seat) {
		super(file.path(), file.key());
		this.file = file;
		this.seat = seat;
	}

	@Override
	SocketFileState state() {
		return this.gone ? SocketFileState.ABSENT : super.state();
	}

	@Override
	Seat seat() {
		return this.seat;
	}

	@Override
	void remove() {
		if (this.gone) {
			return;
		}
		try {
			if (!this.file.removeIfInPlace()) {
				LOG.info("The socket file is gone or not ours any more, and left alone: {}", path());
			}
			this.gone = true;
			this.seat.unlock();
		}
		catch (IOException ex) {
			LOG.warn("The socket file can't be removed: {}", path(), ex);
		}
	}

	@Override
	void handOver() {
		this.gone = true;
		this.handedOver = true;
	}

	@Override
	void letGo() {
		if (!this.handedOver) {
			// Otherwise it is the heir's.
			this.seat.unlock();
		}
		this.seat.letGo();
	}

}
