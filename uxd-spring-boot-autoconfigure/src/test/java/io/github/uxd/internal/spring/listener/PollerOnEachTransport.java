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
package io.github.uxd.internal.spring.listener;

import java.nio.file.Path;

import io.github.uxd.Peer;
import io.github.uxd.spring.OnEachTransport;
import io.github.uxd.spring.TestSockets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests of one poller, which each test makes for a peer that is there.
 */
@Timeout(60)
abstract class PollerOnEachTransport extends OnEachTransport {

	@TempDir
	Path directory;

	protected Peer peer;

	protected ThreadedPeerPoller poller;

	@BeforeEach
	void createPeer() {
		this.peer = Peer.builder().transport(this.transport).name("tested").path(this.directory.resolve("s")).build();
	}

	@AfterEach
	void close() {
		this.poller.stop();
		this.peer.close();
		TestSockets.awaitNoPollerThreads();
	}

}
