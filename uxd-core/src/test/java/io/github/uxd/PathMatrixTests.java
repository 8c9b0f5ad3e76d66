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

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

import io.github.uxd.PeerOpenException.Reason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.newsclub.net.unix.AFSocketType;
import org.newsclub.net.unix.AFUNIXDatagramSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Whatever can stand at the path, and whatever is done with the peer: nothing foreign is
 * ever changed.
 */
class PathMatrixTests extends OnEachTransport {

	@TempDir
	Path directory;

	/**
	 * What stands at the path, and what happens at opening: an exception, or {@code null}
	 * if the peer opens. Closing, with and without clearing, leaves all of them alone.
	 */
	enum Occupant {

		NOTHING(null, (path) -> null),

		REGULAR_FILE(Reason.NOT_A_SOCKET, (path) -> {
			Files.writeString(path, "precious");
			return null;
		}),

		DIRECTORY(Reason.NOT_A_SOCKET, (path) -> {
			Files.createDirectory(path);
			return null;
		}),

		LINK_TO_NOTHING(Reason.NOT_A_SOCKET, (path) -> link(path, path.resolveSibling("nothing"))),

		LINK_TO_FILE(Reason.NOT_A_SOCKET,
				(path) -> link(path, Files.writeString(path.resolveSibling("target"), "precious"))),

		LINK_TO_DIRECTORY(Reason.NOT_A_SOCKET, (path) -> link(path, path.getParent())),

		LINK_TO_STALE_SOCKET(Reason.NOT_A_SOCKET,
				(path) -> link(path, ForeignSockets.staleDatagram(path.resolveSibling("target")))),

		LINK_TO_LIVE_SOCKET(Reason.NOT_A_SOCKET, (path) -> {
			Closeable live = ForeignSockets.liveDatagram(path.resolveSibling("target"));
			link(path, path.resolveSibling("target"));
			return live;
		}),

		NAMED_PIPE(Reason.NOT_A_SOCKET, (path) -> run("mkfifo", path.toString())),

		DEVICE(Reason.NOT_A_SOCKET, (path) -> run("mknod", path.toString(), "c", "1", "3")),

		STALE_DATAGRAM_SOCKET(null, (path) -> {
			ForeignSockets.staleDatagram(path);
			return null;
		}),

		STALE_STREAM_SOCKET(null, (path) -> {
			ForeignSockets.staleStream(path);
			return null;
		}),

		LIVE_DATAGRAM_SOCKET(Reason.ADDRESS_IN_USE, ForeignSockets::liveDatagram),

		LIVE_STREAM_SOCKET(Reason.ADDRESS_IN_USE, ForeignSockets::liveStream),

		LIVE_SEQPACKET_SOCKET(Reason.ADDRESS_IN_USE, (path) -> {
			AFUNIXDatagramSocket socket = AFUNIXDatagramSocket.newInstance(AFSocketType.SOCK_SEQPACKET);
			socket.setDeleteOnClose(false);
			socket.bind(AFUNIXSocketAddress.of(path));
			return socket;
		});

		private final @Nullable Reason atOpening;

		private final Maker maker;

		Occupant(@Nullable Reason atOpening, Maker maker) {
			this.atOpening = atOpening;
			this.maker = maker;
		}

		private static Closeable link(Path path, Path target) throws IOException {
			Files.createSymbolicLink(path, target);
			return null;
		}

		private static Closeable run(String... command) throws IOException {
			try {
				assumeTrue(new ProcessBuilder(command).start().waitFor() == 0, "may run " + command[0]);
				return null;
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

	enum Operation {

		OPEN, REOPEN, CLOSE, CLEAR

	}

	static Stream<Arguments> matrix() {
		return Arrays.stream(Occupant.values())
			.flatMap((occupant) -> Arrays.stream(Operation.values())
				.map((operation) -> Arguments.of(occupant, operation)));
	}

	@ParameterizedTest(name = "{1} with {0} at the path")
	@MethodSource("matrix")
	void nothingForeignIsChanged(Occupant occupant, Operation operation) throws Exception {
		Path path = this.directory.resolve("path");
		Peer peer = peer().path(path).build();
		if (operation == Operation.CLOSE || operation == Operation.CLEAR) {
			peer.open();
			Files.delete(path);
		}
		else if (operation == Operation.REOPEN) {
			peer = peer().path(this.directory.resolve("before")).build();
			peer.open();
		}
		Closeable live = occupant.maker.make(path);
		try {
			Map<String, Object> before = look(path);
			switch (operation) {
				case OPEN -> opens(peer, peer::open, occupant);
				case REOPEN -> opens(peer, reopen(peer, path), occupant);
				case CLOSE -> peer.close(false);
				case CLEAR -> peer.close(true);
			}
			if (occupant.atOpening != null || operation == Operation.CLOSE || operation == Operation.CLEAR) {
				assertThat(look(path)).isEqualTo(before);
			}
			peer.close(true);
			if (occupant.atOpening != null) {
				assertThat(look(path)).isEqualTo(before);
			}
			assertThat(this.directory.resolve("path.lock")).doesNotExist();
			assertThat(this.directory.resolve("before")).doesNotExist();
			Path target = this.directory.resolve("target");
			if (occupant == Occupant.LINK_TO_FILE) {
				assertThat(target).hasContent("precious");
			}
			if (occupant == Occupant.LINK_TO_LIVE_SOCKET) {
				ForeignSockets.sendUnbound("still there", UxdAddress.of(target));
			}
			if (occupant == Occupant.LIVE_DATAGRAM_SOCKET) {
				ForeignSockets.sendUnbound("still there", UxdAddress.of(path));
			}
		}
		finally {
			if (live != null) {
				live.close();
			}
		}
	}

	private static Opening reopen(Peer peer, Path path) {
		return () -> peer.reopen((options) -> options.path(path));
	}

	private static void opens(Peer peer, Opening opening, Occupant occupant) throws Exception {
		if (occupant.atOpening == null) {
			opening.run();
			assertThat(peer.isReachable()).isTrue();
		}
		else {
			assertThatExceptionOfType(PeerOpenException.class).isThrownBy(opening::run)
				.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(occupant.atOpening));
			assertThat(peer.isOpen()).isFalse();
		}
	}

	/**
	 * All that the file system tells of a file, but when it was looked at.
	 */
	private static Map<String, Object> look(Path path) throws IOException {
		if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
			return Map.of();
		}
		return Files.readAttributes(path, "unix:ino,dev,mode,nlink,uid,gid,size,lastModifiedTime,ctime",
				LinkOption.NOFOLLOW_LINKS);
	}

	@FunctionalInterface
	interface Maker {

		/**
		 * Make what stands at a path, and return what keeps it alive.
		 */
		@Nullable Closeable make(Path path) throws IOException;

	}

	@FunctionalInterface
	interface Opening {

		void run() throws PeerOpenException;

	}

}
