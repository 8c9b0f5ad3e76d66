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

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Which of the sockets that systemd passes a peer takes, and whether it does: the same on
 * each transport.
 */
class PassedSocketsTests {

	@TempDir
	Path directory;

	private Path path() {
		return this.directory.resolve("orders.sock");
	}

	private String dgram() {
		return "dgram,main," + path();
	}

	@Test
	void aFileThatCanNotBeLookedAtIsTakenToBeThere() throws Exception {
		assumeThat(System.getProperty("user.name")).isEqualTo("root");
		Path closed = Files.createDirectory(this.directory.resolve("closed"));
		Path socket = closed.resolve("orders.sock");
		// Root without its rights over files is a user like any other.
		String without = "-dac_override,-dac_read_search";
		List<String> passing = List.of("python3", ActivatedProcess.script(), "dgram,main," + socket, "--", "setpriv",
				"--inh-caps=" + without, "--bounding-set=" + without);
		try (ActivatedProcess process = new ActivatedProcess(passing, "path=" + socket)) {
			process.ask("pid");
			Files.setAttribute(closed, "unix:uid", 12345);
			Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
			assertThat(process.ask("open")).isEqualTo("opened " + socket);
			assertThat(process.ask("state")).startsWith("true IN_PLACE");
			assertThat(process.ask("heal")).isEqualTo("false");
		}
		finally {
			Files.setAttribute(closed, "unix:uid", 0);
		}
	}

	@Test
	void aLostFileIsNotMadeAnew() throws Exception {
		try (ActivatedProcess process = ActivatedProcess.with(List.of(dgram()))) {
			process.ask("open");
			Files.delete(path());
			assertThat(process.ask("state")).startsWith("true MISSING");
			assertThat(process.ask("heal")).isEqualTo("false");
			assertThat(process.ask("enter")).isEqualTo("done");
			assertThat(path()).doesNotExist();
			Files.writeString(path(), "another's");
			assertThat(process.ask("state")).startsWith("true TAKEN");
			assertThat(process.ask("enter")).isEqualTo("done");
			assertThat(process.ask("state")).startsWith("true TAKEN");
			process.ask("close");
			assertThat(path()).hasContent("another's");
		}
	}

	@Test
	void eachPeerTakesTheSocketOfItsName() throws Exception {
		String other = "dgram,audit," + this.directory.resolve("audit.sock");
		try (ActivatedProcess process = ActivatedProcess.with(List.of(other, dgram()))) {
			assertThat(process.ask("open")).isEqualTo("opened " + path());
			assertThat(process.ask("open-another audit")).isEqualTo("opened " + this.directory.resolve("audit.sock"));
			assertThat(process.ask("open-another main")).isEqualTo("ACTIVATION: Another peer of this process has the "
					+ "socket that systemd has passed as 'main' (descriptor 4) already, and 'main' can't have it too");
			assertThat(process.ask("open-another third")).isEqualTo("ACTIVATION: systemd has passed no socket for the "
					+ "peer 'third'. The names of those that it has passed are 'audit', 'main', and this one is to "
					+ "have 'third': FileDescriptorName= in the .socket unit gives it");
		}
	}

	@Test
	void theOnlySocketNeedsNoName() throws Exception {
		try (ActivatedProcess process = ActivatedProcess.with(List.of("dgram,," + path()), "name=orders")) {
			assertThat(process.ask("open")).isEqualTo("opened " + path());
		}
		try (ActivatedProcess process = ActivatedProcess.with(List.of("dgram,x.socket," + this.directory.resolve("x")),
				"activation-name=y")) {
			assertThat(process.ask("open")).startsWith("ACTIVATION: ").contains("'x.socket'").contains("'y'");
		}
	}

	@Test
	void twoOfANameAreRefused() throws Exception {
		try (ActivatedProcess process = ActivatedProcess
			.with(List.of(dgram(), "dgram,main," + this.directory.resolve("b")))) {
			assertThat(process.ask("open")).startsWith("ACTIVATION: systemd has passed 2 sockets of the name 'main'.");
		}
	}

	@Test
	void aPathThatIsNotTheConfiguredOneIsRefused() throws Exception {
		try (ActivatedProcess process = ActivatedProcess.with(List.of(dgram()),
				"path=" + this.directory.resolve("other.sock"))) {
			assertThat(process.ask("open"))
				.isEqualTo("ACTIVATION: The path of the peer 'main' is set to " + this.directory.resolve("other.sock")
						+ ", and the socket that systemd has passed as 'main' " + "(descriptor 3) is at " + path());
		}
	}

	@Test
	void theSameFileByAnotherWayIsTheConfiguredOne() throws Exception {
		Path link = Files.createSymbolicLink(this.directory.resolve("link"), this.directory);
		try (ActivatedProcess process = ActivatedProcess.with(List.of(dgram()),
				"path=" + link.resolve("orders.sock"))) {
			assertThat(process.ask("open")).isEqualTo("opened " + path());
		}
	}

	@Test
	void aModeThatLetsInMoreThanTheUmaskIsRefused() throws Exception {
		try (ActivatedProcess process = ActivatedProcess.with(List.of(dgram()), "umask=077")) {
			Files.setPosixFilePermissions(path(), PosixFilePermissions.fromString("rw-rw-rw-"));
			assertThat(process.ask("open")).isEqualTo("ACTIVATION: The socket file " + path() + " is systemd's and "
					+ "has the mode 0666, which lets in more than the umask 0077. Set SocketMode=0600 in its .socket "
					+ "unit");
			Files.setPosixFilePermissions(path(), PosixFilePermissions.fromString("rwx------"));
			assertThat(process.ask("open")).startsWith("opened");
			assertThat(Files.getPosixFilePermissions(path())).isEqualTo(PosixFilePermissions.fromString("rwx------"));
		}
	}

	@Test
	void withoutASocketAPeerDoesNotOpenUnlessItMayBindOne() throws Exception {
		try (ActivatedProcess process = new ActivatedProcess(List.of())) {
			assertThat(process.ask("open")).isEqualTo("ACTIVATION: systemd has passed no socket for the peer 'main'. "
					+ "LISTEN_FDS and LISTEN_PID aren't set, as they are in a service that a .socket unit starts.");
		}
		try (ActivatedProcess process = ActivatedProcess.with(List.of(dgram(), "stranger"))) {
			assertThat(process.ask("open")).contains("LISTEN_PID is 1 and this is process ").contains("by exec");
		}
		Path own = this.directory.resolve("own.sock");
		try (ActivatedProcess process = ActivatedProcess
			.with(List.of("dgram,a," + path() + "a", "dgram,b," + path() + "b"), "activation=AUTO", "path=" + own)) {
			assertThat(process.ask("open")).isEqualTo("opened " + own);
			assertThat(process.ask("state")).matches("false IN_PLACE \\w+ true");
		}
	}

	@Test
	void anOptionalSocketIsTakenIfThereIsOne() throws Exception {
		try (ActivatedProcess process = ActivatedProcess.with(List.of(dgram()), "activation=AUTO")) {
			assertThat(process.ask("open")).isEqualTo("opened " + path());
			assertThat(process.ask("state")).startsWith("true");
		}
	}

	@Test
	void aTemporaryPeerHasASocketOfItsOwn() throws Exception {
		try (ActivatedProcess process = ActivatedProcess.with(List.of(dgram()), "activation=AUTO", "temp=true")) {
			assertThat(process.ask("open")).startsWith("opened ").doesNotContain(path().toString());
		}
		Files.delete(path());
		try (ActivatedProcess process = ActivatedProcess.with(List.of(dgram()), "temp=true")) {
			assertThat(process.ask("open")).startsWith("ACTIVATION: A temporary peer can't have a socket of systemd");
		}
	}

	@Test
	void aNameThatNoSocketCanHaveIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> Peer.builder().activationName("a:b"))
			.withMessageContaining("a:b");
		assertThatIllegalArgumentException().isThrownBy(() -> Peer.builder().activationName(""));
	}

}
