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

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.uxd.internal.file.SocketHolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

@EnabledOnOs(OS.LINUX)
class SocketHolderTests {

	private static final String HOLD = """
			import ctypes, socket, sys
			# PR_SET_NAME
			ctypes.CDLL(None).prctl(15, "a\\n\\x1b[31m\\u202e".encode("utf-8"), 0, 0, 0)
			held = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
			held.bind(sys.argv[1])
			print("held", flush=True)
			sys.stdin.read()
			""";

	@TempDir
	Path directory;

	private Path path;

	private Process process;

	@BeforeEach
	void hold() throws Exception {
		this.path = this.directory.resolve("held");
		this.process = Programs.start(new ProcessBuilder("python3", "-c", HOLD, this.path.toString())
			.redirectError(ProcessBuilder.Redirect.INHERIT));
		BufferedReader answers = this.process.inputReader(StandardCharsets.UTF_8);
		assertThat(answers.readLine()).isEqualTo("held");
	}

	@AfterEach
	void end() throws Exception {
		this.process.destroyForcibly().waitFor();
	}

	@Test
	void aProcessThatCallsItselfWhatATerminalWouldObeyIsEscaped() {
		assertThat(SocketHolder.describe(this.path))
			.endsWith(", held by process " + this.process.pid() + " (a\\u000a\\u001b[31m\\u202e)");
	}

	@Test
	void whatNobodyHoldsIsNamedAsItIs() throws Exception {
		Path other = this.directory.resolve("other");
		assertThat(SocketHolder.describe(other)).isEqualTo("nothing");
		String owner = " of user " + Files.getOwner(this.directory);
		ForeignSockets.staleDatagram(other);
		assertThat(SocketHolder.describe(other)).isEqualTo("a socket" + owner);
		assertThat(SocketHolder.describe(this.directory)).isEqualTo("a directory" + owner);
		assertThat(SocketHolder.describe(this.directory.resolve("n".repeat(300))))
			.startsWith("something that can't be looked at (");
	}

	/**
	 * Who chooses a name with a line feed writes a line of the table of sockets himself,
	 * in which another's socket is at his path.
	 */
	@Test
	void aProcessOfAnotherUserThanTheFilesIsNotNamed() throws Exception {
		assumeTrue((int) Files.getAttribute(this.path, "unix:uid") == 0, "may give files away");
		Files.setAttribute(this.path, "unix:uid", 65534);
		assertThat(SocketHolder.describe(this.path)).startsWith("a socket of user ").doesNotContain("process");
	}

}
