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
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a neighbour puts in the place of the lock file: it is never changed, never
 * removed, never followed and never waited for.
 */
@Timeout(300)
class LockAttackTests extends NextToANeighbour {

	private static final int MOST_HANGS = 2;

	/**
	 * How often a peer has healed at most when it is closed.
	 */
	private static final int MOST_HEALS = 50;

	private static final String MARK = "uxd socket lock, process 1, 00000000-0000-0000-0000-000000000000\n";

	@Test
	void aNamedPipeInItsPlaceIsRefusedAtOnce() throws Exception {
		Neighbour.run("mkfifo", "-m", "0666", lock());
		refused();
	}

	@Test
	void aSymbolicLinkInItsPlaceIsNotFollowed() throws Exception {
		Neighbour.run("ln", "-s", this.secret, lock());
		refused();
		Files.delete(lock());
		Neighbour.run("ln", "-s", this.precious.resolve("new"), lock());
		refused();
		assertThat(this.secret).hasContent("secret");
		assertThat(this.precious).isEmptyDirectory();
	}

	@Test
	void anEmptyFileOfSomebodyElseIsLeftAlone() throws Exception {
		Neighbour.run("touch", lock());
		leftAlone();
	}

	@Test
	void aFileOfSomebodyElseThatLooksLikeALockFileIsLeftAlone() throws Exception {
		Files.writeString(lock(), MARK);
		Files.setAttribute(lock(), "unix:uid", Neighbour.USER);
		leftAlone();
	}

	@Test
	void anEmptyFileOfOursThatHasAnotherNameIsLeftAlone() throws Exception {
		// The neighbour may do so himself where fs.protected_hardlinks is 0.
		Path empty = Files.createFile(this.directory.resolve("empty"));
		Files.createLink(lock(), empty);
		leftAlone();
	}

	@Test
	void aFileOfOursThatHasAnotherNameAndLooksLikeALockFileIsLeftAlone() throws Exception {
		Path other = Files.writeString(this.directory.resolve("other.lock"), MARK);
		Files.createLink(lock(), other);
		leftAlone();
	}

	/**
	 * Whatever the peer makes of it, it neither hangs nor changes anything.
	 */
	private void leftAlone() throws Exception {
		Map<String, Object> before = look(lock());
		byte[] content = Files.readAllBytes(lock());
		Peer peer = peer().path(socket()).build();
		assertThat(attempt(peer::open).hung()).isFalse();
		peer.close();
		assertThat(lock()).exists();
		assertThat(look(lock())).isEqualTo(before);
		assertThat(lock()).hasBinaryContent(content);
	}

	private void refused() throws Exception {
		Map<String, Object> before = look(lock());
		Peer peer = peer().path(socket()).build();
		Outcome outcome = attempt(peer::open);
		assertThat(outcome.hung()).isFalse();
		assertThat(outcome.thrown()).isInstanceOf(PeerOpenException.class).hasMessageContaining(lock().toString());
		peer.close();
		assertThat(look(lock())).isEqualTo(before);
		assertThat(socket()).doesNotExist();
	}

	@Test
	void whateverItIsSwappedForNothingHangsAndNothingForeignIsChanged() throws Exception {
		int attempts = attempts(300);
		int tried = 0;
		int opened = 0;
		int hung = 0;
		int changed = 0;
		Peer peer = peer().path(socket()).build();
		try (Neighbour neighbour = toggle()) {
			while (tried < attempts && hung < MOST_HANGS) {
				tried++;
				hung += attempt(peer::open).hung() ? 1 : 0;
				if (peer.isOpen()) {
					opened++;
					Files.deleteIfExists(socket());
					hung += attempt(peer::heal).hung() ? 1 : 0;
					hung += attempt(peer::close).hung() ? 1 : 0;
				}
				if (!Files.readString(this.secret).equals("secret")) {
					changed++;
					Files.writeString(this.secret, "secret");
				}
			}
			neighbour.ask("stop");
		}
		boolean followed = Files.exists(this.open.resolve("made-through-a-link"), LinkOption.NOFOLLOW_LINKS);
		Path empty = this.open.resolve("lure-file");
		// It may also be a lock file of the peer that the neighbour has moved there.
		boolean written = Files.exists(empty) && Files.getAttribute(empty, "unix:uid").equals(Neighbour.USER)
				&& Files.size(empty) > 0;
		report("lock file swapped for anything: %d opens tried, %d opened; %d hung, %d times root's file changed, "
				+ "a file made through a link: %s, the neighbour's file written to: %s", tried, opened, hung, changed,
				followed, written);
		assertThat(hung).isZero();
		assertThat(changed).isZero();
		assertThat(followed).isFalse();
		assertThat(written).isFalse();
	}

	@Test
	void aPeerThatHealsMeanwhileCanBeClosed() throws Exception {
		int attempts = attempts(40);
		int tried = 0;
		int hung = 0;
		while (tried < attempts && hung < MOST_HANGS) {
			tried++;
			clear();
			Peer peer = peer().path(socket()).build();
			peer.open();
			try (Neighbour neighbour = toggle()) {
				CountDownLatch tries = new CountDownLatch(ThreadLocalRandom.current().nextInt(MOST_HEALS));
				Attempt healing = new Attempt(() -> healAllTheTime(peer, tries::countDown));
				assertThat(tries.await(PROMPTLY.toMillis(), TimeUnit.MILLISECONDS)).as("heals").isTrue();
				hung += attempt(peer::close).hung() ? 1 : 0;
				healing.await();
				neighbour.ask("stop");
			}
		}
		report("lock file swapped for anything while a peer heals: %d closes tried, %d hung", tried, hung);
		assertThat(hung).isZero();
	}

	@Test
	void aPeerThatFindsANamedPipeWhenItHealsCanBeClosed() throws Exception {
		Peer peer = peer().path(socket()).build();
		peer.open();
		Files.delete(socket());
		Neighbour.run("rm", "-f", lock());
		Neighbour.run("mkfifo", "-m", "0666", lock());
		Map<String, Object> before = look(lock());
		CountDownLatch healed = new CountDownLatch(1);
		Attempt healing = new Attempt(() -> healAllTheTime(peer, healed::countDown));
		healed.await();
		assertThat(attempt(peer::close).hung()).isFalse();
		assertThat(healing.await().hung()).isFalse();
		assertThat(look(lock())).isEqualTo(before);
	}

	@Test
	void aProcessThatHealsMeanwhileCanBeTerminated() throws Exception {
		int attempts = Math.max(1, attempts(40) / 20);
		int tried = 0;
		int hung = 0;
		while (tried < attempts && hung < MOST_HANGS) {
			tried++;
			clear();
			Process process = start();
			try (BufferedReader words = new BufferedReader(
					new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
				assertThat(words.readLine()).isEqualTo("opened");
				try (Neighbour neighbour = toggle()) {
					process.getOutputStream().close();
					for (int i = ThreadLocalRandom.current().nextInt(MOST_HEALS); i > 0; i--) {
						assertThat(words.readLine()).isEqualTo("tried");
					}
					process.destroy();
					if (!process.waitFor(2 * PROMPTLY.toMillis(), TimeUnit.MILLISECONDS)) {
						hung++;
					}
					neighbour.ask("stop");
				}
			}
			finally {
				process.destroyForcibly().waitFor();
			}
		}
		report("lock file swapped for anything while a process heals: %d processes told to end, %d did not", tried,
				hung);
		assertThat(hung).isZero();
	}

	private Process start() throws Exception {
		List<String> command = new ArrayList<>();
		command.add(ProcessHandle.current().info().command().orElse("java"));
		command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
				"-Dorg.slf4j.simpleLogger.defaultLogLevel=off", "-cp", System.getProperty("java.class.path")));
		if (Runtime.version().feature() >= 22) {
			command.add("--enable-native-access=ALL-UNNAMED");
		}
		command.addAll(List.of(HealingProcess.class.getName(), socket().toString(), transport().name()));
		return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
	}

	private Neighbour toggle() throws Exception {
		Neighbour neighbour = Neighbour.start("toggle", this.open, lock().getFileName(), this.secret);
		assertThat(neighbour.answer()).startsWith("armed");
		return neighbour;
	}

	private Path socket() {
		return this.open.resolve("socket");
	}

	private Path lock() {
		return this.open.resolve("socket.lock");
	}

	/**
	 * Remove the socket file and heal, over and over, until the peer is closed.
	 * @param tried what to do before each try
	 */
	private static void healAllTheTime(Peer peer, Runnable tried) throws Exception {
		while (peer.isOpen()) {
			tried.run();
			Files.deleteIfExists(peer.path());
			try {
				peer.heal();
			}
			catch (PeerOpenException ex) {
				// Not now: something else stands in the place of the lock file.
				continue;
			}
			peer.receive();
		}
	}

	/**
	 * A process with a peer that heals, and closes it when it is told to end, as
	 * applications do.
	 */
	static final class HealingProcess {

		private static int told;

		private HealingProcess() {
		}

		/**
		 * Tell of a try, but of no more than anybody reads.
		 */
		private static void tell() {
			if (told++ < MOST_HEALS) {
				System.out.println("tried");
			}
		}

		public static void main(String[] arguments) throws Exception {
			Peer peer = Peer.builder()
				.path(Path.of(arguments[0]))
				.transport(TransportType.valueOf(arguments[1]))
				.build();
			peer.open();
			Runtime.getRuntime().addShutdownHook(new Thread(peer::close));
			System.out.println("opened");
			while (System.in.read() >= 0) {
				Thread.onSpinWait();
			}
			try {
				healAllTheTime(peer, HealingProcess::tell);
			}
			catch (PeerClosedException ex) {
				// Closed by the hook between two looks.
				return;
			}
		}

	}

}
