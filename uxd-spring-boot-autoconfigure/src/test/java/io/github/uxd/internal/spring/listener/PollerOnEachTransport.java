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
