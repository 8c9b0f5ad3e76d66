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
package io.github.uxd.wire;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class WireLogTests {

	private static final String TIME = "\\d{4}-\\d\\d-\\d\\d_\\d\\d-\\d\\d-\\d\\d_\\d{6}";

	/**
	 * So many bytes that their writing takes milliseconds.
	 */
	private static final int LARGE = 16 * 1024 * 1024;

	@TempDir
	Path directory;

	@Test
	void inMemoryEachDirectionIsOnItsOwnByDefault() throws Exception {
		try (WireLog log = WireLog.builder().open()) {
			exchange(log);
			assertThat(log.readRx()).asString().isEqualTo("\nRx /tmp/a:\nhello\n\nRx None:\nunbound\n");
			assertThat(log.readTx()).asString().isEqualTo("\nTx /tmp/a:\nanswer\n");
			assertThat(log.files()).isEmpty();
		}
	}

	@Test
	void bothDirectionsCanGoToTheSamePlace() throws Exception {
		try (WireLog log = WireLog.builder().together(true).open()) {
			exchange(log);
			assertThat(log.readRx()).asString()
				.isEqualTo("\nRx /tmp/a:\nhello\n\nTx /tmp/a:\nanswer\n\nRx None:\nunbound\n");
			assertThat(log.readTx()).isEqualTo(log.readRx());
		}
	}

	@Test
	void aDirectionCanBeOff() throws Exception {
		try (WireLog log = WireLog.builder().received(false).filed(true).headDirectory(this.directory).open()) {
			exchange(log);
			log.flush();
			assertThat(log.readRx()).isNull();
			assertThat(log.readTx()).asString().isEqualTo("\nTx /tmp/a:\nanswer\n");
			assertThat(log.files()).hasSize(1);
		}
		try (WireLog log = WireLog.builder().received(false).sent(false).filed(true).open()) {
			exchange(log);
			log.flush();
			assertThat(log.files()).isEmpty();
		}
	}

	@Test
	void filesAreNamedAsHioNamesThem() throws Exception {
		try (WireLog log = builder().open()) {
			exchange(log);
			List<Path> files = log.files();
			assertThat(files)
				.allSatisfy((file) -> assertThat(file.getParent()).isEqualTo(this.directory.resolve("hio/wirelogs")));
			assertThat(files.get(0).getFileName().toString()).matches("alice\\." + TIME + "\\.rx\\.log");
			assertThat(files.get(1).getFileName().toString()).matches("alice\\." + TIME + "\\.tx\\.log");
			assertThat(files.get(0)).content().isEqualTo("\nRx /tmp/a:\nhello\n\nRx None:\nunbound\n");
			assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.get(0))))
				.isEqualTo("rw-------");
		}
		try (WireLog log = builder().together(true).open()) {
			assertThat(log.files()).singleElement()
				.satisfies((file) -> assertThat(file.getFileName().toString()).matches("alice\\." + TIME + "\\.log"));
		}
	}

	@Test
	void theAlternativeIsUsedWhereTheHeadIsNotToBeHad() throws Exception {
		Path notADirectory = Files.createFile(this.directory.resolve("file"));
		try (WireLog log = builder().headDirectory(notADirectory).alternativeHeadDirectory(this.directory).open()) {
			assertThat(log.files())
				.allSatisfy((file) -> assertThat(file.getParent()).isEqualTo(this.directory.resolve(".hio/wirelogs")));
		}
	}

	@Test
	void aTemporaryLogIsRemovedWithItsDirectory() throws Exception {
		Path temporary;
		try (WireLog log = builder().temp(true).temporaryHeadDirectory(this.directory).open()) {
			exchange(log);
			temporary = log.files().get(0).getParent();
			assertThat(temporary.toString()).matches(this.directory + "/hio/wirelogs/test_.*_temp");
		}
		assertThat(temporary).doesNotExist();
	}

	@Test
	void closingATemporaryLogAgainIsNothing() throws Exception {
		WireLog log = builder().temp(true).temporaryHeadDirectory(this.directory).open();
		log.close();
		log.close();
		assertThat(this.directory.resolve("hio/wirelogs")).isEmptyDirectory();
	}

	@Test
	void aFullFileIsFollowedByAnotherAndTheOldestGoes() throws Exception {
		Path foreign = Files.createDirectories(this.directory.resolve("hio/wirelogs")).resolve("notes");
		Files.writeString(foreign, "mine");
		try (WireLog log = builder().sent(false).maximumSize(100).maximumFiles(3).open()) {
			for (int i = 0; i < 50; i++) {
				log.writeRx(bytes("datagram " + (10 + i)), "/a".getBytes(StandardCharsets.UTF_8));
			}
			assertThat(log.files()).hasSize(3)
				.isSorted()
				.allSatisfy((file) -> assertThat(file.toFile().length()).isLessThanOrEqualTo(100));
			assertThat(log.readRx()).asString().startsWith("\nRx /a:\ndatagram ").endsWith("datagram 59\n");
			assertThat(log.failures()).isZero();
		}
		try (Stream<Path> files = Files.list(foreign.getParent())) {
			assertThat(files).hasSize(4).contains(foreign);
		}
	}

	@Test
	void memoryIsBounded() throws Exception {
		try (WireLog log = WireLog.builder().maximumSize(1000).open()) {
			for (int i = 0; i < 1000; i++) {
				log.writeRx(bytes("datagram " + i), null);
			}
			assertThat(log.readRx()).hasSizeBetween(500, 1000).asString().startsWith("\nRx None:\n").endsWith("999\n");
			log.writeRx(ByteBuffer.allocate(2000), null);
			assertThat(log.failures()).as("larger than all of it").isEqualTo(1);
		}
	}

	@Test
	void aFullDiskIsCountedAndLeavesWholeEntriesAlone() throws Exception {
		Path disk = Files.createDirectory(this.directory.resolve("disk"));
		Process mount = new ProcessBuilder("sh", "-c", "mount -t tmpfs -o size=64k tmpfs \"$0\" 2>/dev/null",
				disk.toString())
			.start();
		assumeTrue(mount.waitFor() == 0, "may mount a small file system");
		try (WireLog log = builder().headDirectory(disk).sent(false).open()) {
			for (int i = 0; i < 100; i++) {
				log.writeRx(bytes("x".repeat(5000)), null);
			}
			assertThat(log.failures()).isBetween(80L, 99L);
			String kept = new String(log.readRx(), StandardCharsets.UTF_8);
			String entry = "\nRx None:\n" + "x".repeat(5000) + "\n";
			assertThat(kept).isEqualTo(entry.repeat(kept.length() / entry.length())).isNotEmpty();
		}
		finally {
			assertThat(new ProcessBuilder("umount", disk.toString()).start().waitFor()).isZero();
		}
	}

	@Test
	void aFullDiskLeavesWholeEntriesAloneWhereAnInterruptIsPending() throws Exception {
		Path disk = Files.createDirectory(this.directory.resolve("disk"));
		assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk.toString()) == 0,
				"may mount a small file system");
		try (WireLog log = builder().headDirectory(disk).sent(false).open()) {
			for (int i = 0; i < 3; i++) {
				Thread.currentThread().interrupt();
				log.writeRx(bytes("x".repeat(40_000)), null);
				assertThat(Thread.interrupted()).isTrue();
			}
			assertThat(log.failures()).isEqualTo(2);
			String entry = "\nRx None:\n" + "x".repeat(40_000) + "\n";
			assertThat(log.files()).singleElement().satisfies((file) -> assertThat(file).hasContent(entry));
			assertThat(log.readRx()).asString().isEqualTo(entry);
		}
		finally {
			assertThat(run("umount", disk.toString())).isZero();
		}
	}

	@Test
	void whatCantBeRemovedKeepsNothingElseFromBeingClosedAndRemoved() throws Exception {
		WireLog log = builder().temp(true).temporaryHeadDirectory(this.directory).maximumSize(1).maximumFiles(2).open();
		exchange(log);
		List<Path> files = log.files();
		assertThat(files).hasSize(3);
		// What something is mounted on can't be removed.
		String busy = files.get(0).toString();
		assumeTrue(run("mount", "--bind", busy, busy) == 0, "may mount a file");
		try {
			assertThatIOException().isThrownBy(log::close).withMessageContaining(files.get(0).getFileName().toString());
			assertThat(files.subList(1, 3)).noneMatch(Files::exists);
			assertThat(openFiles()).noneMatch((file) -> file.startsWith(this.directory.toString()));
		}
		finally {
			assertThat(run("umount", busy)).isZero();
		}
	}

	private static List<String> openFiles() throws Exception {
		List<String> targets = new ArrayList<>();
		try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
			for (Path descriptor : descriptors) {
				try {
					targets.add(Files.readSymbolicLink(descriptor).toString());
				}
				catch (NoSuchFileException ex) {
					// Closed meanwhile, which is all that is asked.
					continue;
				}
			}
		}
		return targets;
	}

	private static int run(String... command) throws Exception {
		return new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start()
			.waitFor();
	}

	@Test
	void anInterruptInTheMiddleOfAWriteCostsNothing() throws Exception {
		try (WireLog log = builder().sent(false).open()) {
			byte[] large = new byte[LARGE];
			for (int i = 1; i <= 5; i++) {
				interruptWhileWriting(log, large);
				assertThat(log.readRx()).hasSize(i * (LARGE + 11));
			}
			log.writeRx(bytes("last"), null);
			log.flush();
			assertThat(log.files()).singleElement()
				.satisfies((file) -> assertThat(Files.readAllBytes(file)).isEqualTo(log.readRx()));
			assertThat(log.readRx()).hasSize(5 * (LARGE + 11) + "\nRx None:\nlast\n".length());
			assertThat(log.failures()).isZero();
		}
	}

	@Test
	void aFileThatAnInterruptHasClosedIsLeftOutWhereOthersMayHaveSwappedIt() throws Exception {
		Path logs = Files.createDirectories(this.directory.resolve("hio/wirelogs"));
		Files.setAttribute(logs, "unix:mode", 0777);
		try (WireLog log = builder().sent(false).open()) {
			log.writeRx(bytes("first"), null);
			Path first = log.files().get(0);
			try (FileChannel file = FileChannel.open(first)) {
				interruptUntilClosed(log, first, file);
			}
			log.writeRx(bytes("last"), null);
			log.flush();
			String read = new String(log.readRx(), StandardCharsets.US_ASCII);
			assertThat(read.contains("first")).isFalse();
			assertThat(read.endsWith("\nRx None:\nlast\n")).isTrue();
			assertThat(log.files()).hasSize(2);
			assertThat(log.failures()).isZero();
		}
	}

	@Test
	void aFileThatAnInterruptHasClosedAndSomebodyRemovedIsFollowedByAnother() throws Exception {
		try (WireLog log = builder().sent(false).open()) {
			Path first = log.files().get(0);
			try (FileChannel file = FileChannel.open(first)) {
				Files.delete(first);
				interruptUntilClosed(log, first, file);
			}
			assertThat(log.files()).hasSize(2);
			assertThat(log.readRx()).hasSize(LARGE + 11);
			log.flush();
			assertThat(log.failures()).isZero();
		}
	}

	/**
	 * On a busy machine some interrupts come when the entry is written already.
	 */
	private static void interruptUntilClosed(WireLog log, Path path, FileChannel file) throws Exception {
		byte[] large = new byte[LARGE];
		Awaitility.await().pollInSameThread().pollDelay(Duration.ZERO).until(() -> {
			interruptWhileWriting(log, large, file);
			// One is the test's own.
			return openFiles().stream().filter((open) -> open.startsWith(path.toString())).count() == 1;
		});
	}

	private static void interruptWhileWriting(WireLog log, byte[] large) throws Exception {
		try (FileChannel file = FileChannel.open(log.files().get(0))) {
			interruptWhileWriting(log, large, file);
		}
	}

	/**
	 * Write an entry, and get an interrupt as soon as the file grows.
	 */
	private static void interruptWhileWriting(WireLog log, byte[] large, FileChannel file) throws Exception {
		long size = file.size();
		Thread writer = Thread.currentThread();
		FutureTask<Boolean> interrupter = new FutureTask<>(() -> {
			long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
			while (file.size() == size && System.nanoTime() < end) {
				Thread.onSpinWait();
			}
			writer.interrupt();
			return file.size() > size;
		});
		new Thread(interrupter, "interrupter").start();
		log.writeRx(ByteBuffer.wrap(large), null);
		// It may be late, and the entry be written by then.
		Awaitility.await().until(interrupter::isDone);
		assertThat(Thread.interrupted()).isTrue();
		assertThat(interrupter.get()).isTrue();
	}

	@Test
	void aClosedLogInFilesIsNeitherReadNorFlushed() throws Exception {
		WireLog log = builder().open();
		exchange(log);
		log.close();
		assertThatIOException().isThrownBy(log::readRx);
		assertThatIOException().isThrownBy(log::flush);
	}

	@Test
	void anInterruptDoesItNoHarm() throws Exception {
		try (WireLog log = builder().sent(false).open()) {
			Thread.currentThread().interrupt();
			log.writeRx(bytes("one"), null);
			assertThat(Thread.interrupted()).isTrue();
			log.writeRx(bytes("two"), null);
			assertThat(log.readRx()).asString().isEqualTo("\nRx None:\none\n\nRx None:\ntwo\n");
			assertThat(log.failures()).isZero();
		}
	}

	@Test
	void whatIsWrittenAfterClosingIsCounted() throws Exception {
		WireLog log = WireLog.builder().open();
		log.close();
		log.writeTx(bytes("late"), "/a".getBytes(StandardCharsets.UTF_8));
		assertThat(log.failures()).isEqualTo(1);
	}

	@Test
	void nonsenseIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> WireLog.builder().name("a/b"))
			.withMessageContaining("a/b");
		assertThatIllegalArgumentException().isThrownBy(() -> WireLog.builder().prefix(".."));
		assertThatIllegalArgumentException().isThrownBy(() -> WireLog.builder().maximumSize(-1));
		assertThatIllegalArgumentException().isThrownBy(() -> WireLog.builder().maximumFiles(0));
	}

	private WireLogBuilder builder() {
		return WireLog.builder().filed(true).name("alice").headDirectory(this.directory);
	}

	private static void exchange(WireLog log) {
		log.writeRx(bytes("hello"), "/tmp/a".getBytes(StandardCharsets.UTF_8));
		log.writeTx(bytes("answer"), "/tmp/a".getBytes(StandardCharsets.UTF_8));
		log.writeRx(bytes("unbound"), null);
	}

	private static ByteBuffer bytes(String text) {
		return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
	}

}
