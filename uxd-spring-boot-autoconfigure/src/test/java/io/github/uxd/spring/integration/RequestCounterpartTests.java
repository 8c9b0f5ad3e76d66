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
package io.github.uxd.spring.integration;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.OnEachTransport;
import io.github.uxd.spring.core.UxdTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A template asks a program that its users run.
 */
@Timeout(60)
class RequestCounterpartTests extends OnEachTransport {

	@TempDir
	Path directory;

	@Test
	@RequiresProgram("socat")
	void socatAnswersWithWhatItWasAsked() throws Exception {
		Path echo = this.directory.resolve("echo");
		Process socat = new ProcessBuilder("socat", "UNIX-RECVFROM:" + echo + ",fork", "EXEC:/bin/cat")
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		try (Peer peer = Peer.openTemp((builder) -> builder.transport(this.transport));
				UxdTemplate template = new UxdTemplate(peer)) {
			await().until(() -> Files.exists(echo));
			template.setDefaultDestination(UxdAddress.of(echo));
			assertThat(template.convertSendAndReceive("ping", String.class)).isEqualTo("ping");
			// One after the other: socat mixes them up when it forks for several at a
			// time.
			for (int i = 0; i < 10; i++) {
				byte[] question = Integer.toString(i).getBytes(StandardCharsets.UTF_8);
				assertThat(template.sendAndReceiveAsync(question).get().toByteArray()).isEqualTo(question);
			}
		}
		finally {
			socat.descendants().forEach(ProcessHandle::destroy);
			socat.destroy();
			assertThat(socat.waitFor(10, TimeUnit.SECONDS)).isTrue();
		}
	}

}
