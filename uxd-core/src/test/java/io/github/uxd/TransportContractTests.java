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

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * What the kernel and the libraries below would do to the unwary, and no transport may
 * let through. {@link PeerTransferTests}, {@link PathMatrixTests} and the others that run
 * on each transport have the rest of it.
 */
@Timeout(60)
@Tag("kernel")
class TransportContractTests extends OnEachTransport {

	/**
	 * What Linux counts of the send buffer for a datagram beside its bytes.
	 */
	private static final int OVERHEAD = 32;

	@TempDir
	Path directory;

	private Peer alice;

	private Peer bob;

	private UxdAddress toBob;

	@BeforeEach
	void open() throws Exception {
		this.alice = peer().path(this.directory.resolve("alice")).build();
		this.bob = peer().path(this.directory.resolve("bob")).bufferSize(1 << 20).build();
		this.alice.open();
		this.bob.open();
		this.toBob = UxdAddress.of(this.directory.resolve("bob"));
	}

	@AfterEach
	void close() {
		this.alice.close();
		this.bob.close();
	}

	@Test
	void thePeerTellsItsTransport() {
		assertThat(this.alice.transport()).isEqualTo(this.transport);
		this.alice.close();
		assertThat(this.alice.transport()).isNull();
	}

	@Test
	void theLargestDatagramIsTheSendBufferLessItsOverheadAndTheNextIsRefused() throws Exception {
		int largest = this.alice.actualBufferSizes().send() - OVERHEAD;
		for (boolean direct : new boolean[] { false, true }) {
			assertThat(this.alice.send(buffer(largest, direct), this.toBob)).isTrue();
			assertThat(receive(this.bob).length()).isEqualTo(largest);
			ByteBuffer tooLarge = buffer(largest + 1, direct);
			assertThatExceptionOfType(SendException.class).isThrownBy(() -> this.alice.send(tooLarge, this.toBob))
				.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(SendException.Reason.TOO_LARGE));
			assertThat(tooLarge.position()).as("what was not sent can be sent again").isZero();
		}
	}

	@Test
	void onlyTheBytesBetweenPositionAndLimitAreSent() throws Exception {
		byte[] array = "0123456789".getBytes(StandardCharsets.US_ASCII);
		ByteBuffer heap = ByteBuffer.wrap(array).position(1).slice().position(2).limit(5);
		ByteBuffer direct = ByteBuffer.allocateDirect(10).put(array).flip().position(3).limit(6);
		for (ByteBuffer payload : List.of(heap, heap.duplicate().asReadOnlyBuffer(), direct,
				direct.duplicate().asReadOnlyBuffer())) {
			assertThat(this.alice.send(payload, this.toBob)).isTrue();
			assertThat(receive(this.bob).text()).isEqualTo("345");
			assertThat(payload.hasRemaining()).isFalse();
		}
	}

	@Test
	void unreadBytesCountAgainstTheirSenderWhoeverTheyAreFor() throws Exception {
		try (Peer carol = peer().path(this.directory.resolve("carol")).build()) {
			carol.open();
			UxdAddress toCarol = UxdAddress.of(this.directory.resolve("carol"));
			byte[] large = new byte[this.alice.actualBufferSizes().send() / 3];
			int sent = 0;
			while (this.alice.send(large, this.toBob)) {
				sent++;
			}
			assertThat(this.alice.send(large, toCarol)).as("carol has nothing to read").isFalse();
			assertThat(this.alice.statistics().sendBlocked()).isEqualTo(2);
			for (int i = 0; i < sent; i++) {
				receive(this.bob);
			}
			assertThat(this.alice.send(large, toCarol)).isTrue();
		}
	}

	@Test
	void theQueueHasRoomForOneMoreThanItsLength() throws Exception {
		int length = this.bob.queueLength().orElseThrow();
		int sent = 0;
		while (sent <= length && this.alice.send(new byte[1], this.toBob)) {
			sent++;
		}
		// Where the queue is longer than the sender's buffer, that is full first.
		assertThat(sent).isGreaterThan(Math.min(length, 200));
		assertThat(length > 200 || !this.alice.send(new byte[1], this.toBob)).isTrue();
		this.bob.close();
		assertThat(this.bob.queueLength()).isEmpty();
	}

	@Test
	void whatIsUnreadIsToldWhereTheTransportCan() throws Exception {
		boolean tells = this.transport == TransportType.NATIVE;
		assertThat(this.alice.sendBufferUsed()).isEqualTo(tells ? OptionalInt.of(0) : OptionalInt.empty());
		this.alice.send(new byte[1000], this.toBob);
		int one = this.alice.sendBufferUsed().orElse(1001);
		assertThat(one).isGreaterThan(1000);
		this.alice.send(new byte[1000], this.toBob);
		assertThat(this.alice.sendBufferUsed().orElse(2 * one)).isEqualTo(2 * one);
		receive(this.bob);
		assertThat(this.alice.sendBufferUsed().orElse(one)).isEqualTo(one);
		receive(this.bob);
		assertThat(this.alice.sendBufferUsed().orElse(0)).isZero();
		this.alice.close();
		assertThat(this.alice.sendBufferUsed()).isEmpty();
	}

	@Test
	void theSendBufferIsRaisedAsFarAsTheKernelAdmitsAndNeverLowered() throws Exception {
		BufferSizes usual = this.alice.actualBufferSizes();
		this.alice.reopen((builder) -> builder.sendBufferSize(1));
		assertThat(this.alice.actualBufferSizes()).isEqualTo(usual);
		this.alice.reopen((builder) -> builder.sendBufferSize(Integer.MAX_VALUE));
		int most = limit("/proc/sys/net/core/wmem_max");
		assertThat(this.alice.actualBufferSizes()).isEqualTo(new BufferSizes(2 * most, usual.receive()));
	}

	private static int limit(String path) throws Exception {
		// In one read: the next one begins with nothing.
		try (InputStream stream = Files.newInputStream(Path.of(path))) {
			byte[] text = new byte[64];
			return Integer.parseInt(new String(text, 0, stream.read(text), StandardCharsets.US_ASCII).strip());
		}
	}

	@Test
	void whatASenderHasSentOutlivesIt() throws Exception {
		this.alice.send("last words".getBytes(StandardCharsets.UTF_8), this.toBob);
		this.alice.close();
		assertThat(receive(this.bob).text()).isEqualTo("last words");
	}

	@Test
	void aPeerCanSendToItself() throws Exception {
		UxdAddress toAlice = UxdAddress.of(this.directory.resolve("alice"));
		assertThat(this.alice.send(new byte[] { 1 }, toAlice)).isTrue();
		assertThat(receive(this.alice).source()).isEqualTo(toAlice);
	}

	@Test
	void aReceiverThatHasShutItsSocketDownRefuses() throws Exception {
		Path path = this.directory.resolve("shut");
		Process deaf = Programs.start(new ProcessBuilder("python3", "-c", """
				import socket, sys
				s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
				s.bind(sys.argv[1])
				s.shutdown(socket.SHUT_RD)
				print("ready", flush=True)
				sys.stdin.read()
				""", path.toString()));
		try (OutputStream input = deaf.getOutputStream(); InputStream output = deaf.getInputStream()) {
			assertThat(input).isNotNull();
			assertThat(output.read()).isEqualTo('r');
			assertThatExceptionOfType(SendException.class)
				.isThrownBy(() -> this.alice.send(new byte[1], UxdAddress.of(path)))
				.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(SendException.Reason.REFUSED));
		}
		assertThat(this.alice.send(new byte[1], this.toBob)).isTrue();
	}

	@Test
	void withoutTheSourceEverythingElseArrives() throws Exception {
		this.bob.reopen((options) -> options.source(false));
		assertThat(this.bob.receive()).isNull();
		for (int i = 0; i < 100; i++) {
			assertThat(this.alice.send(new byte[i + 1], this.toBob)).isTrue();
			Datagram datagram = receive(this.bob);
			assertThat(datagram.length()).isEqualTo(i + 1);
			assertThat(datagram.source()).isNull();
		}
		this.bob.reopen((options) -> options.bufferSize(10));
		this.alice.send(new byte[11], this.toBob);
		this.alice.send(new byte[10], this.toBob);
		assertThat(receive(this.bob).length()).isEqualTo(10);
		assertThat(this.bob.statistics().dropped(DropReason.OVERSIZE)).isEqualTo(1);
		this.alice.send(new byte[3], this.toBob);
		this.bob.refuseSenders();
		assertThat(receive(this.bob).length()).isEqualTo(3);
	}

	@Test
	void virtualThreadsThatSendAtTheSameTimeMixNothingUp() throws Exception {
		assumeTrue(Runtime.version().feature() >= 21, "has virtual threads");
		ExecutorService threads = (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor")
			.invoke(null);
		int senders = 16;
		int each = 200;
		List<Future<?>> sent = new ArrayList<>();
		for (int i = 0; i < senders; i++) {
			byte[] payload = new byte[1000 + i];
			Arrays.fill(payload, (byte) i);
			sent.add(threads.submit(() -> {
				for (int j = 0; j < each; j++) {
					while (!this.alice.send(payload, this.toBob)) {
						Thread.yield();
					}
				}
				return null;
			}));
		}
		for (int i = 0; i < senders * each; i++) {
			byte[] payload = receive(this.bob).toByteArray();
			assertThat(payload).hasSize(1000 + payload[0]).containsOnly(payload[0]);
		}
		for (Future<?> future : sent) {
			future.get(30, TimeUnit.SECONDS);
		}
		threads.shutdown();
	}

	/**
	 * The number of a closed descriptor is given to the next file or socket that is
	 * opened: a call that is late would write into that, or send under its name.
	 */
	@Test
	void closingUnderLoadNeverTouchesAnotherFileOrSocket() throws Exception {
		AtomicBoolean done = new AtomicBoolean();
		ExecutorService threads = Executors.newFixedThreadPool(4);
		byte[] payload = new byte[64];
		List<Future<?>> workers = new ArrayList<>();
		for (int i = 0; i < 2; i++) {
			workers.add(threads.submit(() -> untilDone(done, () -> this.alice.send(payload, this.toBob))));
		}
		workers.add(threads.submit(() -> untilDone(done, () -> {
			this.alice.receive();
			this.alice.awaitReadable(Duration.ofMillis(1));
		})));
		workers.add(threads.submit(() -> untilDone(done, this.alice::wakeUp)));
		Path file = this.directory.resolve("file");
		try (Peer carol = peer().path(this.directory.resolve("carol")).build()) {
			for (int i = 0; i < 200; i++) {
				this.alice.close();
				carol.open();
				try (OutputStream first = Files.newOutputStream(file);
						OutputStream second = Files.newOutputStream(file)) {
					assertThat(first).isNotSameAs(second);
					onlyAliceHasSent();
				}
				assertThat(file).isEmptyFile();
				carol.close(true);
				this.alice.open();
				onlyAliceHasSent();
			}
		}
		finally {
			done.set(true);
			for (Future<?> worker : workers) {
				worker.get(30, TimeUnit.SECONDS);
			}
			threads.shutdown();
		}
	}

	private void onlyAliceHasSent() throws UxdException {
		for (Datagram datagram = this.bob.receive(); datagram != null; datagram = this.bob.receive()) {
			assertThat(datagram.source()).isEqualTo(UxdAddress.of(this.directory.resolve("alice")));
		}
	}

	@Test
	void sendersWhoseNamesAreAlikeAreToldApart() throws Exception {
		List<Path> paths = List.of(this.directory.resolve("sender-a"), this.directory.resolve("sender-b"),
				this.directory.resolve("sender-bb"), this.directory.resolve("sender-bbbbbbbbbbbbbbbbbb"),
				this.directory.resolve("xender-b"));
		List<Peer> senders = new ArrayList<>();
		try {
			for (Path path : paths) {
				Peer sender = peer().path(path).build();
				senders.add(sender);
				sender.open();
			}
			Random random = new Random(1);
			for (int i = 0; i < 500; i++) {
				int index = random.nextInt(senders.size() + 1);
				if (index == senders.size()) {
					ForeignSockets.sendUnbound("x", this.toBob);
					assertThat(receive(this.bob).source()).isNull();
				}
				else {
					assertThat(senders.get(index).send(new byte[1], this.toBob)).isTrue();
					assertThat(receive(this.bob).source()).isEqualTo(UxdAddress.of(paths.get(index)));
				}
			}
		}
		finally {
			senders.forEach(Peer::close);
		}
	}

	@Test
	void memoryThatWasFreedIsNotSent() throws Exception {
		assumeTrue(Runtime.version().feature() >= 22, "has arenas");
		Class<?> arenas = Class.forName("java.lang.foreign.Arena");
		Object arena = arenas.getMethod("ofShared").invoke(null);
		Object segment = arenas.getMethod("allocate", long.class, long.class).invoke(arena, 64L, 1L);
		ByteBuffer buffer = (ByteBuffer) Class.forName("java.lang.foreign.MemorySegment")
			.getMethod("asByteBuffer")
			.invoke(segment);
		assertThat(this.alice.send(buffer.duplicate(), this.toBob)).isTrue();
		assertThat(receive(this.bob).length()).isEqualTo(64);
		arenas.getMethod("close").invoke(arena);
		assertThatIllegalStateException().isThrownBy(() -> this.alice.send(buffer, this.toBob));
		assertThat(this.bob.receive()).isNull();
	}

	@Test
	void closingEndsTheWaitsOfAllWhoWait() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(2);
		CountDownLatch waiting = new CountDownLatch(2);
		List<Future<Boolean>> waits = new ArrayList<>();
		for (int i = 0; i < 2; i++) {
			waits.add(threads.submit(() -> {
				waiting.countDown();
				try {
					return this.alice.awaitReadable(Duration.ofMinutes(10));
				}
				catch (PeerClosedException ex) {
					// Too late to wait.
					return false;
				}
			}));
		}
		waiting.await();
		this.alice.close();
		for (Future<Boolean> wait : waits) {
			assertThat(wait.get(30, TimeUnit.SECONDS)).isFalse();
		}
		threads.shutdown();
	}

	private static boolean untilDone(AtomicBoolean done, Action action) throws UxdException {
		while (!done.get()) {
			try {
				action.run();
			}
			catch (PeerClosedException ex) {
				// As it is, most of the time.
				Thread.yield();
			}
		}
		return true;
	}

	@Test
	void whereNativeAccessIsDeniedThatIsSaid() throws Exception {
		assumeTrue(Runtime.version().feature() >= 24, "knows --illegal-native-access");
		ProcessBuilder builder = new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"),
				"--illegal-native-access=deny", (KERNEL != null) ? "-Dio.github.uxd.kernel=" + KERNEL : "-ea", "-cp",
				System.getProperty("java.class.path"), PeerProcess.Main.class.getName(), this.transport.name(),
				this.directory.resolve("denied").toString());
		Process process = builder.redirectErrorStream(true).start();
		try (OutputStream commands = process.getOutputStream()) {
			commands.write("open 0\n".getBytes(StandardCharsets.US_ASCII));
		}
		try (InputStream answers = process.getInputStream()) {
			assertThat(new String(answers.readAllBytes(), StandardCharsets.UTF_8))
				.contains(PeerOpenException.Reason.UNSUPPORTED.name())
				.contains("--enable-native-access=ALL-UNNAMED");
		}
		assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
	}

	private static ByteBuffer buffer(int size, boolean direct) {
		return direct ? ByteBuffer.allocateDirect(size) : ByteBuffer.allocate(size);
	}

	private static Datagram receive(Peer peer) throws UxdException {
		Datagram datagram = peer.receive();
		while (datagram == null) {
			assertThat(peer.awaitReadable(Duration.ofSeconds(30))).isTrue();
			datagram = peer.receive();
		}
		return datagram;
	}

	@FunctionalInterface
	interface Action {

		void run() throws UxdException;

	}

}
