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
package io.github.uxd.reliability.application;

import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import io.github.uxd.reliability.journal.JournalWriter;
import io.github.uxd.reliability.journal.Payload;

/**
 * Writes down what is handled; wrongly now and then, if it is to.
 */
class Faults {

	private static final int LEAKED = 2_000_000;

	private final ReceiverProperties properties;

	private final JournalWriter journal;

	private final Payload payload;

	private final List<Object> leaked = new ArrayList<>();

	private int written;

	private Runnable later = () -> {
	};

	Faults(ReceiverProperties properties, JournalWriter journal) {
		this.properties = properties;
		this.journal = journal;
		this.payload = properties.payload();
	}

	void write(ByteBuffer datagram, int sender) throws Exception {
		if (this.properties.fault() == Fault.NONE) {
			writeDown(datagram, sender);
		}
		else {
			writeWrongly(datagram, sender);
		}
	}

	private synchronized void writeWrongly(ByteBuffer datagram, int sender) throws Exception {
		Runnable before = this.later;
		this.later = () -> {
		};
		boolean isWrong = ++this.written % this.properties.faultOneIn() == 0;
		switch (isWrong ? this.properties.fault() : Fault.NONE) {
			case LOSE -> {
			}
			case REPEAT -> {
				writeDown(datagram, sender);
				writeDown(datagram, sender);
			}
			case SWAP -> {
				ByteBuffer kept = copy(datagram);
				this.later = () -> writeDown(kept, sender);
			}
			case FLIP -> {
				ByteBuffer flipped = copy(datagram);
				int at = this.written / this.properties.faultOneIn() % flipped.limit();
				flipped.put(at, (byte) (flipped.get(at) ^ 1));
				writeDown(flipped, sender);
			}
			case LEAK -> {
				writeDown(datagram, sender);
				leak();
			}
			default -> writeDown(datagram, sender);
		}
		before.run();
	}

	private void leak() throws Exception {
		this.leaked.add(new byte[LEAKED]);
		this.leaked.add(Pipe.open());
		Thread thread = new Thread(() -> {
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}, "leaked");
		thread.setDaemon(true);
		thread.start();
	}

	private void writeDown(ByteBuffer datagram, int sender) {
		this.journal.handled(sender, datagram.remaining(), Payload.sequence(datagram),
				this.payload.isWhole(datagram, sender));
	}

	private static ByteBuffer copy(ByteBuffer datagram) {
		return ByteBuffer.allocate(datagram.remaining()).put(datagram.duplicate()).flip();
	}

}
