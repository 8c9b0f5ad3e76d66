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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
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
		return ActivatedProcess.with(sockets, on(options));
	}

	private String[] on(String... options) {
		return Stream.concat(Stream.of(options), Stream.of("transport=" + this.transport)).toArray(String[]::new);
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
	void whatIsNoDatagramSocketWithAFileIsRefused() throws Exception {
		List<String> sockets = List.of(dgram(), "stream,stream," + this.directory.resolve("stream"), "inet,inet,",
				"file,file," + this.directory.resolve("file"),
				"dgram,abstract,@abstract-" + this.directory.getFileName(), "unbound,unbound,");
		try (ActivatedProcess process = activated(sockets)) {
			int descriptor = 4;
			for (String name : List.of("stream", "inet", "file")) {
				assertThat(process.ask("open-another " + name))
					.isEqualTo("ACTIVATION: The socket that systemd has passed " + "as '" + name + "' (descriptor "
							+ descriptor++ + ") is no Unix-domain datagram socket. "
							+ "ListenDatagram= in the .socket unit makes one");
			}
			assertThat(process.ask("open-another abstract")).startsWith("ACTIVATION: ")
				.contains("is bound to @abstract-");
			assertThat(process.ask("open-another unbound")).startsWith("ACTIVATION: ").contains("has no name");
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
	void theRealProgramOfSystemdPassesSockets() throws Exception {
		List<String> passing = List.of("systemd-socket-activate", "--datagram", "--listen=" + path(),
				"--fdname=orders");
		try (ActivatedProcess process = new ActivatedProcess(passing, on("name=orders"))) {
			// It starts the program for the first datagram, which stays in the queue.
			try (Peer sender = Peer.openTemp((builder) -> builder.transport(this.transport))) {
				await().until(() -> Files.exists(path()));
				assertThat(sender.send(new byte[] { 'a' }, UxdAddress.of(path()))).isTrue();
			}
			assertThat(process.ask("open")).isEqualTo("opened " + path());
			assertThat(process.ask("receive")).isEqualTo("a");
		}
	}

}
