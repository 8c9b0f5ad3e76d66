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

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

/**
 * A socket that systemd passes is taken as it is, and left as it was: with what waits in
 * its queue, for the next process.
 */
class ActivationTests extends OnEachTransport {

	@TempDir
	Path directory;

	private Path path() {
		return this.directory.resolve("orders.sock");
	}

	private ActivatedProcess activated(List<String> sockets, String... options) throws IOException {
		List<String> passing = new ArrayList<>(List.of("python3", script().toString()));
		passing.addAll(sockets);
		passing.add("--");
		ActivatedProcess process = process(passing, options);
		// Once it answers its sockets are there.
		process.ask("pid");
		return process;
	}

	private ActivatedProcess process(List<String> passing, String... options) throws IOException {
		List<String> all = new ArrayList<>(List.of(options));
		all.add("transport=" + this.transport);
		return new ActivatedProcess(passing, all.toArray(String[]::new));
	}

	private static Path script() {
		try {
			return Path.of(ActivationTests.class.getResource("pass_sockets.py").toURI());
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private String dgram() {
		return "dgram,main," + path();
	}

	private void send(String... texts) throws UxdException {
		try (Peer sender = Peer.openTemp((builder) -> builder.transport(this.transport))) {
			for (String text : texts) {
				assertThat(sender.send(text.getBytes(StandardCharsets.UTF_8), UxdAddress.of(path()))).isTrue();
			}
		}
	}

	@Test
	void whatWaitsOutlivesAStopAndAKill() throws Exception {
		try (ActivatedProcess process = activated(List.of(dgram()))) {
			assertThat(process.ask("open")).isEqualTo("opened " + path());
			send("one", "two", "three", "four");
			assertThat(process.ask("receive")).isEqualTo("one");
			// Not a word of the other three.
			assertThat(process.ask("drain")).isEqualTo("true false");
			assertThat(process.ask("receive-at-once")).isEqualTo("nothing");
			assertThat(process.ask("discard")).isEqualTo("0");
			assertThat(process.ask("close")).isEqualTo("closed, dropped 0");
			assertThat(path()).exists();
			send("five");
			assertThat(process.ask("open")).isEqualTo("opened " + path());
			assertThat(process.ask("receive")).isEqualTo("two");
			ProcessHandle.of(Long.parseLong(process.ask("pid"))).orElseThrow().destroyForcibly();
			send("six");
			assertThat(process.ask("open")).isEqualTo("opened " + path());
			for (String text : List.of("three", "four", "five", "six")) {
				assertThat(process.ask("receive")).isEqualTo(text);
			}
		}
	}

	@Test
	void aReopenedPeerGoesOnWhereItWas() throws Exception {
		try (ActivatedProcess process = activated(List.of(dgram()))) {
			process.ask("open");
			send("one", "two");
			assertThat(process.ask("reopen")).isEqualTo("done");
			assertThat(process.ask("receive")).isEqualTo("one");
			assertThat(process.ask("drain")).isEqualTo("true false");
			assertThat(process.ask("enter")).isEqualTo("done");
			assertThat(process.ask("receive")).isEqualTo("two");
			assertThat(process.ask("state")).isEqualTo("true IN_PLACE " + this.transport + " false");
		}
	}

	@Test
	void toOpenAndCloseManyTimesLeavesNoDescriptorBehind() throws Exception {
		try (ActivatedProcess process = activated(List.of(dgram()))) {
			process.ask("open");
			process.ask("close");
			String before = process.ask("sockets");
			for (int i = 0; i < 20; i++) {
				assertThat(process.ask("open")).startsWith("opened");
				process.ask("close");
			}
			assertThat(process.ask("sockets")).isEqualTo(before);
			assertThat(process.ask("gc")).isEqualTo("done");
			send("one");
			process.ask("open");
			assertThat(process.ask("receive")).isEqualTo("one");
		}
	}

	@Test
	void answersComeFromTheSocket() throws Exception {
		try (ActivatedProcess process = activated(List.of(dgram()));
				Peer client = Peer.openTemp((builder) -> builder.transport(this.transport))) {
			process.ask("open");
			assertThat(process.ask("send hello " + client.path())).isEqualTo("true");
			assertThat(receiveNext(client).source()).isEqualTo(UxdAddress.of(path()));
		}
	}

	@Test
	void programsThatItStartsHaveNoPartInIt() throws Exception {
		try (ActivatedProcess process = activated(List.of(dgram()))) {
			String before = process.ask("flags 3");
			assertThat(process.ask("open")).startsWith("opened");
			assertThat(process.ask("child")).isEqualTo("0 doubts");
			if (isNative()) {
				// Close-on-exec, and nothing else.
				assertThat(Integer.parseInt(process.ask("flags 3"), 8))
					.isEqualTo(Integer.parseInt(before, 8) | 02000000);
			}
		}
	}

	@Test
	void programsThatItStartsHaveNoPartInAnyThatWasPassed() throws Exception {
		assumeThat(Runtime.version().feature()).isGreaterThanOrEqualTo(22);
		try (ActivatedProcess process = activated(List.of("dgram,other," + path() + "2", dgram()))) {
			process.ask("open");
			assertThat(Integer.parseInt(process.ask("flags 3"), 8) & 02000000).isNotZero();
			assertThat(Integer.parseInt(process.ask("flags 4"), 8) & 02000000).isNotZero();
		}
	}

	@Test
	void aFileThatCanNotBeLookedAtIsTakenToBeThere() throws Exception {
		assumeThat(System.getProperty("user.name")).isEqualTo("root");
		Path closed = Files.createDirectory(this.directory.resolve("closed"));
		Path socket = closed.resolve("orders.sock");
		// Root without its rights over files is a user like any other.
		String without = "-dac_override,-dac_read_search";
		List<String> passing = List.of("python3", script().toString(), "dgram,main," + socket, "--", "setpriv",
				"--inh-caps=" + without, "--bounding-set=" + without);
		try (ActivatedProcess process = process(passing, "path=" + socket)) {
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
		try (ActivatedProcess process = activated(List.of(dgram()))) {
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
		try (ActivatedProcess process = activated(List.of(other, dgram()))) {
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
		try (ActivatedProcess process = activated(List.of("dgram,," + path()), "name=orders")) {
			assertThat(process.ask("open")).isEqualTo("opened " + path());
		}
		try (ActivatedProcess process = activated(List.of("dgram,x.socket," + this.directory.resolve("x")),
				"activation-name=y")) {
			assertThat(process.ask("open")).startsWith("ACTIVATION: ").contains("'x.socket'").contains("'y'");
		}
	}

	@Test
	void twoOfANameAreRefused() throws Exception {
		try (ActivatedProcess process = activated(List.of(dgram(), "dgram,main," + this.directory.resolve("b")))) {
			assertThat(process.ask("open")).startsWith("ACTIVATION: systemd has passed 2 sockets of the name 'main'.");
		}
	}

	@Test
	void whatIsNoDatagramSocketWithAFileIsRefused() throws Exception {
		for (String socket : List.of("stream,main," + this.directory.resolve("stream"), "inet,main,",
				"file,main," + this.directory.resolve("file"))) {
			try (ActivatedProcess process = activated(List.of(socket))) {
				assertThat(process.ask("open")).isEqualTo("ACTIVATION: The socket that systemd has passed as 'main' "
						+ "(descriptor 3) is no Unix-domain datagram socket. ListenDatagram= in the .socket unit "
						+ "makes one");
			}
		}
		try (ActivatedProcess process = activated(List.of("dgram,main,@abstract-" + this.directory.getFileName()))) {
			assertThat(process.ask("open")).startsWith("ACTIVATION: ").contains("is bound to @abstract-");
		}
		try (ActivatedProcess process = activated(List.of("unbound,main,"))) {
			assertThat(process.ask("open")).startsWith("ACTIVATION: ").contains("has no name");
		}
	}

	@Test
	void aPathThatIsNotTheConfiguredOneIsRefused() throws Exception {
		try (ActivatedProcess process = activated(List.of(dgram()), "path=" + this.directory.resolve("other.sock"))) {
			assertThat(process.ask("open"))
				.isEqualTo("ACTIVATION: The path of the peer 'main' is set to " + this.directory.resolve("other.sock")
						+ ", and the socket that systemd has passed as 'main' " + "(descriptor 3) is at " + path());
		}
	}

	@Test
	void theSameFileByAnotherWayIsTheConfiguredOne() throws Exception {
		Path link = Files.createSymbolicLink(this.directory.resolve("link"), this.directory);
		try (ActivatedProcess process = activated(List.of(dgram()), "path=" + link.resolve("orders.sock"))) {
			assertThat(process.ask("open")).isEqualTo("opened " + path());
		}
	}

	@Test
	void aModeThatLetsInMoreThanTheUmaskIsRefused() throws Exception {
		try (ActivatedProcess process = activated(List.of(dgram()), "umask=077")) {
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
	void whoSendsIsToldFromTheFirstDatagramOnOrNotAtAll() throws Exception {
		assumeThat(isNative()).isTrue();
		try (ActivatedProcess process = activated(List.of(dgram()), "credentials=true")) {
			assertThat(process.ask("open")).startsWith("ACTIVATION: ").contains("PassCredentials=yes");
		}
		Files.delete(path());
		try (ActivatedProcess process = activated(List.of("stamp,main," + path()), "credentials=true")) {
			assertThat(process.ask("open")).startsWith("ACTIVATION: ").contains("without Timestamping=");
		}
		Files.delete(path());
		try (ActivatedProcess process = activated(List.of("cred,main," + path()), "credentials=true")) {
			send("early");
			assertThat(process.ask("open")).startsWith("opened");
			assertThat(process.ask("receive")).isEqualTo("early");
		}
	}

	@Test
	void whoDoesNotAskWhoSendsIsNotHarmedByASocketThatTells() throws Exception {
		try (ActivatedProcess process = activated(List.of("cred,main," + path()))) {
			send("early", "second");
			process.ask("open");
			assertThat(process.ask("receive")).isEqualTo("early");
			assertThat(process.ask("receive")).isEqualTo("second");
		}
	}

	@Test
	void withoutASocketAPeerDoesNotOpenUnlessItMayBindOne() throws Exception {
		try (ActivatedProcess process = process(List.of())) {
			assertThat(process.ask("open")).isEqualTo("ACTIVATION: systemd has passed no socket for the peer 'main'. "
					+ "LISTEN_FDS and LISTEN_PID aren't set, as they are in a service that a .socket unit starts.");
		}
		try (ActivatedProcess process = activated(List.of(dgram(), "stranger"))) {
			assertThat(process.ask("open")).contains("LISTEN_PID is 1 and this is process ").contains("by exec");
		}
		Path own = this.directory.resolve("own.sock");
		try (ActivatedProcess process = activated(List.of("dgram,a," + path() + "a", "dgram,b," + path() + "b"),
				"activation=AUTO", "path=" + own)) {
			assertThat(process.ask("open")).isEqualTo("opened " + own);
			assertThat(process.ask("state")).isEqualTo("false IN_PLACE " + this.transport + " true");
		}
	}

	@Test
	void anOptionalSocketIsTakenIfThereIsOne() throws Exception {
		try (ActivatedProcess process = activated(List.of(dgram()), "activation=AUTO")) {
			assertThat(process.ask("open")).isEqualTo("opened " + path());
			assertThat(process.ask("state")).startsWith("true");
		}
	}

	@Test
	void aTemporaryPeerHasASocketOfItsOwn() throws Exception {
		try (ActivatedProcess process = activated(List.of(dgram()), "activation=AUTO", "temp=true")) {
			assertThat(process.ask("open")).startsWith("opened ").doesNotContain(path().toString());
		}
		Files.delete(path());
		try (ActivatedProcess process = activated(List.of(dgram()), "temp=true")) {
			assertThat(process.ask("open")).startsWith("ACTIVATION: A temporary peer can't have a socket of systemd");
		}
	}

	@Test
	void theRealProgramOfSystemdPassesSockets() throws Exception {
		List<String> passing = List.of("systemd-socket-activate", "--datagram", "--listen=" + path(),
				"--fdname=orders");
		try (ActivatedProcess process = process(passing, "name=orders")) {
			// It starts the program for the first datagram, which stays in the queue.
			try (Peer sender = Peer.openTemp((builder) -> builder.transport(this.transport))) {
				await().until(() -> Files.exists(path()));
				assertThat(sender.send(new byte[] { 'a' }, UxdAddress.of(path()))).isTrue();
			}
			assertThat(process.ask("open")).isEqualTo("opened " + path());
			assertThat(process.ask("receive")).isEqualTo("a");
		}
	}

	@Test
	void aNameThatNoSocketCanHaveIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> peer().activationName("a:b"))
			.withMessageContaining("a:b");
		assertThatIllegalArgumentException().isThrownBy(() -> peer().activationName(""));
	}

}
