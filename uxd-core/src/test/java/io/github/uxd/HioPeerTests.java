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

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import io.github.uxd.wire.WireLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A Python peer and a Java peer meet by name.
 */
@Timeout(60)
class HioPeerTests extends OnEachTransport {

	@TempDir
	Path directory;

	@Test
	void aPythonPeerIsFoundByNameAndAnswers() throws Exception {
		meet("bob", "", false);
	}

	@Test
	void inABaseAndAmongCleanPeers() throws Exception {
		meet("bob", "team/a", true);
	}

	@Test
	void byANameInAnyScript() throws Exception {
		meet("Jürgen 漢字", "größe", false);
	}

	@Test
	void atTheLongestPathThereIs() throws Exception {
		String prefix = this.directory + "/hio/uxd/";
		meet("é" + "x".repeat(107 - prefix.getBytes(StandardCharsets.UTF_8).length - 2 - ".uxd".length()), "", false);
	}

	private void meet(String name, String base, boolean clean) throws Exception {
		String[] options = { "serve", name, base, this.directory.toString(), this.directory.toString(),
				Boolean.toString(clean), "022" };
		try (Python bob = new Python(options); Peer alice = builder().name("alice").base(base).clean(clean).build()) {
			Path path = Path.of(bob.readLine());
			assertThat(path).isEqualTo(pathOf(builder().name(name).base(base).clean(clean)));
			alice.open();
			assertThat(ask(alice, path, "hello")).isEqualTo("Python heard hello");
			assertThat(ask(alice, path, "quit")).isEqualTo("Python heard quit");
		}
	}

	@Test
	void aPythonPeerFindsAJavaPeer() throws Exception {
		try (Peer alice = builder().name("alice").build()) {
			alice.open();
			try (Python bob = new Python("ask", "bob", "", this.directory.toString(), this.directory.toString(),
					"false", "077", alice.path().toString(), "grüß dich")) {
				Datagram question = receiveNext(alice);
				assertThat(question.text()).isEqualTo("grüß dich");
				assertThat(question.source()).isEqualTo(UxdAddress.of(this.directory.resolve("hio/uxd/bob.uxd")));
				alice.send(("Java heard " + question.text()).getBytes(StandardCharsets.UTF_8), question.source());
				assertThat(bob.readLine()).isEqualTo("Java heard grüß dich");
				assertThat(bob.readLine()).isEqualTo(alice.path().toString());
			}
		}
	}

	@Test
	void bothFallBackToTheSameAlternative() throws Exception {
		Path notADirectory = Files.createFile(this.directory.resolve("file"));
		Path home = Files.createDirectory(this.directory.resolve("home"));
		try (Python bob = new Python("serve", "bob", "b", notADirectory.toString(), home.toString(), "false", "022");
				Peer alice = peer().name("alice")
					.base("b")
					.headDirectory(notADirectory)
					.alternativeHeadDirectory(home)
					.build()) {
			assertThat(bob.readLine()).isEqualTo(home + "/.hio/uxd/b/bob.uxd");
			alice.open();
			assertThat(alice.path()).hasToString(home + "/.hio/uxd/b/alice.uxd");
			assertThat(ask(alice, alice.path().resolveSibling("bob.uxd"), "quit")).isEqualTo("Python heard quit");
		}
	}

	@Test
	void theSocketFilesHaveTheSameModeUnderTheSameUmask() throws Exception {
		try (Python bob = new Python("serve", "bob", "", this.directory.toString(), this.directory.toString(), "false",
				"027"); Peer alice = builder().name("alice").umask(Umask.of("027")).build()) {
			Path path = Path.of(bob.readLine());
			alice.open();
			assertThat(mode(alice.path())).isEqualTo(mode(path)).isEqualTo("rwxr-x---");
			ask(alice, path, "quit");
		}
	}

	@Test
	void aWireLogHasWhatHioWouldWrite() throws Exception {
		try (WireLog log = WireLog.builder().together(true).open();
				Python bob = new Python("serve", "bob", "", this.directory.toString(), this.directory.toString(),
						"false", "022");
				Peer alice = builder().name("alice").wireLog(log).build()) {
			String path = bob.readLine();
			alice.open();
			ask(alice, Path.of(path), "quit");
			ForeignSockets.sendUnbound("nobody", UxdAddress.of(alice.path()));
			receiveNext(alice);
			assertThat(log.readRx()).asString(StandardCharsets.UTF_8)
				.isEqualTo("\nTx " + path + ":\nquit\n\nRx " + path + ":\nPython heard quit\n\nRx None:\nnobody\n");
		}
	}

	private PeerBuilder builder() {
		return peer().headDirectory(this.directory).alternativeHeadDirectory(this.directory);
	}

	private static Path pathOf(PeerBuilder builder) {
		PeerOptions options = builder.options();
		return new io.github.uxd.internal.file.SocketLocation(options.name(), options.base(), options.extension(), true)
			.below(options.directories().common(options.clean()));
	}

	private static String ask(Peer peer, Path destination, String text) throws Exception {
		assertThat(peer.send(text.getBytes(StandardCharsets.UTF_8), UxdAddress.of(destination))).isTrue();
		return receiveNext(peer).text();
	}

	private static String mode(Path path) throws Exception {
		return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
	}

}
