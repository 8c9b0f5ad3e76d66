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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PeerHealTests extends OnEachTransport {

	@TempDir
	Path directory;

	private Path path;

	private UxdAddress address;

	private Peer peer;

	@BeforeEach
	void open() throws Exception {
		this.path = this.directory.resolve("healed");
		this.address = UxdAddress.of(this.path);
		this.peer = peer().path(this.path).build();
		this.peer.open();
	}

	@AfterEach
	void close() {
		this.peer.close();
	}

	@Test
	void aPeerThatIsWellIsLeftAlone() throws Exception {
		assertThat(this.peer.socketFileState()).isEqualTo(SocketFileState.IN_PLACE);
		assertThat(this.peer.heal()).isFalse();
		assertThat(this.peer.statistics().healed()).isZero();
	}

	@Test
	void aRemovedFileIsMadeAnewAndWhatWasQueuedComesFirst() throws Exception {
		ForeignSockets.sendUnbound("one", this.address);
		ForeignSockets.sendUnbound("two", this.address);
		Files.delete(this.path);
		assertThat(this.peer.socketFileState()).isEqualTo(SocketFileState.MISSING);
		assertThat(this.peer.heal()).isTrue();
		assertThat(this.peer.socketFileState()).isEqualTo(SocketFileState.IN_PLACE);
		ForeignSockets.sendUnbound("three", this.address);
		assertThat(this.peer.awaitReadable(Duration.ZERO)).isTrue();
		for (String expected : new String[] { "one", "two", "three" }) {
			assertThat(this.peer.receive()).extracting(Datagram::text).isEqualTo(expected);
		}
		assertThat(this.peer.receive()).isNull();
		assertThat(this.peer.awaitReadable(Duration.ZERO)).isFalse();
		assertThat(this.peer.statistics().healed()).isEqualTo(1);
		assertThat(this.peer.send(new byte[1], this.address)).isTrue();
		assertThat(this.peer.receive()).extracting(Datagram::source).isEqualTo(this.address);
	}

	@Test
	void anEmptyDatagramInTheOldQueueHidesNothing() throws Exception {
		ForeignSockets.sendUnbound("one", this.address);
		ForeignSockets.sendEmpty(this.address);
		ForeignSockets.sendUnbound("two", this.address);
		Files.delete(this.path);
		this.peer.heal();
		ForeignSockets.sendUnbound("three", this.address);
		// junixsocket can't tell it from none, the C library can.
		List<String> expected = isNative() ? List.of("one", "", "two", "three") : List.of("one", "two", "three");
		List<String> received = new ArrayList<>();
		while (received.size() < expected.size() && this.peer.awaitReadable(Duration.ofSeconds(10))) {
			Datagram datagram = this.peer.receive();
			if (datagram != null) {
				received.add(datagram.text());
			}
		}
		assertThat(received).isEqualTo(expected);
		ForeignSockets.sendEmpty(this.address);
		ForeignSockets.sendUnbound("four", this.address);
		this.peer.close();
		assertThat(this.peer.statistics().dropped(DropReason.CLOSED)).isEqualTo(2);
	}

	@Test
	void aPeerThatRefusesSendersIsNotHealed() throws Exception {
		this.peer.reopen((options) -> options.clear(false));
		this.peer.refuseSenders();
		Files.delete(this.path);
		assertThat(this.peer.heal()).isFalse();
		assertThat(this.path).doesNotExist();
	}

	@Test
	void healingByAnotherThreadIsNotNoticedByTheReceiver() throws Exception {
		int count = 2000;
		Thread healer = new Thread(() -> {
			try {
				while (!Thread.currentThread().isInterrupted()) {
					Files.deleteIfExists(this.path);
					this.peer.heal();
				}
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		});
		healer.start();
		try (Peer sender = Peer.openTemp((options) -> options.transport(this.transport))) {
			int sent = 0;
			int received = 0;
			while (received < count) {
				try {
					if (sent < count && sender.send(Integer.toString(sent).getBytes(), this.address)) {
						sent++;
					}
				}
				catch (SendException ex) {
					// The file is gone for a moment.
					assertThat(ex.destination()).isEqualTo(this.address);
				}
				Datagram datagram = this.peer.receive();
				if (datagram != null) {
					assertThat(datagram.text()).isEqualTo(Integer.toString(received++));
				}
			}
		}
		finally {
			healer.interrupt();
			healer.join();
		}
	}

	@Test
	void aLockThatWasLostIsNotTakenForOneThatIsHeld() throws Exception {
		Path lock = this.directory.resolve("healed.lock");
		Files.delete(this.path);
		Files.delete(lock);
		Files.createDirectory(lock);
		assertThatExceptionOfType(PeerOpenException.class).isThrownBy(this.peer::heal)
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(PeerOpenException.Reason.DENIED));
		Files.delete(lock);
		try (PeerProcess other = new PeerProcess(this.transport, List.of(this.path))) {
			other.tell("open 0");
			assertThat(other.answer()).isEqualTo("opened");
			Files.delete(this.path);
			assertThatExceptionOfType(PeerOpenException.class).isThrownBy(this.peer::heal)
				.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(PeerOpenException.Reason.ADDRESS_IN_USE));
		}
	}

	@Test
	void aLockFileThatWentWithItIsMadeAnewToo() throws Exception {
		Files.delete(this.path);
		Files.delete(this.directory.resolve("healed.lock"));
		assertThat(this.peer.heal()).isTrue();
		assertThat(this.directory.resolve("healed.lock")).exists();
		this.peer.close();
		assertThat(this.directory).isEmptyDirectory();
	}

	@Test
	void directoriesThatWentWithItAreMadeAnewToo() throws Exception {
		this.peer.reopen((options) -> options.path(this.directory.resolve("a/b/healed")));
		Files.delete(this.directory.resolve("a/b/healed"));
		Files.delete(this.directory.resolve("a/b/healed.lock"));
		Files.delete(this.directory.resolve("a/b"));
		assertThat(this.peer.heal()).isTrue();
		assertThat(this.peer.isReachable()).isTrue();
	}

	@Test
	void aPathThatSomebodyElseHasTakenIsNotFoughtOver() throws Exception {
		Files.delete(this.path);
		try (Closeable thief = ForeignSockets.liveDatagram(this.path)) {
			assertThat(thief).isNotNull();
			assertThat(this.peer.socketFileState()).isEqualTo(SocketFileState.TAKEN);
			assertThat(this.peer.heal()).isFalse();
			assertThat(this.peer.describeSocketFile()).startsWith("a socket of user ");
			assertThat(this.path).exists();
		}
		Files.delete(this.path);
		assertThat(this.peer.heal()).as("once the thief has gone").isTrue();
	}

	@Test
	void whatCannotBeHealedYetStaysOpen() throws Exception {
		ForeignSockets.sendUnbound("one", this.address);
		Files.delete(this.path);
		Path lock = this.directory.resolve("healed.lock");
		Files.delete(lock);
		Files.writeString(lock, "somebody's");
		assertThatExceptionOfType(PeerOpenException.class).isThrownBy(this.peer::heal)
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(PeerOpenException.Reason.DENIED))
			.withMessageContaining(lock.toString());
		assertThat(this.peer.receive()).extracting(Datagram::text).isEqualTo("one");
		Files.delete(lock);
		assertThat(this.peer.heal()).isTrue();
	}

	@Test
	void whatWaitsInTheOldQueueWhenThePeerClosesIsCounted() throws Exception {
		ForeignSockets.sendUnbound("one", this.address);
		Files.delete(this.path);
		this.peer.heal();
		ForeignSockets.sendUnbound("two", this.address);
		this.peer.close();
		assertThat(this.peer.statistics().dropped(DropReason.CLOSED)).isEqualTo(2);
	}

	@Test
	void aTemporaryPeerIsHealedAndRemovedAllTheSame() throws Exception {
		try (Peer temporary = Peer
			.openTemp((options) -> options.directories(PeerDirectories.ofHio().withTemporaryHead(this.directory)))) {
			assertThat(temporary.name()).isEqualTo("test");
			Files.delete(temporary.path());
			assertThat(temporary.heal()).isTrue();
		}
		this.peer.close();
		assertThat(this.directory).isEmptyDirectory();
	}

	@Test
	void thousandHealingsLeaveNoDescriptors() throws Exception {
		Path descriptors = Path.of("/proc/self/fd");
		org.junit.jupiter.api.Assumptions.assumeTrue(Files.isDirectory(descriptors), "has /proc");
		long before = count(descriptors);
		for (int i = 0; i < 1000; i++) {
			ForeignSockets.sendUnbound("datagram " + i, this.address);
			Files.delete(this.path);
			assertThat(this.peer.heal()).isTrue();
			assertThat(this.peer.receive()).extracting(Datagram::text).isEqualTo("datagram " + i);
			assertThat(this.peer.receive()).isNull();
		}
		assertThat(count(descriptors)).isLessThanOrEqualTo(before + 2);
	}

	private static long count(Path directory) throws Exception {
		try (java.util.stream.Stream<Path> list = Files.list(directory)) {
			return list.count();
		}
	}

}
