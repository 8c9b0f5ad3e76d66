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
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

import io.github.uxd.internal.systemd.NotifySocket;
import io.github.uxd.wire.WireLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * A process that has no descriptor left, or but a few.
 */
@Timeout(200)
class DescriptorLimitTests extends OnEachTransport {

	/**
	 * More than any operation needs.
	 */
	private static final int MOST_FREE = 24;

	private static final String DONE = "done";

	@TempDir
	Path directory;

	@TempDir
	Path jars;

	@BeforeEach
	void needsDescriptorsOfLinux() {
		assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "has /proc");
	}

	@Test
	void aSocketFileThatIsMadeAnewHasTheModeOfTheFirst() throws Exception {
		List<String> said = run(HealMode.class, Integer.getInteger("test.uxd.attempts", 300));
		report("healed while descriptors come and go", said);
		assertThat(said).endsWith(DONE).noneMatch((line) -> line.startsWith("wrong"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "close", "refuse", "heal" })
	void whatWaitsIsReceivedOrCounted(String how) throws Exception {
		assumeTrue(Neighbour.isCompiled(), "has cc");
		List<String> said = run(Waiting.class, how);
		report("at the limit, " + how, said);
		assertThat(said).endsWith(DONE).noneMatch((line) -> line.startsWith("wrong"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "close", "refuse" })
	void whatWaitsForAPeerThatHasNeverReceivedIsReceivedOrCounted(String how) throws Exception {
		List<String> said = run(NeverReceived.class, how);
		report("at the limit before anything was received, " + how, said);
		assertThat(said).endsWith(DONE).noneMatch((line) -> line.startsWith("wrong"));
	}

	@Test
	void aWireLogThatDoesNotOpenLeavesNothingBehind() throws Exception {
		List<String> said = run(OpeningWireLog.class);
		report("wire log opened at the limit", said);
		assertThat(said).endsWith(DONE).noneMatch((line) -> line.startsWith("wrong"));
	}

	@Test
	void systemdIsStillToldThatAllIsWell() throws Exception {
		List<String> said = run(Notifying.class);
		report("notified at the limit", said);
		assertThat(said).containsExactly("READY=1", "WATCHDOG=1", "WATCHDOG=1", DONE);
	}

	private List<String> run(Class<?> main, Object... arguments) throws Exception {
		List<Object> all = new ArrayList<>(List.of(this.directory, this.transport));
		all.addAll(List.of(arguments));
		try (ExhaustedProcess process = new ExhaustedProcess(this.jars, main, all.toArray())) {
			return process.answers();
		}
	}

	private void report(String what, List<String> said) {
		LoggerFactory.getLogger("uxd.attacks")
			.info("On {}, JDK {}: {}: {}", this.transport, Runtime.version().feature(), what, said);
	}

	/**
	 * Has told systemd something while there were descriptors, and goes on when there are
	 * none.
	 */
	static final class Notifying {

		private Notifying() {
		}

		public static void main(String[] arguments) throws Exception {
			Path path = Path.of(arguments[0]).resolve("notify");
			ExhaustedProcess.Descriptors descriptors = new ExhaustedProcess.Descriptors();
			try (Peer systemd = Peer.builder().path(path).transport(TransportType.valueOf(arguments[1])).build();
					NotifySocket socket = new NotifySocket(path.toString())) {
				systemd.open();
				tell(systemd, socket, "READY=1");
				descriptors.takeAllBut(0);
				tell(systemd, socket, "WATCHDOG=1");
				tell(systemd, socket, "WATCHDOG=1");
				descriptors.releaseAll();
			}
			System.out.println(DONE);
		}

		private static void tell(Peer systemd, NotifySocket socket, String message) throws Exception {
			if (socket.send(message)) {
				System.out.println(receiveNext(systemd).text());
			}
		}

	}

	/**
	 * Heals while another thread takes what descriptors there are and lets them go.
	 */
	static final class HealMode {

		private HealMode() {
		}

		public static void main(String[] arguments) throws Exception {
			Path path = Path.of(arguments[0]).resolve("healed");
			int attempts = Integer.parseInt(arguments[2]);
			Peer peer = Peer.builder().path(path).transport(TransportType.valueOf(arguments[1])).build();
			peer.open();
			String mode = mode(path);
			ExhaustedProcess.Descriptors descriptors = new ExhaustedProcess.Descriptors();
			Thread thread = new Thread(() -> comeAndGo(descriptors));
			int healed = 0;
			int failed = 0;
			int wrong = 0;
			thread.setDaemon(true);
			thread.start();
			while (healed < attempts && failed < 100 * attempts) {
				path.toFile().delete();
				try {
					healed += peer.heal() ? 1 : 0;
					peer.receive();
				}
				catch (UxdException ex) {
					// There was no descriptor for it.
					failed++;
				}
				if (path.toFile().exists()) {
					wrong += mode(path).equals(mode) ? 0 : 1;
				}
			}
			thread.interrupt();
			thread.join();
			descriptors.releaseAll();
			peer.close();
			System.out.println("healed " + healed + ", failed " + failed + ", other modes " + wrong);
			if (wrong > 0 || healed == 0) {
				System.out.println("wrong");
			}
			System.out.println(DONE);
		}

		private static void comeAndGo(ExhaustedProcess.Descriptors descriptors) {
			try {
				while (!Thread.currentThread().isInterrupted()) {
					descriptors.takeAllBut(0);
					for (int i = ThreadLocalRandom.current().nextInt(20_000); i > 0; i--) {
						Thread.onSpinWait();
					}
					descriptors.release(ThreadLocalRandom.current().nextInt(1, MOST_FREE));
					for (int i = ThreadLocalRandom.current().nextInt(40_000); i > 0; i--) {
						Thread.onSpinWait();
					}
				}
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		}

		private static String mode(Path path) throws IOException {
			return PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
		}

	}

	/**
	 * Has datagrams in its queue and no descriptors, while another process goes on
	 * sending; at the end what that has sent and what was received or counted must agree.
	 */
	static final class Waiting {

		private static final int ROUNDS = 3;

		/**
		 * From so many on it is as if there were enough.
		 */
		private static final int MOST_NEEDED = 6;

		private Waiting() {
		}

		public static void main(String[] arguments) throws Exception {
			Path directory = Path.of(arguments[0]);
			TransportType transport = TransportType.valueOf(arguments[1]);
			// Once with all that it needs, so that what is tested isn't the class loader.
			run(directory, transport, arguments[2], 2 * MOST_FREE, false);
			for (int i = 0; i < ROUNDS; i++) {
				for (int free = 0; free <= MOST_NEEDED; free++) {
					run(directory, transport, arguments[2], free, true);
				}
			}
			System.out.println(DONE);
		}

		private static void run(Path directory, TransportType transport, String how, int free, boolean tell)
				throws Exception {
			Path path = directory.resolve("waiting" + free);
			ExhaustedProcess.Descriptors descriptors = new ExhaustedProcess.Descriptors();
			// Otherwise the descriptors of the lock come free first.
			Peer peer = Peer.builder().path(path).transport(transport).clear(false).build();
			peer.open();
			long sent = 0;
			String failure = "";
			try (Neighbour sender = Neighbour.startAsOurselves("send", directory, path.getFileName(), "flood")) {
				sender.answer();
				while (peer.receive() == null) {
					Thread.onSpinWait();
				}
				descriptors.takeAllBut(free);
				try {
					if (how.equals("heal")) {
						path.toFile().delete();
						peer.heal();
					}
					else if (how.equals("refuse")) {
						peer.refuseSenders();
						// There may be more for ever, where senders can't be refused.
						for (int i = 0; i < 1000 && peer.awaitReadable(Duration.ofMillis(5)); i++) {
							peer.receive();
						}
					}
				}
				catch (UxdException ex) {
					failure = " (" + ex.getClass().getSimpleName() + ")";
				}
				if (how.equals("heal")) {
					for (int i = 0; i < 1000 && peer.receive() != null; i++) {
						Thread.onSpinWait();
					}
				}
				peer.close();
				path.toFile().delete();
				descriptors.releaseAll();
				sent = sender.count("stop");
			}
			long received = peer.statistics().received();
			long dropped = peer.statistics().dropped(DropReason.CLOSED);
			if (tell && sent != received + dropped) {
				System.out.println("wrong: with " + free + " free, " + sent + " sent, " + received + " received, "
						+ dropped + " counted as dropped" + failure);
			}
		}

	}

	/**
	 * Has datagrams in its queue, has received none yet, and has no descriptors.
	 */
	static final class NeverReceived {

		private static final int SENT = 3;

		private NeverReceived() {
		}

		public static void main(String[] arguments) throws Exception {
			Path directory = Path.of(arguments[0]);
			TransportType transport = TransportType.valueOf(arguments[1]);
			run(directory, transport, arguments[2], 2 * MOST_FREE, false);
			for (int free = 0; free <= MOST_FREE; free++) {
				run(directory, transport, arguments[2], free, true);
			}
			System.out.println(DONE);
		}

		private static void run(Path directory, TransportType transport, String how, int free, boolean tell)
				throws Exception {
			Path path = directory.resolve("never" + free);
			ExhaustedProcess.Descriptors descriptors = new ExhaustedProcess.Descriptors();
			// Otherwise the descriptors of the lock come free first.
			Peer peer = Peer.builder().path(path).transport(transport).clear(false).build();
			peer.open();
			for (int i = 0; i < SENT; i++) {
				ForeignSockets.sendUnbound("datagram " + i, UxdAddress.of(path));
			}
			descriptors.takeAllBut(free);
			String failure = "";
			if (how.equals("refuse")) {
				try {
					peer.refuseSenders();
					while (peer.awaitReadable(Duration.ZERO)) {
						peer.receive();
					}
				}
				catch (UxdException ex) {
					// What can't be received now may still be counted by the close.
					failure = " (" + ex.getClass().getSimpleName() + ")";
				}
			}
			peer.close();
			path.toFile().delete();
			descriptors.releaseAll();
			long received = peer.statistics().received();
			long dropped = peer.statistics().dropped(DropReason.CLOSED);
			if (tell && received + dropped != SENT) {
				System.out.println("wrong: with " + free + " free, " + SENT + " sent, " + received + " received, "
						+ dropped + " counted as dropped" + failure);
			}
		}

	}

	/**
	 * Opens a wire log with ever more descriptors, and looks what is left when that
	 * fails.
	 */
	static final class OpeningWireLog {

		private OpeningWireLog() {
		}

		public static void main(String[] arguments) throws Exception {
			Path head = Path.of(arguments[0]);
			ExhaustedProcess.Descriptors descriptors = new ExhaustedProcess.Descriptors();
			open(head);
			descriptors.takeAllBut(0);
			open(head);
			descriptors.releaseAll();
			int failed = 0;
			for (int free = 0; free <= MOST_FREE; free++) {
				long files = count(head.resolve("hio/wirelogs"));
				long open = count(Path.of("/proc/self/fd"));
				descriptors.takeAllBut(free);
				boolean opened = open(head);
				descriptors.releaseAll();
				failed += opened ? 0 : 1;
				long left = left(open);
				long made = count(head.resolve("hio/wirelogs")) - files;
				if (left > 0 || (!opened && made > 0)) {
					System.out.println("wrong: with " + free + " free, " + (opened ? "opened" : "failed to open") + ", "
							+ left + " descriptors and " + made + " files left");
				}
			}
			System.out.println("failed " + failed + " times");
			System.out.println(DONE);
		}

		private static boolean open(Path head) {
			try {
				WireLog.builder()
					.filed(true)
					.headDirectory(head)
					.alternativeHeadDirectory(head.resolve("none/of/these"))
					.open()
					.close();
				return true;
			}
			catch (IOException ex) {
				return false;
			}
		}

		/**
		 * Count what is open beyond what was before. What has leaked stays, but the JVM
		 * opens a file of its own now and then, so it is looked again.
		 */
		private static long left(long before) throws IOException {
			long left = count(Path.of("/proc/self/fd")) - before;
			for (int i = 0; i < 1000 && left > 0; i++) {
				left = count(Path.of("/proc/self/fd")) - before;
			}
			return left;
		}

		private static long count(Path directory) throws IOException {
			try (Stream<Path> list = Files.list(directory)) {
				return list.count();
			}
		}

	}

}
