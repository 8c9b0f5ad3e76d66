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
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.uxd.internal.file.OpenDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Another user of the machine, who is let in or not. Needs root, to become that user.
 */
@Timeout(200)
class SecondUserTests extends OnEachTransport {

	private static final int OPENS = 10_000;

	/**
	 * Sends to a path as often as it is told, as fast as it can, and prints how often
	 * that succeeded.
	 */
	private static final String SENDER = """
			use Socket;
			my ($path, $seconds) = @ARGV;
			my $end = time + $seconds;
			my $sent = 0;
			do {
				socket(my $s, PF_UNIX, SOCK_DGRAM, 0) or die;
				for (1..1000) { $sent++ if send($s, "let me in", MSG_DONTWAIT, pack_sockaddr_un($path)); }
			} while (time < $end);
			print "$sent\\n";
			""";

	@TempDir
	Path directory;

	@BeforeEach
	void becomeNobody() throws Exception {
		assumeTrue((int) Files.getAttribute(this.directory, "unix:uid") == 0, "runs as root");
		assumeTrue(asNobody("-e", "exit 0").start().waitFor() == 0, "has setpriv and perl");
		Files.setPosixFilePermissions(this.directory, PosixFilePermissions.fromString("rwxr-xr-x"));
	}

	@Test
	void theUmaskDecidesWhoMaySend() throws Exception {
		Path path = this.directory.resolve("socket");
		try (Peer peer = peer().path(path).umask(Umask.of("077")).build()) {
			peer.open();
			assertThat(send(path)).isZero();
			assertThat(peer.receive()).isNull();
			peer.reopen((options) -> options.umask(Umask.of("0")));
			assertThat(send(path)).isPositive();
			assertThat(peer.receive()).extracting(Datagram::text).isEqualTo("let me in");
		}
	}

	@Test
	void inAPrivateDirectoryNobodyGetsInForAnInstant() throws Exception {
		assumeFalse(isNative(), "nobody gets in anywhere there");
		nobodyGetsIn(this.directory.resolve("private/socket"));
	}

	@Test
	void onTheNativeTransportNobodyGetsInForAnInstantAnywhere() throws Exception {
		assumeTrue(isNative(), "the file has its mode from the instant that it exists");
		nobodyGetsIn(this.directory.resolve("socket"));
	}

	private void nobodyGetsIn(Path path) throws Exception {
		Peer peer = peer().path(path).umask(Umask.of("077")).build();
		Process attacker = asNobody("-e", SENDER, path.toString(), "150").start();
		int received = 0;
		try {
			for (int i = 0; i < OPENS; i++) {
				peer.open();
				while (peer.receive() != null) {
					received++;
				}
				peer.close();
			}
		}
		finally {
			peer.close();
			attacker.destroyForcibly().waitFor();
		}
		assertThat(received).as("received during %d opens", OPENS).isZero();
		assertThat(peer.statistics().received()).isZero();
		assertThat(peer.statistics().dropped(DropReason.CLOSED)).isZero();
	}

	@Test
	void aLockFileThatCannotBeMadeSaysWhoIsKeptOut() throws Exception {
		Path socket = this.directory.resolve("shop.sock");
		Files.setPosixFilePermissions(this.directory, PosixFilePermissions.fromString("r-xr-xr-x"));
		assertThat(openAsAUserOfNoPrivileges(socket))
			.contains("The lock file " + socket + ".lock can't be used: no permission to make or open it "
					+ "(AccessDeniedException): the directory belongs to the user 0 and has the mode 0555; "
					+ "this process has the user 0");
		assertThat(this.directory).isEmptyDirectory();
	}

	/**
	 * Have a process of root, who can read our classes, open a peer without what else
	 * lets root do anything.
	 */
	private static String openAsAUserOfNoPrivileges(Path path) throws Exception {
		Process process = new ProcessBuilder("setpriv", "--bounding-set=-all", "--inh-caps=-all",
				ProcessHandle.current().info().command().orElse("java"), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
				"-cp", System.getProperty("java.class.path"), Opening.class.getName(), path.toString())
			.redirectErrorStream(true)
			.start();
		String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
		return printed;
	}

	@Test
	void aSymbolicLinkOfAnotherUserOnTheWayIsRefused() throws Exception {
		Path real = Files.createDirectory(this.directory.resolve("real"));
		Path link = Files.createSymbolicLink(this.directory.resolve("link"), real);
		assertThat(new ProcessBuilder("chown", "-h", "65534", link.toString()).start().waitFor()).isZero();
		Peer peer = peer().path(link.resolve("socket")).build();
		assertThatExceptionOfType(PeerOpenException.class).isThrownBy(peer::open)
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(PeerOpenException.Reason.DENIED))
			.withMessageContaining(link.toString())
			.withMessageContaining("another user");
		assertThat(real).isEmptyDirectory();
	}

	@Test
	void directoriesThatOthersMayChangeAreToldOf() throws Exception {
		Path open = Files.createDirectory(this.directory.resolve("open"));
		assertThat(weaknesses(open)).isEmpty();
		Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
		assertThat(weaknesses(open)).containsExactly(open + " is writable by other users");
		Files.setAttribute(open, "unix:mode", 01777);
		assertThat(weaknesses(open)).isEmpty();
		Files.setAttribute(open, "unix:uid", 65534);
		assertThat(weaknesses(open)).containsExactly(open + " belongs to another user (uid 65534)");
	}

	private static List<String> weaknesses(Path directory) throws IOException {
		try (OpenDirectory open = OpenDirectory.open(directory)) {
			return open.weaknesses();
		}
	}

	private static int send(Path path) throws Exception {
		Process process = asNobody("-e", SENDER, path.toString(), "0").start();
		String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
		assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
		return Integer.parseInt(printed.trim());
	}

	private static ProcessBuilder asNobody(String... arguments) {
		List<String> command = new ArrayList<>(
				List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "perl"));
		command.addAll(List.of(arguments));
		return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
	}

	static final class Opening {

		private Opening() {
		}

		public static void main(String[] args) {
			try (Peer peer = Peer.builder().path(Path.of(args[0])).build()) {
				peer.open();
				System.out.println("It is open");
			}
			catch (PeerOpenException ex) {
				System.out.println(ex.getMessage());
			}
		}

	}

}
