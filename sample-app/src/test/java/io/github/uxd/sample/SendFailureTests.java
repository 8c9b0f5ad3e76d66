package io.github.uxd.sample;

import java.nio.file.Path;
import java.time.Duration;

import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.core.DestinationMissingException;
import io.github.uxd.spring.core.DestinationRefusedException;
import io.github.uxd.spring.core.PayloadTooLargeException;
import io.github.uxd.spring.core.UxdSendException;
import io.github.uxd.spring.core.UxdTemplate;
import io.github.uxd.spring.boot.test.AutoConfigureUxdTestClient;
import io.github.uxd.spring.boot.test.UxdTestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Why a datagram could not be sent is told by the type of the exception. All of them are
 * unchecked, and of the type {@link UxdSendException}.
 */
@SpringBootTest(webEnvironment = WebEnvironment.NONE)
@AutoConfigureUxdTestClient
class SendFailureTests {

	@Autowired
	UxdTemplate template;

	@Autowired
	UxdTestClient client;

	@TempDir
	Path directory;

	@Test
	void aDestinationWithoutASocketFileIsMissing() {
		UxdAddress nowhere = UxdAddress.of(this.directory.resolve("nowhere.sock"));
		assertThatExceptionOfType(DestinationMissingException.class)
			.isThrownBy(() -> this.template.convertAndSend("a book", nowhere))
			.withMessageContaining("nowhere.sock")
			.extracting(UxdSendException::destination)
			.isEqualTo(nowhere);
	}

	@Test
	void aSocketFileThatNobodyListensOnRefuses() throws Exception {
		Peer crashed = Peer.builder().path(this.directory.resolve("crashed.sock")).build();
		crashed.open();
		crashed.close(false);
		assertThatExceptionOfType(DestinationRefusedException.class)
			.isThrownBy(() -> this.template.convertAndSend("a book", UxdAddress.of(crashed.path())));
	}

	@Test
	void aPayloadBeyondTheSendBufferIsTooLarge() {
		byte[] large = new byte[64 * 1024 * 1024];
		assertThatExceptionOfType(PayloadTooLargeException.class)
			.isThrownBy(() -> this.template.send(large, UxdAddress.of(this.client.path()), Duration.ZERO))
			.withMessageContaining(String.valueOf(large.length));
	}

}
