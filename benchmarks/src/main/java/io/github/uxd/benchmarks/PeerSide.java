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
import java.nio.file.Path;
import java.time.Duration;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.UxdException;
import org.jspecify.annotations.Nullable;

/**
 * Our peer, with a copy of each datagram: {@link Peer#receive()}, and
 * {@link Peer#awaitReadable(Duration)} when nothing is there.
 */
final class PeerSide implements Side {

	private static final Duration WAIT = Duration.ofSeconds(10);

	private final Peers peers;

	private final Path path;

	private @Nullable Peer peer;

	PeerSide(Peers peers, Path path) {
		this.peers = peers;
		this.path = path;
	}

	@Override
	public String open(Demand demand) throws IOException {
		this.peer = this.peers.open(this.path);
		return this.path.toString();
	}

	@Override
	public void receive(Tally tally) throws IOException {
		Peer open = this.peer;
		if (open == null) {
			throw new IllegalStateException("The peer is not open");
		}
		Sources sources = tally.sources();
		boolean goOn = true;
		if (this.peers.source()) {
			while (goOn) {
				Datagram datagram = next(open);
				goOn = tally.add(datagram.length(), sources.contains(datagram.source()));
			}
		}
		else {
			while (goOn) {
				Datagram datagram = next(open);
				goOn = tally.add(datagram.length(), true);
			}
		}
	}

	private static Datagram next(Peer peer) throws IOException {
		while (true) {
			Datagram datagram = peer.receive();
			if (datagram != null) {
				return datagram;
			}
			if (!peer.awaitReadable(WAIT)) {
				throw new IOException("Nothing came for " + WAIT);
			}
		}
	}

	@Override
	public Pair openPair(int size) throws IOException {
		return new CopyPair(this.peers, this.path, size);
	}

	@Override
	public void close() {
		Peer open = this.peer;
		if (open != null) {
			open.close();
		}
	}

	/**
	 * Sends an array, and receives a copy.
	 */
	private static final class CopyPair extends PeerPair {

		private final byte[] payload;

		CopyPair(Peers peers, Path path, int size) throws IOException {
			super(peers, path);
			this.payload = new byte[size];
		}

		@Override
		public boolean send() throws UxdException {
			return sender().send(this.payload, destination());
		}

		@Override
		public int receive() throws UxdException {
			Datagram datagram = receiver().receive();
			return (datagram != null) ? datagram.length() : 0;
		}

	}

}
