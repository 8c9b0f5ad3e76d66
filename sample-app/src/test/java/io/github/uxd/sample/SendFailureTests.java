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
package io.github.uxd.sample;

import java.nio.file.Path;
import java.time.Duration;

import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.boot.test.AutoConfigureUxdTestClient;
import io.github.uxd.spring.boot.test.UxdTestClient;
import io.github.uxd.spring.core.UxdSendException;
import io.github.uxd.spring.core.UxdTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Why a datagram could not be sent is told by the reason of the {@link UxdSendException}.
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
		assertThatExceptionOfType(UxdSendException.class)
			.isThrownBy(() -> this.template.convertAndSend("a book", nowhere))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(UxdSendException.Reason.NO_SOCKET_FILE))
			.withMessageContaining("nowhere.sock")
			.extracting(UxdSendException::destination)
			.isEqualTo(nowhere);
	}

	@Test
	void aSocketFileThatNobodyListensOnRefuses() throws Exception {
		Peer crashed = Peer.builder().path(this.directory.resolve("crashed.sock")).build();
		crashed.open();
		crashed.close(false);
		assertThatExceptionOfType(UxdSendException.class)
			.isThrownBy(() -> this.template.convertAndSend("a book", UxdAddress.of(crashed.path())))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(UxdSendException.Reason.REFUSED));
	}

	@Test
	void aPayloadBeyondTheSendBufferIsTooLarge() {
		byte[] large = new byte[64 * 1024 * 1024];
		assertThatExceptionOfType(UxdSendException.class)
			.isThrownBy(() -> this.template.send(large, UxdAddress.of(this.client.path()), Duration.ZERO))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(UxdSendException.Reason.TOO_LARGE))
			.withMessageContaining(String.valueOf(large.length));
	}

}
