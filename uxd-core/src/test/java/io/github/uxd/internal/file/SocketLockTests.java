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
package io.github.uxd.internal.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.ClosedDirectoryStreamException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SocketLockTests {

	@TempDir
	Path directory;

	@Test
	void oneHolderAtATimeAndNoLitter() throws Exception {
		Path socket = this.directory.resolve("socket");
		SocketLock lock = acquire(socket);
		assertThat(lock).isNotNull();
		assertThat(this.directory.resolve("socket.lock")).content()
			.startsWith("uxd socket lock, process " + ProcessHandle.current().pid());
		assertThat(acquire(socket)).isNull();
		assertThat(acquire(this.directory.resolve("../" + this.directory.getFileName() + "/socket")))
			.as("by another name")
			.isNull();
		assertThat(lock.isInPlace()).isTrue();
		lock.close();
		lock.close();
		assertThat(this.directory).isEmptyDirectory();
		SocketLock next = acquire(socket);
		assertThat(next).isNotNull();
		next.close();
	}

	@Test
	void aLockThatIsReleasedHoldsNothingOpen() throws Exception {
		Path socket = this.directory.resolve("socket");
		try (OpenDirectory open = OpenDirectory.open(this.directory)) {
			SocketLock lock = SocketLock.tryAcquire(open, socket.getFileName());
			assertThat(lock).isNotNull();
			assertThat(OpenFiles.below(SocketLock.pathFor(socket))).hasSize(2);
			lock.close();
			assertThat(OpenFiles.below(SocketLock.pathFor(socket))).isEmpty();
		}
	}

	/**
	 * Nothing can be removed from a directory that is closed.
	 */
	@Test
	void aLockWhoseFileCannotBeRemovedIsReleasedAllTheSame() throws Exception {
		Path socket = this.directory.resolve("socket");
		OpenDirectory open = OpenDirectory.open(this.directory);
		SocketLock lock = SocketLock.tryAcquire(open, socket.getFileName());
		assertThat(lock).isNotNull();
		open.close();
		assertThatExceptionOfType(ClosedDirectoryStreamException.class).isThrownBy(lock::close);
		assertThat(OpenFiles.below(SocketLock.pathFor(socket))).isEmpty();
		assertThat(anotherProcessAcquires(socket)).isTrue();
		try (SocketLock next = acquire(socket)) {
			assertThat(next).isNotNull();
		}
	}

	@Test
	void anotherProcessIsKeptOutToo() throws Exception {
		Path socket = this.directory.resolve("socket");
		try (SocketLock lock = acquire(socket)) {
			assertThat(lock).isNotNull();
			assertThat(anotherProcessAcquires(socket)).isFalse();
		}
		assertThat(anotherProcessAcquires(socket)).isTrue();
	}

	@Test
	void aLockOfAnotherProcessIsRespectedAndCostsNoDescriptor() throws Exception {
		Path socket = this.directory.resolve("socket");
		Process other = start(socket);
		try {
			assertThat(other.inputReader().readLine()).isEqualTo("true");
			Path file = this.directory.resolve("socket.lock");
			String mark = Files.readString(file);
			assertThat(acquire(socket)).isNull();
			assertThat(OpenFiles.below(file)).isEmpty();
			assertThat(file).hasContent(mark);
		}
		finally {
			other.destroyForcibly().waitFor();
		}
		try (SocketLock lock = acquire(socket)) {
			assertThat(lock).as("after its holder was killed").isNotNull();
		}
	}

	@Test
	void aFileThatWasLeftBehindIsTakenOver() throws Exception {
		Path file = Files.writeString(this.directory.resolve("socket.lock"), "uxd socket lock, process 1, x\n");
		try (SocketLock lock = acquire(this.directory.resolve("socket"))) {
			assertThat(lock).isNotNull();
			assertThat(file).content().doesNotContain("process 1,");
		}
		assertThat(file).doesNotExist();
	}

	@Test
	void whatIsNoLockFileIsNotTouched() throws Exception {
		Path file = this.directory.resolve("socket.lock");
		Path socket = this.directory.resolve("socket");
		Files.writeString(file, "precious");
		refuses(socket);
		assertThat(file).hasContent("precious");
		Files.delete(file);
		Files.createDirectory(file);
		refuses(socket);
		Files.delete(file);
		Path target = Files.writeString(this.directory.resolve("target"), "");
		Files.createSymbolicLink(file, target);
		refuses(socket);
		assertThat(target).isEmptyFile();
		assertThat(file).isSymbolicLink();
	}

	private static void refuses(Path socket) throws IOException {
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> acquire(socket))
			.withMessageContaining(socket + ".lock")
			.withMessageContaining("not ours to touch");
		assertThat(OpenFiles.below(SocketLock.pathFor(socket))).isEmpty();
	}

	@Test
	void aLockWhoseFileWasRemovedSaysSo() throws Exception {
		SocketLock lock = acquire(this.directory.resolve("socket"));
		assertThat(lock).isNotNull();
		Files.delete(this.directory.resolve("socket.lock"));
		assertThat(lock.isInPlace()).isFalse();
		Path foreign = Files.writeString(this.directory.resolve("socket.lock"), "mine");
		lock.close();
		assertThat(foreign).hasContent("mine");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "uxd socket l" })
	void aFileWhoseMakerCameNoFurtherIsTakenOver(String content) throws Exception {
		Path file = Files.createFile(this.directory.resolve("socket.lock"),
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
		Files.writeString(file, content);
		try (SocketLock lock = acquire(this.directory.resolve("socket"))) {
			assertThat(lock).isNotNull();
		}
		assertThat(this.directory).isEmptyDirectory();
	}

	@Test
	void anEmptyFileOfAnotherProgramIsNotTouched() throws Exception {
		Path file = this.directory.resolve("socket.lock");
		assertThat(new ProcessBuilder("sh", "-c", "umask 022; flock \"$0\" true", file.toString()).start().waitFor())
			.isZero();
		Object key = Files.getAttribute(file, "unix:fileKey");
		refuses(this.directory.resolve("socket"));
		assertThat(Files.getAttribute(file, "unix:fileKey")).isEqualTo(key);
	}

	@Test
	void anInterruptKeepsNobodyFromTheLock() throws Exception {
		Path socket = this.directory.resolve("socket");
		Files.writeString(this.directory.resolve("socket.lock"), "uxd socket lock, process 1, x\n");
		Thread.currentThread().interrupt();
		try (SocketLock lock = acquire(socket)) {
			assertThat(Thread.interrupted()).isTrue();
			assertThat(lock).isNotNull();
		}
		assertThat(this.directory).isEmptyDirectory();
	}

	/**
	 * As one that was loaded by another class loader has it.
	 */
	@Test
	void aLockOfAnotherCopyOfTheLibraryIsRespectedAndCostsOneDescriptor() throws Exception {
		Path socket = this.directory.resolve("socket");
		Path file = Files.createFile(this.directory.resolve("socket.lock"),
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
		Files.writeString(file, "uxd socket lock, process 1, x\n");
		try (OpenDirectory open = OpenDirectory.open(this.directory)) {
			try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE)) {
				assertThat(other.tryLock()).isNotNull();
				assertThat(SocketLock.tryAcquire(open, socket.getFileName())).isNull();
				for (int i = 0; i < 20; i++) {
					assertThat(SocketLock.tryAcquire(open, socket.getFileName())).isNull();
				}
				// One is that of the other copy.
				assertThat(OpenFiles.below(file)).hasSize(2);
				assertThat(anotherProcessAcquires(socket)).as("while the other copy holds it").isFalse();
			}
			try (SocketLock lock = SocketLock.tryAcquire(open, socket.getFileName())) {
				assertThat(lock).isNotNull();
			}
		}
		assertThat(this.directory).isEmptyDirectory();
	}

	private static boolean anotherProcessAcquires(Path socket) throws Exception {
		Process other = start(socket);
		other.getOutputStream().close();
		String printed = new String(other.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
		assertThat(other.waitFor()).isZero();
		return Boolean.parseBoolean(printed.trim());
	}

	private static Process start(Path socket) throws IOException {
		return new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"), "-XX:TieredStopAtLevel=1",
				"-cp", System.getProperty("java.class.path"), Other.class.getName(), socket.toString())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
	}

	/**
	 * The directory stays open until the test ends, as it does as long as a peer is open.
	 */
	private static SocketLock acquire(Path socket) throws IOException {
		return SocketLock.tryAcquire(OpenDirectory.open(socket.getParent()), socket.getFileName());
	}

	/**
	 * A process that says whether it has the lock, and holds it until its input ends.
	 */
	static final class Other {

		private Other() {
		}

		public static void main(String[] args) throws Exception {
			try (SocketLock lock = SocketLockTests.acquire(Path.of(args[0]))) {
				System.out.println(lock != null);
				System.in.read();
			}
		}

	}

}
