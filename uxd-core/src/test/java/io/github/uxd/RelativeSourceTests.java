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

import java.io.Closeable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A sender that is bound to a relative path makes nobody send to the socket of that path
 * in the working directory of the receiver.
 */
@Timeout(60)
class RelativeSourceTests extends OnEachTransport {

	private static final String SEND = """
			import os, socket, sys
			os.chdir(sys.argv[1])
			sender = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
			sender.bind(sys.argv[2])
			sender.sendto(b"hello", sys.argv[3])
			""";

	@TempDir
	Path directory;

	@Test
	void whoIsMeantByItInOurDirectoryGetsNothing() throws Exception {
		String name = "uxd-relative-" + ProcessHandle.current().pid() + ".sock";
		Path path = this.directory.resolve("asked");
		try (Peer bystander = peer().path(Path.of(name).toAbsolutePath()).build();
				Peer asked = peer().path(path).build();
				Closeable files = () -> Files.deleteIfExists(this.directory.resolve(name))) {
			assertThat(files).isNotNull();
			bystander.open();
			asked.open();
			Process sender = Programs
				.start(new ProcessBuilder("python3", "-c", SEND, this.directory.toString(), name, path.toString())
					.redirectError(ProcessBuilder.Redirect.INHERIT));
			assertThat(sender.waitFor()).isZero();
			UxdAddress source = receiveNext(asked).source();
			assertThat(source).isEqualTo(UxdAddress.of(name));
			assertThatExceptionOfType(SendException.class)
				.isThrownBy(() -> asked.send("answer".getBytes(StandardCharsets.UTF_8), source))
				.withMessageContaining("relative path")
				.withMessageContaining(name);
			assertThat(bystander.awaitReadable(Duration.ZERO)).isFalse();
			assertThat(asked.send(new byte[1], UxdAddress.of(Path.of(name)))).as("meant by ourselves").isTrue();
		}
	}

}
