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

import io.github.uxd.wire.WireLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * What options mean when others change, and which values are refused.
 */
class PeerOptionsTests extends OnEachTransport {

	@TempDir
	Path directory;

	@Test
	void theBufferFollowsTheMaximumDatagramSize() throws Exception {
		try (Peer peer = peer().path(this.directory.resolve("socket")).maximumDatagramSize(1000).build()) {
			peer.open();
			assertThat(receives(peer, 1000)).isTrue();
			assertThat(receives(peer, 1001)).isFalse();
			peer.reopen((options) -> options.maximumDatagramSize(3000));
			assertThat(receives(peer, 3000)).isTrue();
			assertThat(receives(peer, 3001)).isFalse();
			peer.reopen((options) -> options.maximumDatagramSize(500));
			assertThat(receives(peer, 501)).isFalse();
		}
	}

	@Test
	void theBufferCountIsKept() throws Exception {
		try (Peer peer = peer().path(this.directory.resolve("socket"))
			.bufferCount(2)
			.maximumDatagramSize(1000)
			.build()) {
			peer.open();
			assertThat(receives(peer, 2000)).isTrue();
			assertThat(receives(peer, 2001)).isFalse();
			peer.reopen((options) -> options.maximumDatagramSize(3000));
			assertThat(receives(peer, 6000)).isTrue();
			assertThat(receives(peer, 6001)).isFalse();
		}
	}

	@Test
	void aBufferSizeThatWasAskedForIsKept() throws Exception {
		try (Peer peer = peer().path(this.directory.resolve("socket")).bufferSize(2000).build()) {
			peer.open();
			peer.reopen((options) -> options.maximumDatagramSize(1000));
			assertThat(receives(peer, 2000)).isTrue();
			assertThat(receives(peer, 2001)).isFalse();
		}
	}

	@Test
	void aPeerKeepsItsOptionsWhateverItsBuilderIsToldAfterwards() {
		PeerBuilder builder = peer().name("first").bufferCount(2);
		Peer first = builder.build();
		Peer second = builder.name("second").bufferCount(3).build();
		assertThat(first.options().name()).isEqualTo("first");
		assertThat(first.options().bufferCount()).isEqualTo(2);
		assertThat(second.options().name()).isEqualTo("second");
		assertThat(second.options().bufferSize()).isEqualTo(3 * PeerBuilder.DEFAULT_BUFFER_SIZE);
	}

	private static boolean receives(Peer peer, int size) throws Exception {
		ForeignSockets.sendUnbound(new byte[size], UxdAddress.of(peer.path()));
		Datagram datagram = peer.receive();
		return datagram != null && datagram.length() == size;
	}

	@Test
	void aDirectoryThatIsMadeAnewHasTheModeThatItHad() throws Exception {
		assumeTrue(Files.getFileStore(this.directory).supportsFileAttributeView("posix"), "has modes");
		Path parent = Files.createDirectory(this.directory.resolve("parent"));
		Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-x---"));
		Path path = parent.resolve("socket");
		try (Peer peer = peer().path(path).build()) {
			peer.open();
			remove(parent);
			assertThat(peer.heal()).isTrue();
			assertThat(mode(parent)).isEqualTo("rwxr-x---");
			// And once more, now that it is of the peer's making.
			remove(parent);
			assertThat(peer.heal()).isTrue();
			assertThat(mode(parent)).isEqualTo("rwxr-x---");
			assertThat(peer.isReachable()).isTrue();
		}
	}

	private static void remove(Path parent) throws IOException {
		Files.delete(parent.resolve("socket"));
		Files.deleteIfExists(parent.resolve("socket.lock"));
		Files.delete(parent);
	}

	private static String mode(Path path) throws IOException {
		return PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
	}

	@Test
	void theRootDirectoryIsNoPathOfASocketFile() throws Exception {
		// Where a lock file of a path without a name would be.
		Path stray = Path.of("null.lock").toAbsolutePath();
		assumeTrue(!Files.exists(stray, LinkOption.NOFOLLOW_LINKS), "there is no such file");
		Files.createDirectory(stray);
		try {
			assertThatExceptionOfType(Exception.class).isThrownBy(() -> {
				try (Peer peer = peer().path(Path.of("/")).build()) {
					peer.open();
				}
			})
				.matches((ex) -> ex instanceof IllegalArgumentException || ex instanceof PeerOpenException,
						"says what is wrong")
				.withMessageContaining("/")
				.withMessageNotContaining("null");
		}
		finally {
			Files.delete(stray);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "relative", "relative/deeper", "./relative", "file:/tmp/head", "@head" })
	void aHeadDirectoryIsAbsolute(String head) {
		Path path = Path.of(head);
		PeerDirectories directories = PeerDirectories.ofHio();
		assertThatIllegalArgumentException().isThrownBy(() -> peer().headDirectory(path));
		assertThatIllegalArgumentException().isThrownBy(() -> peer().alternativeHeadDirectory(path));
		assertThatIllegalArgumentException().isThrownBy(() -> directories.withHead(path));
		assertThatIllegalArgumentException().isThrownBy(() -> directories.withAlternativeHead(path));
		assertThatIllegalArgumentException().isThrownBy(() -> directories.withTemporaryHead(path));
		assertThatIllegalArgumentException().isThrownBy(() -> WireLog.builder().headDirectory(path));
		assertThatIllegalArgumentException().isThrownBy(() -> WireLog.builder().alternativeHeadDirectory(path));
		assertThatIllegalArgumentException().isThrownBy(() -> WireLog.builder().temporaryHeadDirectory(path));
	}

	@Test
	void aHeadDirectoryMayBeInTheHomeDirectory() {
		Path path = Path.of("~/head");
		assertThat(PeerDirectories.ofHio().withHead(path).head()).isAbsolute();
		assertThat(WireLog.builder().headDirectory(path)).isNotNull();
	}

}
