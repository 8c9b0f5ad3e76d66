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
	void aPeerThatIsUnlinkedMeanwhileStaysSo() throws Exception {
		Path path = open(false);
		Files.delete(path);
		this.aside.set(this.peer::unlink);
		this.peer.heal();
		assertThat(this.peer.isOpen()).isTrue();
		assertThat(path.getParent()).isEmptyDirectory();
		assertThat(this.peer.socketFileState()).isEqualTo(SocketFileState.ABSENT);
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
	void aDirectoryThatLetsInMoreThanTheFirstIsNotUsed() throws Exception {
		Path path = open(false);
		remove(path.getParent());
		Files.delete(path.getParent());
		Files.createDirectory(path.getParent());
		Files.setAttribute(path.getParent(), "unix:mode", 0711);
		assertThatExceptionOfType(OpenDeniedException.class).isThrownBy(this.peer::heal)
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
