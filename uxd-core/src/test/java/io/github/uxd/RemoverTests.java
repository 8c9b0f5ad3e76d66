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
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Somebody removes the socket file whenever it is made, while others send all the time:
 * what the kernel took from them arrives.
 */
@Timeout(900)
class RemoverTests extends NextToANeighbourOnEachTransport {

	private static final int SENDERS = 2;

	/**
	 * How long the heals may take in all, in seconds.
	 */
	private static final int LONGEST = 300;

	@Test
	void whatWasSentArrivesHoweverOftenTheFileIsRemoved() throws Exception {
		int heals = attempts(300);
		Path path = this.open.resolve("socket");
		Peer peer = peer().path(path).umask(Umask.of("0")).build();
		peer.open();
		AtomicLong failed = new AtomicLong();
		long sent = 0;
		long removed;
		List<Neighbour> senders = new ArrayList<>();
		Thread receiver = new Thread(() -> receive(peer), "receiver");
		try (Neighbour remover = Neighbour.startAsOurselves("remove", this.open, path.getFileName())) {
			assertThat(remover.answer()).startsWith("armed");
			for (int i = 0; i < SENDERS; i++) {
				Neighbour sender = Neighbour.startAsOurselves("send", this.open, path.getFileName());
				senders.add(sender);
				assertThat(sender.answer()).startsWith("armed");
			}
			receiver.start();
			long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST);
			while (peer.statistics().healed() < heals && System.nanoTime() < end) {
				try {
					peer.heal();
				}
				catch (PeerOpenException ex) {
					// It was removed again meanwhile, so that the next try makes it anew.
					failed.incrementAndGet();
				}
			}
			removed = remover.count("stop");
			sent += remover.count("sent");
			for (Neighbour sender : senders) {
				sent += sender.count("stop");
			}
			receiver.interrupt();
			receiver.join();
			// All that will ever come is in the queues now.
			drain(peer);
		}
		finally {
			receiver.interrupt();
			senders.forEach(Neighbour::close);
			peer.close();
		}
		long received = peer.statistics().received();
		long dropped = peer.statistics().dropped(DropReason.CLOSED);
		report("socket file removed %d times: %d heals, %d failed tries; %d datagrams sent, %d received, "
				+ "%d counted as dropped, %d lost", removed, peer.statistics().healed(), failed.get(), sent, received,
				dropped, sent - received - dropped);
		assertThat(peer.statistics().healed()).as("healed in time").isGreaterThanOrEqualTo(heals);
		assertThat(peer.statistics().receiveErrors()).isZero();
		assertThat(received + dropped).isEqualTo(sent);
	}

	private static void receive(Peer peer) {
		try {
			while (!Thread.currentThread().isInterrupted()) {
				if (peer.receiveView() == null) {
					peer.awaitReadable(Duration.ofMillis(1));
				}
			}
		}
		catch (UxdException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void drain(Peer peer) throws IOException {
		while (peer.awaitReadable(Duration.ofMillis(200))) {
			peer.receiveView();
		}
	}

}
