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
import java.nio.file.Path;
import java.time.Duration;

import io.github.uxd.DatagramView;
import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import io.github.uxd.UxdException;
import org.jspecify.annotations.Nullable;

/**
 * Our peer, without a copy: {@link Peer#receiveView()}, and
 * {@link Peer#awaitReadable(Duration)} when nothing is there.
 */
final class PeerViewSide implements Side {

	private static final Duration WAIT = Duration.ofSeconds(10);

	private final Peers peers;

	private final Path path;

	private @Nullable Peer peer;

	PeerViewSide(Peers peers, Path path) {
		this.peers = peers;
		this.path = path;
	}

	@Override
	public String open(Demand demand) throws IOException {
		this.peer = this.peers.open(this.path);
		return this.path.toString();
	}

	private Peer peer() {
		Peer open = this.peer;
		if (open == null) {
			throw new IllegalStateException("The peer is not open");
		}
		return open;
	}

	@Override
	public void receive(Tally tally) throws IOException {
		Peer open = peer();
		Sources sources = tally.sources();
		boolean goOn = true;
		if (this.peers.source()) {
			while (goOn) {
				DatagramView view = next(open);
				goOn = tally.add(view.length(), sources.contains(view.source()));
			}
		}
		else {
			while (goOn) {
				DatagramView view = next(open);
				goOn = tally.add(view.length(), true);
			}
		}
	}

	private static DatagramView next(Peer peer) throws IOException {
		while (true) {
			DatagramView view = peer.receiveView();
			if (view != null) {
				return view;
			}
			if (!peer.awaitReadable(WAIT)) {
				throw new IOException("Nothing came for " + WAIT);
			}
		}
	}

	@Override
	public void answer(int count, boolean spinning) throws IOException {
		Peer open = peer();
		for (int i = 0; i < count; i++) {
			DatagramView view = spinning ? nextSpinning(open) : next(open);
			UxdAddress source = view.source();
			if (source == null || !open.send(view.payload(), source)) {
				throw new IOException("The answer was not sent");
			}
		}
	}

	private static DatagramView nextSpinning(Peer peer) throws UxdException {
		DatagramView view = peer.receiveView();
		while (view == null) {
			Thread.onSpinWait();
			view = peer.receiveView();
		}
		return view;
	}

	@Override
	public Pair openPair(int size) throws IOException {
		return new ViewPair(this.peers, this.path, size);
	}

	@Override
	public void close() {
		Peer open = this.peer;
		if (open != null) {
			open.close();
		}
	}

	/**
	 * Sends a direct buffer, and receives a view.
	 */
	private static final class ViewPair extends PeerPair {

		private final ByteBuffer payload;

		ViewPair(Peers peers, Path path, int size) throws IOException {
			super(peers, path);
			this.payload = ByteBuffer.allocateDirect(size);
		}

		@Override
		public boolean send() throws UxdException {
			return sender().send(this.payload.clear(), destination());
		}

		@Override
		public int receive() throws UxdException {
			DatagramView view = receiver().receiveView();
			return (view != null) ? view.length() : 0;
		}

	}

}
