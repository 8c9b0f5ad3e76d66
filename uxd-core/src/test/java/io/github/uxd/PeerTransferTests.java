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
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.newsclub.net.unix.AFUNIXDatagramChannel;
import org.newsclub.net.unix.AFUNIXSocketAddress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

@Timeout(60)
@Tag("kernel")
class PeerTransferTests extends OnEachTransport {

	private static final Duration LONG = Duration.ofSeconds(30);

	@TempDir
	Path directory;

	private Peer alice;

	private Peer bob;

	private UxdAddress toAlice;

	private UxdAddress toBob;

	@BeforeEach
	void open() throws Exception {
		this.alice = peer().path(this.directory.resolve("alice")).build();
		this.bob = peer().path(this.directory.resolve("bob")).build();
		this.alice.open();
		this.bob.open();
		this.toAlice = UxdAddress.of(this.directory.resolve("alice"));
		this.toBob = UxdAddress.of(this.directory.resolve("bob"));
	}

	@AfterEach
	void close() {
		this.alice.close();
		this.bob.close();
	}

	@Test
	void aDatagramArrivesWithItsSource() throws Exception {
		assertThat(this.alice.send(bytes("hello"), this.toBob)).isTrue();
		Datagram datagram = receive(this.bob);
		assertThat(datagram.text()).isEqualTo("hello");
		assertThat(datagram.source()).isEqualTo(this.toAlice);
		assertThat(this.bob.receive()).isNull();
	}

	@Test
	void aDatagramOfAnUnboundSenderArrivesWithoutASource() throws Exception {
		ForeignSockets.sendUnbound("hello", this.toBob);
		Datagram datagram = receive(this.bob);
		assertThat(datagram.text()).isEqualTo("hello");
		assertThat(datagram.source()).isNull();
		assertThat(datagram).hasToString("5 bytes from an unknown address");
	}

	@Test
	void aDatagramOfAnAbstractSenderCanBeAnswered() throws Exception {
		assumeTrue(Files.isReadable(Path.of("/proc/self/status")), "is Linux");
		String name = "uxd-test-" + ProcessHandle.current().pid();
		try (AFUNIXDatagramChannel sender = AFUNIXDatagramChannel.open()) {
			sender.bind(AFUNIXSocketAddress.inAbstractNamespace(name));
			sender.configureBlocking(false);
			sender.send(direct("hello"), AFUNIXSocketAddress.of(this.toBob.toBytes()));
			UxdAddress source = receive(this.bob).source();
			assertThat(source).isEqualTo(UxdAddress.ofAbstract(name)).hasToString("@" + name);
			assertThat(source).isNotNull();
			assertThat(this.bob.send(bytes("answer"), source)).isTrue();
			ByteBuffer answer = ByteBuffer.allocateDirect(100);
			sender.receive(answer);
			assertThat(StandardCharsets.UTF_8.decode(answer.flip()).toString()).isEqualTo("answer");
		}
	}

	@Test
	void aSenderWhosePathIsNotUtf8CanBeAnswered() throws Exception {
		byte[] name = (this.directory + "/latin-X").getBytes(StandardCharsets.UTF_8);
		name[name.length - 1] = (byte) 0xe9;
		try (AFUNIXDatagramChannel sender = AFUNIXDatagramChannel.open()) {
			sender.bind(AFUNIXSocketAddress.of(name));
			sender.setDeleteOnClose(false);
			sender.configureBlocking(false);
			sender.send(direct("hello"), AFUNIXSocketAddress.of(this.toBob.toBytes()));
			UxdAddress source = receive(this.bob).source();
			assertThat(source).isEqualTo(UxdAddress.ofBytes(name));
			assertThat(source).isNotNull();
			assertThat(source.path()).isNull();
			assertThat(source.toString()).endsWith("/latin-\\xe9");
			assertThat(this.bob.send(bytes("answer"), source)).isTrue();
		}
		finally {
			new ProcessBuilder("sh", "-c", "rm -f \"$0\"/latin-*", this.directory.toString()).start().waitFor();
		}
	}

	@Test
	void everyByteArrivesAsItWasSent() throws Exception {
		byte[] all = new byte[256];
		for (int i = 0; i < all.length; i++) {
			all[i] = (byte) i;
		}
		ByteBuffer heap = ByteBuffer.wrap(all).position(1);
		assertThat(this.alice.send(heap, this.toBob)).isTrue();
		assertThat(heap.hasRemaining()).isFalse();
		ByteBuffer direct = ByteBuffer.allocateDirect(256).put(all).flip().limit(255);
		assertThat(this.alice.send(direct, this.toBob)).isTrue();
		assertThat(direct.hasRemaining()).isFalse();
		assertThat(receive(this.bob).toByteArray()).hasSize(255).startsWith(1, 2).endsWith(254, 255);
		assertThat(receive(this.bob).toByteArray()).hasSize(255).startsWith(0, 1).endsWith(253, 254);
	}

	@Test
	void aDatagramOfTheBufferSizeArrivesWholeAndALargerOneIsDroppedAndCounted() throws Exception {
		this.bob.reopen((options) -> options.bufferSize(1000));
		this.alice.send(new byte[1000], this.toBob);
		this.alice.send(new byte[1001], this.toBob);
		this.alice.send(new byte[5000], this.toBob);
		this.alice.send(new byte[1], this.toBob);
		assertThat(receive(this.bob).length()).isEqualTo(1000);
		assertThat(receive(this.bob).length()).isEqualTo(1);
		assertThat(this.bob.receive()).isNull();
		PeerStatistics statistics = this.bob.statistics();
		assertThat(statistics.dropped(DropReason.OVERSIZE)).isEqualTo(2);
		assertThat(statistics.received()).isEqualTo(2);
		assertThat(statistics.receivedBytes()).isEqualTo(1001);
	}

	@Test
	void aViewShowsTheDatagramUntilTheNextReceive() throws Exception {
		this.alice.send(bytes("one"), this.toBob);
		this.alice.send(bytes("three"), this.toBob);
		DatagramView view = this.bob.receiveView();
		assertThat(view).isNotNull();
		assertThat(view.text()).isEqualTo("one");
		assertThat(view.payload().remaining()).isEqualTo(3);
		assertThat(view.payload().get()).isEqualTo((byte) 'o');
		assertThat(view.payload().get()).as("rewound").isEqualTo((byte) 'o');
		assertThat(view.payload().isReadOnly()).isTrue();
		Datagram copy = view.copy();
		assertThat(this.bob.receiveView()).isSameAs(view);
		assertThat(view.text()).isEqualTo("three");
		assertThat(copy.text()).isEqualTo("one");
		assertThat(copy.source()).isSameAs(view.source());
	}

	@Test
	void whenTheQueueIsFullSendingSaysSoAndLosesNothing() throws Exception {
		ByteBuffer payload = ByteBuffer.wrap(bytes("x"));
		int sent = 0;
		while (this.alice.send(payload.rewind(), this.toBob)) {
			sent++;
		}
		assertThat(payload.remaining()).isEqualTo(1);
		assertThat(this.alice.statistics().sendBlocked()).isEqualTo(1);
		assertThat(this.alice.statistics().sent()).isEqualTo(sent);
		receive(this.bob);
		assertThat(this.alice.send(payload, this.toBob)).isTrue();
		for (int i = 0; i < sent; i++) {
			receive(this.bob);
		}
		assertThat(this.bob.receive()).isNull();
		assertThat(this.bob.statistics().received()).isEqualTo(sent + 1L);
	}

	@Test
	void sendingToWhatIsNoPeerThrowsAnExceptionThatSaysWhatItIs() throws Exception {
		Path stale = ForeignSockets.staleDatagram(this.directory.resolve("stale"));
		Path file = Files.createFile(this.directory.resolve("file"));
		Path stream = this.directory.resolve("stream");
		Path loop = this.directory.resolve("loop");
		try (Closeable live = ForeignSockets.liveStream(stream)) {
			assertThat(live).isNotNull();
			sendingThrows(SendException.Reason.NO_SOCKET_FILE, this.directory.resolve("nobody"));
			sendingThrows(SendException.Reason.NO_SOCKET_FILE, file.resolve("below"));
			sendingThrows(SendException.Reason.NO_SOCKET_FILE, file.resolve("far/below"));
			sendingThrows(SendException.Reason.OTHER, Files.createSymbolicLink(loop, loop));
			sendingThrows(SendException.Reason.OTHER, loop.resolve("below"));
			sendingThrows(SendException.Reason.REFUSED, stale);
			sendingThrows(SendException.Reason.REFUSED, file);
			sendingThrows(SendException.Reason.WRONG_SOCKET_TYPE, stream);
		}
		assertThatExceptionOfType(SendException.class).isThrownBy(() -> this.alice.send(new byte[1 << 20], this.toBob))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(SendException.Reason.TOO_LARGE))
			.withMessageContaining("1048576")
			.withMessageContaining(Integer.toString(this.alice.actualBufferSizes().send()));
		assertThat(this.alice.send(bytes("still"), this.toBob)).isTrue();
		assertThat(receive(this.bob).source()).isEqualTo(this.toAlice);
	}

	@Test
	void anEmptyDatagramArrivesOrIsRefused() throws Exception {
		if (isNative()) {
			assertThat(this.alice.send(new byte[0], this.toBob)).isTrue();
			Datagram datagram = receive(this.bob);
			assertThat(datagram.length()).isZero();
			assertThat(datagram.source()).isEqualTo(this.toAlice);
			ForeignSockets.sendEmpty(this.toBob);
			assertThat(receive(this.bob).source()).isNull();
			assertThat(this.bob.statistics().received()).isEqualTo(2);
		}
		else {
			assertThatExceptionOfType(SendException.class).isThrownBy(() -> this.alice.send(new byte[0], this.toBob))
				.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(SendException.Reason.EMPTY));
		}
	}

	private void sendingThrows(SendException.Reason reason, Path destination) {
		assertThatExceptionOfType(SendException.class)
			.isThrownBy(() -> this.alice.send(bytes("x"), UxdAddress.of(destination)))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(reason))
			.withMessageContaining(destination.toString())
			.satisfies((ex) -> assertThat(ex.destination()).isEqualTo(UxdAddress.of(destination)));
	}

	@Test
	void aReceiverThatWasConnectedElsewhereRefusesWithoutHarmToUs() throws Exception {
		Path connected = this.directory.resolve("connected");
		try (AFUNIXDatagramChannel channel = AFUNIXDatagramChannel.open()) {
			channel.bind(AFUNIXSocketAddress.of(connected));
			channel.connect(AFUNIXSocketAddress.of(this.toBob.toBytes()));
			assertThatExceptionOfType(SendException.class)
				.isThrownBy(() -> this.alice.send(bytes("x"), UxdAddress.of(connected)));
		}
		assertThat(this.alice.send(bytes("still"), this.toBob)).isTrue();
	}

	@Test
	void aThousandSendsToAStaleFileLoseNotOneDatagramToUs() throws Exception {
		UxdAddress stale = UxdAddress.of(ForeignSockets.staleDatagram(this.directory.resolve("stale")));
		int refused = 0;
		int received = 0;
		for (int i = 0; i < 1000; i++) {
			assertThat(this.bob.send(bytes("datagram " + i), this.toAlice)).isTrue();
			try {
				this.alice.send(bytes("x"), stale);
			}
			catch (SendException ex) {
				assertThat(ex.reason()).isEqualTo(SendException.Reason.REFUSED);
				refused++;
			}
			if (i % 5 == 4) {
				for (int j = i - 4; j <= i; j++) {
					assertThat(receive(this.alice).text()).isEqualTo("datagram " + j);
					received++;
				}
			}
		}
		assertThat(refused).isEqualTo(1000);
		assertThat(received).isEqualTo(1000);
	}

	@Test
	void theDestinationsThatAreRememberedAreBounded() throws Exception {
		for (int i = 0; i < 3000; i++) {
			UxdAddress nobody = UxdAddress.of(this.directory.resolve("nobody-" + i));
			assertThatExceptionOfType(SendException.class).isThrownBy(() -> this.alice.send(bytes("x"), nobody))
				.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(SendException.Reason.NO_SOCKET_FILE));
		}
		assertThat(this.alice.send(bytes("still"), this.toBob)).isTrue();
	}

	@Test
	void waitingEndsWhenADatagramArrives() throws Exception {
		Future<Boolean> waiting = inBackground(() -> this.bob.awaitReadable(LONG));
		this.alice.send(bytes("hello"), this.toBob);
		assertThat(waiting.get(10, TimeUnit.SECONDS)).isTrue();
		assertThat(this.bob.awaitReadable(Duration.ZERO)).as("as long as it is not received").isTrue();
		receive(this.bob);
		assertThat(this.bob.awaitReadable(Duration.ZERO)).isFalse();
		assertThat(this.bob.awaitReadable(Duration.ofMillis(1))).isFalse();
	}

	@Test
	void wakingUpEndsTheWaitThatRunsOrTheNextOne() throws Exception {
		Future<Boolean> waiting = inBackground(() -> this.bob.awaitReadable(LONG));
		this.bob.wakeUp();
		assertThat(waiting.get(10, TimeUnit.SECONDS)).isFalse();
		this.bob.wakeUp();
		assertThat(inBackground(() -> this.bob.awaitReadable(LONG)).get(10, TimeUnit.SECONDS)).isFalse();
	}

	@Test
	void closingEndsTheWait() throws Exception {
		CountDownLatch started = new CountDownLatch(1);
		Future<Boolean> waiting = inBackground(() -> {
			started.countDown();
			return this.bob.awaitReadable(LONG);
		});
		started.await();
		this.bob.close();
		try {
			assertThat(waiting.get(10, TimeUnit.SECONDS)).isFalse();
		}
		catch (java.util.concurrent.ExecutionException ex) {
			assertThat(ex).as("closed before the wait began").hasCauseInstanceOf(PeerClosedException.class);
		}
	}

	@Test
	void aClosedPeerSaysSo() {
		this.alice.close();
		assertThatExceptionOfType(PeerClosedException.class).isThrownBy(this.alice::receive)
			.withMessageContaining("'main'");
		assertThatExceptionOfType(PeerClosedException.class).isThrownBy(() -> this.alice.send(bytes("x"), this.toBob));
		assertThatExceptionOfType(PeerClosedException.class).isThrownBy(() -> this.alice.awaitReadable(Duration.ZERO));
	}

	@Test
	void anInterruptHarmsNeitherTheSocketNorItsQueueAndStaysPending() throws Exception {
		for (int i = 0; i < 3; i++) {
			this.bob.send(bytes("datagram " + i), this.toAlice);
			Thread.currentThread().interrupt();
			assertThat(this.alice.send(bytes("x"), this.toBob)).isTrue();
			assertThat(Thread.interrupted()).isTrue();
			Thread.currentThread().interrupt();
			this.alice.awaitReadable(LONG);
			assertThat(Thread.interrupted()).isTrue();
			Thread.currentThread().interrupt();
			Datagram datagram = this.alice.receive();
			assertThat(Thread.interrupted()).isTrue();
			assertThat(datagram).extracting(Datagram::text).isEqualTo("datagram " + i);
		}
		assertThat(this.alice.receive()).isNull();
		Thread.currentThread().interrupt();
		assertThat(this.alice.awaitReadable(LONG)).as("ends the wait").isFalse();
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void interruptsThatHitAnywhereLoseNothing() throws Exception {
		int count = 20_000;
		Thread receiver = Thread.currentThread();
		Future<Integer> sender = inBackground(() -> {
			for (int i = 0; i < count; i++) {
				byte[] payload = bytes(Integer.toString(i));
				while (!this.alice.send(payload, this.toBob)) {
					Thread.onSpinWait();
				}
				if (i % 3 == 0) {
					receiver.interrupt();
				}
			}
			return count;
		});
		for (int i = 0; i < count; i++) {
			Datagram datagram = this.bob.receive();
			while (datagram == null) {
				Thread.interrupted();
				datagram = this.bob.receive();
			}
			assertThat(datagram.text()).isEqualTo(Integer.toString(i));
		}
		assertThat(joined(sender)).isEqualTo(count);
		Thread.interrupted();
	}

	private static int joined(Future<Integer> future) throws Exception {
		while (true) {
			try {
				return future.get();
			}
			catch (InterruptedException ex) {
				// Those that this test has sent itself; it ends with the sender.
				assertThat(ex).isNotNull();
			}
		}
	}

	@Test
	void manyThreadsSendThroughOnePeer() throws Exception {
		int threads = 4;
		int each = 2000;
		List<Future<Integer>> senders = new ArrayList<>();
		for (int t = 0; t < threads; t++) {
			String prefix = t + ":";
			senders.add(inBackground(() -> {
				for (int i = 0; i < each; i++) {
					byte[] payload = bytes(prefix + i);
					while (!this.alice.send(payload, this.toBob)) {
						Thread.onSpinWait();
					}
				}
				return each;
			}));
		}
		int[] next = new int[threads];
		for (int i = 0; i < threads * each; i++) {
			String[] parts = receive(this.bob).text().split(":");
			int thread = Integer.parseInt(parts[0]);
			assertThat(Integer.parseInt(parts[1])).isEqualTo(next[thread]++);
		}
		for (Future<Integer> sender : senders) {
			assertThat(sender.get()).isEqualTo(each);
		}
		assertThat(this.alice.statistics().sent()).isEqualTo((long) threads * each);
	}

	@Test
	void refusedSendersAreToldWhateverTheyHaveDoneBefore() throws Exception {
		try (AFUNIXDatagramChannel connected = AFUNIXDatagramChannel.open()) {
			connected.connect(AFUNIXSocketAddress.of(this.toBob.toBytes()));
			connected.configureBlocking(false);
			assertThat(connected.write(direct("before"))).isPositive();
			this.bob.refuseSenders();
			assertThat(this.directory.resolve("bob")).doesNotExist();
			assertThatExceptionOfType(java.io.IOException.class).isThrownBy(() -> connected.write(direct("after")));
			sendingThrows(SendException.Reason.NO_SOCKET_FILE, this.directory.resolve("bob"));
		}
		assertThat(receive(this.bob).text()).isEqualTo("before");
		assertThat(this.bob.receive()).isNull();
		assertThat(this.bob.awaitReadable(Duration.ZERO)).isFalse();
		assertThat(this.bob.send(bytes("still sends"), this.toAlice)).isTrue();
		assertThat(receive(this.alice).source()).isEqualTo(this.toBob);
	}

	@Test
	void whatIsUnreadWhenThePeerClosesIsCounted() throws Exception {
		this.alice.send(bytes("one"), this.toBob);
		this.alice.send(bytes("two"), this.toBob);
		receive(this.bob);
		this.bob.close();
		assertThat(this.bob.statistics().dropped(DropReason.CLOSED)).isEqualTo(1);
	}

	@Test
	void aDatagramMuchTooLargeIsRefusedWithoutABufferForIt() {
		assertThatExceptionOfType(SendException.class)
			.isThrownBy(() -> this.alice.send(new byte[256 << 20], this.toBob))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(SendException.Reason.TOO_LARGE));
	}

	@Test
	void wakingUpAHundredThousandTimesDoesNotBlock() throws Exception {
		for (int i = 0; i < 100_000; i++) {
			this.bob.wakeUp();
		}
		assertThat(this.bob.awaitReadable(LONG)).isFalse();
		assertThat(this.bob.awaitReadable(Duration.ofMillis(1))).isFalse();
	}

	@Test
	void waitsOfAnyLengthAreTaken() throws Exception {
		this.alice.send(bytes("x"), this.toBob);
		assertThat(this.bob.awaitReadable(Duration.ofSeconds(Long.MAX_VALUE))).isTrue();
		assertThat(this.bob.awaitReadable(Duration.ofSeconds(-1))).isTrue();
	}

	private static Datagram receive(Peer peer) throws UxdException {
		Datagram datagram = peer.receive();
		for (int i = 0; datagram == null && i < 1000; i++) {
			peer.awaitReadable(LONG);
			datagram = peer.receive();
		}
		assertThat(datagram).as("a datagram").isNotNull();
		return datagram;
	}

	private static <T> Future<T> inBackground(java.util.concurrent.Callable<T> task) {
		ExecutorService executor = Executors.newSingleThreadExecutor();
		Future<T> future = executor.submit(task);
		executor.shutdown();
		return future;
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static ByteBuffer direct(String text) {
		byte[] bytes = bytes(text);
		return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
	}

}
