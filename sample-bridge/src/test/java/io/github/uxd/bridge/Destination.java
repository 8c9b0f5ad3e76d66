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
package io.github.uxd.bridge;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.UxdException;
import io.github.uxd.reliability.journal.JournalRecord;
import io.github.uxd.reliability.journal.Payload;

/**
 * Who the datagrams go to in the end: a socket, with a thread that reads it.
 */
final class Destination {

	private final Peer peer;

	private final Thread thread = new Thread(this::receive, "destination");

	private final Consumer<Datagram> reader;

	private volatile boolean closed;

	Destination(Path path, Consumer<Datagram> reader) throws Exception {
		this.peer = Peer.builder().path(path).build();
		this.reader = reader;
		this.peer.open();
		this.thread.start();
	}

	private void receive() {
		try {
			while (!this.closed) {
				if (this.peer.awaitReadable(Duration.ofMillis(100))) {
					for (Datagram datagram = this.peer.receive(); datagram != null; datagram = this.peer.receive()) {
						this.reader.accept(datagram);
					}
				}
			}
		}
		catch (UxdException ex) {
			throw new IllegalStateException(ex);
		}
	}

	void close() throws InterruptedException {
		this.closed = true;
		this.thread.join();
		this.peer.close();
	}

	/**
	 * What came, in this order.
	 */
	static final class Received implements Consumer<Datagram> {

		private final List<JournalRecord> records = new ArrayList<>();

		private final Payload payload;

		Received(Payload payload) {
			this.payload = payload;
		}

		@Override
		public void accept(Datagram datagram) {
			add(Topic.understand(datagram.payload(), this.payload));
		}

		private synchronized void add(JournalRecord received) {
			this.records.add(received);
		}

		synchronized List<JournalRecord> all() {
			return List.copyOf(this.records);
		}

		synchronized int count() {
			return this.records.size();
		}

	}

}
