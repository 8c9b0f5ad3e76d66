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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Who has sent a datagram, as the kernel vouches for it.
 */
@Timeout(60)
@Tag("kernel")
class SenderCredentialsTests extends OnEachTransport {

	/**
	 * Sends what it is told to a path, from a process of its own.
	 */
	private static final String SENDER = """
			use Socket;
			my ($path, @payloads) = @ARGV;
			socket(my $s, PF_UNIX, SOCK_DGRAM, 0) or die;
			for (@payloads) { send($s, $_, 0, pack_sockaddr_un($path)) or die "$!"; }
			""";

	/**
	 * Hands over an open file with each datagram, several times in one.
	 */
	private static final String FILE_SENDER = """
			import array, socket, sys
			s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
			s.connect(sys.argv[1])
			f = open(sys.argv[2])
			for i in range(10):
			    s.sendmsg([b"take this"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [f.fileno()] * 3))])
			""";

	@TempDir
	Path directory;

	@Test
	void theyAreToldWhenAskedFor() throws Exception {
		assumeTrue(isNative(), "knows who sends");
		try (Peer peer = peer().path(this.directory.resolve("peer")).senderCredentials(true).build()) {
			peer.open();
			Process sender = start(SENDER, 0, peer.path(), "first", "second");
			assertThat(sender.waitFor(30, TimeUnit.SECONDS)).isTrue();
			Datagram first = receiveNext(peer);
			assertThat(first.text()).isEqualTo("first");
			assertThat(first.source()).isNull();
			assertThat(first.credentials()).isEqualTo(new SenderCredentials((int) sender.pid(), us("uid"), us("gid")));
			assertThat(first).hasToString(
					"5 bytes from an unknown address (process " + sender.pid() + " of user " + us("uid") + ")");
			assertThat(receiveNext(peer).credentials()).isSameAs(first.credentials());
			UxdAddress self = UxdAddress.of(peer.path());
			assertThat(peer.send(new byte[3000], self)).isTrue();
			Datagram own = receiveNext(peer);
			assertThat(own.source()).isEqualTo(self);
			assertThat(own.length()).isEqualTo(3000);
			assertThat(own.credentials()).extracting(SenderCredentials::pid)
				.isEqualTo((int) ProcessHandle.current().pid());
		}
	}

	@Test
	void withoutTheSourceTheyAreToldAllTheSame() throws Exception {
		assumeTrue(isNative(), "knows who sends");
		try (Peer peer = peer().path(this.directory.resolve("peer")).senderCredentials(true).source(false).build()) {
			peer.open();
			peer.send(new byte[1], UxdAddress.of(peer.path()));
			Datagram datagram = receiveNext(peer);
			assertThat(datagram.source()).isNull();
			assertThat(datagram.credentials()).isNotNull();
		}
	}

	@Test
	void theyAreNotToldWhenNotAskedFor() throws Exception {
		try (Peer peer = peer().path(this.directory.resolve("peer")).build()) {
			peer.open();
			peer.send(new byte[1], UxdAddress.of(peer.path()));
			assertThat(receiveNext(peer).credentials()).isNull();
		}
	}

	@Test
	void datagramsOfUsersWhoAreNotAllowedAreDroppedAndCounted() throws Exception {
		assumeTrue(isNative(), "knows who sends");
		assumeTrue(start(SENDER, 65534, this.directory).waitFor() == 0, "may become another user");
		Files.setAttribute(this.directory, "unix:mode", 0755);
		Path path = this.directory.resolve("peer");
		try (Peer peer = peer().path(path).umask(Umask.of("0")).allowedUsers(List.of(65534L)).build()) {
			peer.open();
			assertThat(start(SENDER, 0, path, "from root", "again").waitFor()).isZero();
			assertThat(start(SENDER, 65534, path, "from nobody").waitFor()).isZero();
			Datagram datagram = receiveNext(peer);
			assertThat(datagram.text()).isEqualTo("from nobody");
			assertThat(datagram.credentials()).extracting(SenderCredentials::uid).isEqualTo(65534L);
			assertThat(peer.receive()).isNull();
			assertThat(peer.statistics().dropped(DropReason.NOT_ALLOWED)).isEqualTo(2);
			assertThat(peer.statistics().received()).isEqualTo(1);
			peer.reopen((options) -> options.allowedUsers(List.of(0L)));
			assertThat(start(SENDER, 65534, path, "from nobody").waitFor()).isZero();
			assertThat(start(SENDER, 0, path, "from root").waitFor()).isZero();
			assertThat(receiveNext(peer).text()).isEqualTo("from root");
		}
	}

	@Test
	void openFilesThatAreHandedOverAreNotTaken() throws Exception {
		for (boolean credentials : isNative() ? new boolean[] { false, true } : new boolean[] { false }) {
			try (Peer peer = peer().path(this.directory.resolve("peer")).senderCredentials(credentials).build()) {
				peer.open();
				Path file = Files.createFile(this.directory.resolve("handed over"));
				Process sender = Programs
					.start(new ProcessBuilder("python3", "-c", FILE_SENDER, peer.path().toString(), file.toString())
						.redirectError(ProcessBuilder.Redirect.INHERIT));
				for (int i = 0; i < 10; i++) {
					assertThat(receiveNext(peer).text()).isEqualTo("take this");
				}
				assertThat(sender.waitFor()).isZero();
				assertThat(descriptorsOf(file)).isZero();
				Files.delete(file);
			}
		}
	}

	@Test
	void aTransportThatCannotTellThemRefusesToOpen() throws Exception {
		assumeTrue(!isNative(), "knows nothing of them");
		Path path = this.directory.resolve("peer");
		for (PeerBuilder builder : List.of(peer().senderCredentials(true), peer().allowedUsers(List.of(0L)))) {
			Peer peer = builder.path(path).build();
			assertThatExceptionOfType(PeerOpenException.class).isThrownBy(peer::open)
				.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(PeerOpenException.Reason.UNSUPPORTED))
				.withMessageContaining("knows who sends")
				.withMessageContaining("junixsocket");
			assertThat(this.directory).isEmptyDirectory();
		}
	}

	@Test
	void usersThatCannotBeAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> peer().allowedUsers(List.of()))
			.withMessageContaining("nobody could send");
		for (long user : new long[] { -1, 0xffff_ffffL }) {
			assertThatIllegalArgumentException().isThrownBy(() -> peer().allowedUsers(List.of(user)))
				.withMessageContaining(Long.toString(user));
		}
	}

	@Test
	void theNumberOfUsersWithoutOneIsNoUserWhereThereAreSuch() {
		Set<Long> nobody = Set.of(0L, 65534L);
		assertThat(AllowedUsers.problemWith(nobody, 65534, "         0          0 4294967295\n")).isNull();
		assertThat(AllowedUsers.problemWith(nobody, 65534, "         0       1000          1\n")).contains("65534");
		assertThat(AllowedUsers.problemWith(Set.of(0L), 65534, "         0       1000          1\n")).isNull();
	}

	private static Process start(String script, int user, Path path, String... payloads) throws Exception {
		List<String> command = new ArrayList<>();
		if (user != 0) {
			command.addAll(List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups"));
		}
		command.addAll(List.of("perl", "-e", script, path.toString()));
		command.addAll(List.of(payloads));
		return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
	}

	/**
	 * Return the number of the user or the group that the tests run as.
	 */
	private long us(String attribute) throws Exception {
		return (int) Files.getAttribute(this.directory, "unix:" + attribute);
	}

	/**
	 * Return how many descriptors of this process are those of a file.
	 */
	private static long descriptorsOf(Path file) throws Exception {
		Path real = file.toRealPath();
		try (Stream<Path> list = Files.list(Path.of("/proc/self/fd"))) {
			return list.filter((descriptor) -> leadsTo(descriptor, real)).count();
		}
	}

	private static boolean leadsTo(Path descriptor, Path file) {
		try {
			return Files.readSymbolicLink(descriptor).equals(file);
		}
		catch (IOException ex) {
			// Closed since it was listed.
			return false;
		}
	}

}
