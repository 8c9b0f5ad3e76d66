package io.github.uxd.spring.listener;

import java.nio.file.Path;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.spring.TestSockets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class LoggingErrorHandlerTests {

	@Test
	void logsTheFirstFailureAndDoesNotFloodTheLog(@TempDir Path directory, CapturedOutput output) throws Exception {
		LoggingErrorHandler handler = new LoggingErrorHandler();
		try (Peer peer = Peer.builder().path(directory.resolve("socket")).build()) {
			peer.open();
			TestSockets.send(directory.resolve("socket"), "hello");
			Datagram datagram = peer.receive();
			for (int i = 0; i < 1000; i++) {
				handler.handleError(new IllegalStateException("failure " + i), datagram, peer);
			}
		}
		assertThat(output).contains("Peer 'main'", "5 bytes from ", "failure 0").doesNotContain("failure 999");
	}

}
