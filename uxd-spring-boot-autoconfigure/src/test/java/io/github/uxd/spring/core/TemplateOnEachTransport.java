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

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.PeerDirectories;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.OnEachTransport;
import io.github.uxd.spring.TestSockets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A template, and a receiver that reads when the test says so.
 */
abstract class TemplateOnEachTransport extends OnEachTransport {

	protected static final Duration LONG = Duration.ofSeconds(30);

	@TempDir
	protected Path directory;

	protected Peer receiver;

	protected UxdAddress destination;

	protected Peer sender;

	protected UxdTemplate template;

	@BeforeEach
	void open() throws Exception {
		this.receiver = openPeer("receiver");
		this.destination = UxdAddress.of(this.receiver.path());
		this.sender = openPeer("sender");
		this.template = new UxdTemplate(this.sender);
		this.template.setRequestPeerCustomizer(
				(builder) -> builder.directories(PeerDirectories.ofHio().withTemporaryHead(this.directory)));
	}

	@AfterEach
	void closeWithoutATrace() {
		this.template.close();
		this.sender.close();
		this.receiver.close();
		// A pool has ended an instant before its threads have.
		TestSockets.awaitNoPollerThreads();
		assertThat(this.directory).isEmptyDirectory();
	}

	protected final Peer openPeer(String name) throws Exception {
		Peer peer = Peer.builder().name(name).path(this.directory.resolve(name)).transport(this.transport).build();
		peer.open();
		return peer;
	}

	/**
	 * Send until there is no more room.
	 */
	protected final void fill(UxdAddress destination) throws Exception {
		try (Peer other = Peer
			.openTemp((builder) -> builder.directories(PeerDirectories.ofHio().withTemporaryHead(this.directory))
				.transport(this.transport))) {
			int count = 0;
			while (count < 10_000 && other.send(bytes("filling"), destination)) {
				count++;
			}
			assertThat(count).isBetween(1, 9_999);
		}
	}

	/**
	 * Receive all that is there, but what only filled the queue.
	 */
	protected final List<String> receiveAll() throws Exception {
		List<String> texts = new ArrayList<>();
		for (Datagram datagram = this.receiver.receive(); datagram != null; datagram = this.receiver.receive()) {
			if (!datagram.text().equals("filling")) {
				texts.add(datagram.text());
			}
		}
		return texts;
	}

	protected static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
