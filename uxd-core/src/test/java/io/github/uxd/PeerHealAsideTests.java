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
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * What happens to a peer while its socket file is being made anew. A heal asks for a
 * buffer in its middle, when it has opened the directory and not bound yet.
 */
@Timeout(60)
class PeerHealAsideTests extends OnEachTransport {

	@TempDir
	Path directory;

	/**
	 * What to do in the middle of the next heal.
	 */
	private final AtomicReference<Runnable> aside = new AtomicReference<>();

	private Peer peer;

	@AfterEach
	void close() {
		this.peer.close();
	}

	private ByteBuffer buffer(int size) {
		Runnable runnable = this.aside.getAndSet(null);
		if (runnable != null) {
			runnable.run();
		}
		return ByteBuffer.allocateDirect(size);
	}

	private Path open(boolean temp) throws Exception {
		PeerBuilder builder = peer().receiveBuffers(this::buffer);
		this.peer = (temp ? builder.temp(true).directories(PeerDirectories.ofHio().withTemporaryHead(this.directory))
				: builder.path(this.directory.resolve("own/socket")))
			.build();
		this.peer.open();
		return this.peer.path();
	}

	@Test
	void aPeerThatIsClosedMeanwhileLeavesNothing() throws Exception {
		for (boolean temp : new boolean[] { false, true }) {
			Path path = open(temp);
			long descriptors = descriptors();
			Files.delete(path);
			this.aside.set(this.peer::close);
			assertThat(this.peer.heal()).isFalse();
			assertThat(this.peer.isOpen()).isFalse();
			assertThat(path).doesNotExist();
			assertThat(descriptors()).isLessThan(descriptors);
			if (!temp) {
				Files.delete(path.getParent());
			}
			assertThat(this.directory).isEmptyDirectory();
		}
	}

	@Test
	void aPeerThatTurnsSendersAwayMeanwhileGoesOnDoingSo() throws Exception {
		Path path = open(false);
		ForeignSockets.sendUnbound("before", UxdAddress.of(path));
		Files.delete(path);
		this.aside.set(this.peer::refuseSenders);
		this.peer.heal();
		assertThat(path.getParent()).isEmptyDirectory();
		assertThat(this.peer.receive()).extracting(Datagram::text).isEqualTo("before");
		assertThat(this.peer.refusesSenders()).isTrue();
		assertThat(this.peer.isOpen()).isTrue();
		assertThat(this.peer.socketFileState()).isEqualTo(SocketFileState.ABSENT);
	}

	@Test
	void aTemporaryPeerWhoseHealFailsOnceIsHealedAndRemovedAllTheSame() throws Exception {
		Path path = open(true);
		remove(this.directory);
		this.aside.set(() -> {
			throw new OutOfMemoryError("as asked");
		});
		assertThatExceptionOfType(PeerOpenException.class).isThrownBy(this.peer::heal);
		assertThat(this.peer.heal()).isTrue();
		assertThat(path).exists();
		this.peer.close();
		assertThat(this.directory).isEmptyDirectory();
	}

	@Test
	void aTemporaryDirectoryThatWasRemovedBeforeAReopeningIsRemovedAfterwards() throws Exception {
		Path path = open(true);
		remove(this.directory);
		this.peer.reopen((options) -> options.reuse(true));
		assertThat(this.peer.path()).isEqualTo(path);
		this.peer.close();
		assertThat(this.directory).isEmptyDirectory();
	}

	@Test
	void aPeerThatIsClosedMeanwhileLeavesThePathToOthers() throws Exception {
		Path path = open(false);
		Files.delete(path);
		try (Peer other = peer().path(path).build()) {
			this.aside.set(() -> {
				this.peer.close(false);
				openUnchecked(other);
			});
			// Whoever was there first by then.
			assertThatExceptionOfType(PeerOpenException.class).isThrownBy(this.peer::heal)
				.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(PeerOpenException.Reason.ADDRESS_IN_USE));
			assertThat(other.isReachable()).isTrue();
			ForeignSockets.sendUnbound("to the other", UxdAddress.of(path));
			assertThat(other.receive()).extracting(Datagram::text).isEqualTo("to the other");
		}
	}

	private static void openUnchecked(Peer peer) {
		try {
			peer.open();
		}
		catch (PeerOpenException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void aDirectoryOnTheWayThatLetsInMoreThanTheFirstIsNotUsed() throws Exception {
		Path first = Files.createDirectory(this.directory.resolve("first"));
		Files.setAttribute(first, "unix:mode", 0700);
		Path second = Files.createDirectory(first.resolve("second"));
		Files.setAttribute(second, "unix:mode", 0755);
		this.peer = peer().path(second.resolve("socket")).build();
		this.peer.open();
		remove(this.directory);
		Files.setAttribute(Files.createDirectory(first), "unix:mode", 0755);
		Files.setAttribute(Files.createDirectory(second), "unix:mode", 0755);
		assertThatExceptionOfType(PeerOpenException.class).isThrownBy(this.peer::heal)
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(PeerOpenException.Reason.DENIED))
			.withMessageContaining(first + " is another directory than before");
		Files.setAttribute(first, "unix:mode", 0700);
		assertThat(this.peer.heal()).isTrue();
	}

	@Test
	void anotherGroupIsNotLetIn() throws Exception {
		Path own = Files.createDirectory(this.directory.resolve("own"));
		assumeTrue((int) Files.getAttribute(own, "unix:uid") == 0, "may give files to a group");
		Files.setAttribute(own, "unix:mode", 0750);
		Files.setAttribute(own, "unix:gid", 4321);
		Path path = open(false);
		remove(this.directory);
		Files.createDirectory(own);
		Files.setAttribute(own, "unix:mode", 0750);
		Files.setAttribute(own, "unix:gid", 1234);
		assertThatExceptionOfType(PeerOpenException.class).isThrownBy(this.peer::heal)
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(PeerOpenException.Reason.DENIED))
			.withMessageContaining("1234");
		Files.delete(own);
		assertThat(this.peer.heal()).isTrue();
		assertThat(path).exists();
		assertThat((int) Files.getAttribute(own, "unix:mode") & 07777).as("made by the peer, with a group of its own")
			.isEqualTo(0700);
	}

	@Test
	void aDirectoryThatLetsInMoreThanTheFirstIsNotUsed() throws Exception {
		Path path = open(false);
		remove(path.getParent());
		Files.delete(path.getParent());
		Files.createDirectory(path.getParent());
		Files.setAttribute(path.getParent(), "unix:mode", 0711);
		assertThatExceptionOfType(PeerOpenException.class).isThrownBy(this.peer::heal)
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(PeerOpenException.Reason.DENIED))
			.withMessageContaining("0711")
			.withMessageContaining("0700");
		assertThat(path.getParent()).isEmptyDirectory();
		assertThat(this.peer.socketFileState()).isEqualTo(SocketFileState.MISSING);
		Files.setAttribute(path.getParent(), "unix:mode", 0700);
		assertThat(this.peer.heal()).isTrue();
	}

	/**
	 * Remove what is in a directory.
	 */
	private static void remove(Path directory) throws IOException {
		try (Stream<Path> all = Files.walk(directory)) {
			for (Path path : all.sorted((one, other) -> other.compareTo(one)).toList()) {
				if (!path.equals(directory)) {
					Files.delete(path);
				}
			}
		}
	}

	private static long descriptors() throws IOException {
		try (Stream<Path> list = Files.list(Path.of("/proc/self/fd"))) {
			return list.count();
		}
	}

}
