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
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Tests in a directory that another user of the machine may write to, who attacks what
 * the peer does there. How often is said by the system property
 * {@code test.uxd.attempts}; by default as often as an ordinary build has time for.
 * <p>
 * The directory has no sticky bit, so that none of the kernel's
 * {@code fs.protected_symlinks}, {@code protected_fifos} and {@code protected_regular}
 * has a say.
 * <p>
 * What is done with files has nothing to do with the transport, so that the tests run
 * once: on the one that alone has no way but by paths.
 */
abstract class NextToANeighbour {

	/**
	 * How long anything may take that must not hang. What hangs does so for ever.
	 */
	static final Duration PROMPTLY = Duration.ofSeconds(5);

	private static final int TYPE_MASK = 0170000;

	private static final int NAMED_PIPE = 0010000;

	private static final Logger LOG = LoggerFactory.getLogger("uxd.attacks");

	/**
	 * Ours, and nobody else's to write to.
	 */
	@TempDir
	Path directory;

	/**
	 * Where the neighbour may write, too.
	 */
	Path open;

	/**
	 * A directory of ours that the neighbour may not look into.
	 */
	Path precious;

	/**
	 * A file of ours that the neighbour may not look into.
	 */
	Path secret;

	@BeforeEach
	void moveIn() throws Exception {
		assumeTrue(Neighbour.isPossible(), "is root, and has setpriv and cc");
		Files.setPosixFilePermissions(this.directory, PosixFilePermissions.fromString("rwxr-xr-x"));
		this.open = Files.createDirectory(this.directory.resolve("open"));
		Files.setPosixFilePermissions(this.open, PosixFilePermissions.fromString("rwxrwxrwx"));
		this.precious = Files.createDirectory(this.directory.resolve("precious"));
		Files.setPosixFilePermissions(this.precious, PosixFilePermissions.fromString("rwx------"));
		this.secret = Files.writeString(this.directory.resolve("secret"), "secret");
		Files.setPosixFilePermissions(this.secret, PosixFilePermissions.fromString("rw-------"));
	}

	/**
	 * Return the transport that is tested.
	 */
	TransportType transport() {
		return TransportType.JUNIXSOCKET;
	}

	/**
	 * Start to build a peer on the transport that is tested.
	 */
	PeerBuilder peer() {
		return Peer.builder().transport(transport());
	}

	/**
	 * Return how often to try.
	 */
	static int attempts(int byDefault) {
		return Integer.getInteger("test.uxd.attempts", byDefault);
	}

	/**
	 * Say how it went, with numbers that can be cited.
	 */
	void report(String sentence, Object... numbers) {
		LOG.info("On {}, JDK {}: {}", transport(), Runtime.version().feature(), String.format(sentence, numbers));
	}

	/**
	 * All that the file system tells of a file, but when it was looked at.
	 */
	static Map<String, Object> look(Path path) throws IOException {
		return Files.readAttributes(path, "unix:ino,dev,mode,nlink,uid,gid,size,lastModifiedTime",
				LinkOption.NOFOLLOW_LINKS);
	}

	static int mode(Path path) throws IOException {
		return (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
	}

	/**
	 * Remove all that is in the directory that the neighbour may write to.
	 */
	void clear() throws IOException {
		clear(this.open);
	}

	private static void clear(Path directory) throws IOException {
		try (DirectoryStream<Path> list = Files.newDirectoryStream(directory)) {
			for (Path path : list) {
				if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
					clear(path);
				}
				Files.deleteIfExists(path);
			}
		}
	}

	/**
	 * Open a peer. To refuse to is as good an end: what was done before counts.
	 */
	static void openIfItCan(Peer peer) {
		try {
			peer.open();
		}
		catch (PeerOpenException ex) {
			assertThat(peer.isOpen()).isFalse();
		}
	}

	/**
	 * Do something that must not hang, and may fail. If it hangs at a named pipe in the
	 * open directory, free it from there.
	 */
	Outcome attempt(Action action) throws Exception {
		return new Attempt(action).await();
	}

	private static void freePipes(Path directory) throws IOException {
		try (DirectoryStream<Path> list = Files.newDirectoryStream(directory)) {
			for (Path path : list) {
				if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
					freePipes(path);
				}
				try {
					if ((mode(path) & TYPE_MASK) == NAMED_PIPE) {
						FileChannel
							.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)
							.close();
					}
				}
				catch (NoSuchFileException ex) {
					// The neighbour has moved it; it is looked for again.
					continue;
				}
			}
		}
	}

	/**
	 * Something that goes on in a thread of its own.
	 */
	final class Attempt {

		private final AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();

		private final Thread thread;

		Attempt(Action action) {
			this.thread = new Thread(() -> {
				try {
					action.run();
				}
				catch (Throwable ex) {
					this.thrown.set(ex);
				}
			}, "attempt");
			this.thread.setDaemon(true);
			this.thread.start();
		}

		Outcome await() throws Exception {
			this.thread.join(PROMPTLY.toMillis());
			boolean hung = this.thread.isAlive();
			for (int i = 0; this.thread.isAlive() && i < 2000; i++) {
				freePipes(NextToANeighbour.this.open);
				this.thread.join(2);
			}
			assertThat(this.thread.isAlive()).as("hangs for another reason than a named pipe").isFalse();
			return new Outcome(hung, this.thrown.get());
		}

	}

	/**
	 * How an attempt ended.
	 *
	 * @param hung whether it would have gone on for ever
	 * @param thrown what it threw, or {@code null}
	 */
	record Outcome(boolean hung, @Nullable Throwable thrown) {

	}

	@FunctionalInterface
	interface Action {

		void run() throws Exception;

	}

}
