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
package io.github.uxd.spring.core;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.PeerClosedException;
import io.github.uxd.SendException;
import io.github.uxd.TransportType;
import io.github.uxd.UxdAddress;
import io.github.uxd.UxdException;
import io.github.uxd.spring.TestSockets;
import io.github.uxd.spring.core.UxdSendException.Reason;
import io.github.uxd.spring.observation.UxdSendContext;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

@Timeout(60)
class UxdTemplateTests extends TemplateOnEachTransport {

	@Test
	void sendsBytesBuffersAndText() throws Exception {
		ByteBuffer buffer = ByteBuffer.wrap(bytes("[buffer]"), 1, 6);
		this.template.send(bytes("array"), this.destination);
		this.template.send(buffer, this.destination);
		this.template.convertAndSend("gr\u00fc\u00df dich", this.destination);
		assertThat(receiveAll()).containsExactly("array", "buffer", "gr\u00fc\u00df dich");
		assertThat(buffer.remaining()).isZero();
		assertThat(buffer.position()).isEqualTo(7);
	}

	@Test
	void sendsToTheDefaultDestination() throws Exception {
		this.template.setDefaultDestination(this.destination);
		this.template.send(bytes("array"));
		this.template.send(ByteBuffer.wrap(bytes("buffer")));
		this.template.convertAndSend("text");
		assertThat(this.template.sendAsync(bytes("later"))).isCompleted();
		assertThat(receiveAll()).containsExactly("array", "buffer", "text", "later");
	}

	@Test
	void convertsWhatItSendsAsynchronously() throws Exception {
		this.template.setDefaultDestination(this.destination);
		assertThat(this.template.convertAndSendAsync("one")).isCompleted();
		assertThat(this.template.convertAndSendAsync("two", this.destination)).isCompleted();
		assertThat(this.template.convertAndSendAsync(3)).failsWithin(Duration.ZERO)
			.withThrowableThat()
			.withCauseInstanceOf(PayloadConversionException.class);
		assertThat(receiveAll()).containsExactly("one", "two");
	}

	@Test
	void saysThatThereIsNoDefaultDestination() {
		assertThatIllegalStateException().isThrownBy(() -> this.template.send(bytes("lost")))
			.withMessageContaining("'template.default-destination' of the peer 'sender'");
		assertThat(this.template.sendAsync(bytes("lost"))).failsWithin(Duration.ZERO)
			.withThrowableThat()
			.withCauseInstanceOf(IllegalStateException.class);
		assertThat(this.template.sendAndReceiveAsync(bytes("lost"))).failsWithin(Duration.ZERO)
			.withThrowableThat()
			.withCauseInstanceOf(IllegalStateException.class);
	}

	@Test
	void waitsForRoomUntilTheDeadline() throws Exception {
		fill(this.destination);
		this.template.setSendTimeout(Duration.ofMillis(200));
		long start = System.nanoTime();
		assertThatExceptionOfType(UxdSendException.class)
			.isThrownBy(() -> this.template.send(bytes("late"), this.destination))
			.satisfies((ex) -> assertThat(ex.reason().isFull()).isTrue())
			.withMessageContaining("4 bytes")
			.withMessageMatching(".*within \\d{3,4} ms at " + this.destination + ": .*")
			.satisfies((ex) -> assertThat(ex.destination()).isEqualTo(this.destination))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(reasonOfFull()));
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(200),
				Duration.ofSeconds(5));
		assertThat(receiveAll()).isEmpty();
	}

	@Test
	void sendsAsSoonAsThereIsRoom() throws Exception {
		fill(this.destination);
		AtomicReference<RuntimeException> failure = new AtomicReference<>();
		Thread thread = startSending("waited", failure);
		awaitParked(thread);
		List<String> received = new ArrayList<>();
		await().untilAsserted(() -> {
			received.addAll(receiveAll());
			assertThat(received).containsExactly("waited");
		});
		thread.join();
		assertThat(failure).hasNullValue();
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void waitsOnAVirtualThread() throws Exception {
		fill(this.destination);
		CompletableFuture<Void> sent = new CompletableFuture<>();
		Runnable send = () -> {
			this.template.send(bytes("waited"), this.destination, LONG);
			sent.complete(null);
		};
		Thread thread = (Thread) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, send);
		awaitParked(thread);
		List<String> received = new ArrayList<>();
		await().untilAsserted(() -> {
			received.addAll(receiveAll());
			assertThat(received).containsExactly("waited");
		});
		thread.join();
		assertThat(sent).isCompleted();
	}

	@Test
	void anInterruptEndsTheWaitAndStays() throws Exception {
		fill(this.destination);
		AtomicReference<RuntimeException> failure = new AtomicReference<>();
		Thread thread = startSending("interrupted", failure);
		awaitParked(thread);
		thread.interrupt();
		thread.join();
		assertThat(failure.get())
			.isInstanceOfSatisfying(UxdSendException.class,
					(ex) -> assertThat(ex.reason()).isEqualTo(UxdSendException.Reason.INTERRUPTED))
			.hasMessageContaining("was not sent")
			.hasMessageContaining(this.destination.toString());
		assertThat(receiveAll()).isEmpty();
	}

	@Test
	void anInterruptKeepsNothingFromBeingSentWhereThereIsRoom() throws Exception {
		Thread.currentThread().interrupt();
		this.template.send(bytes("sent"), this.destination);
		assertThat(Thread.interrupted()).isTrue();
		assertThat(receiveAll()).containsExactly("sent");
	}

	@Test
	void saysWhyADatagramCantBeSent() throws Exception {
		UxdAddress missing = UxdAddress.of(this.directory.resolve("missing"));
		assertThatExceptionOfType(UxdSendException.class).isThrownBy(() -> this.template.send(bytes("lost"), missing))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(UxdSendException.Reason.NO_SOCKET_FILE))
			.withMessageContaining(missing.toString())
			.withCauseInstanceOf(SendException.class)
			.satisfies((ex) -> assertThat(ex.destination()).isEqualTo(missing));
		Path stale = this.directory.resolve("stale");
		openPeer("stale").close(false);
		assertThatExceptionOfType(UxdSendException.class)
			.isThrownBy(() -> this.template.send(bytes("lost"), UxdAddress.of(stale)))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(UxdSendException.Reason.REFUSED));
		Files.delete(stale);
		assertThatExceptionOfType(UxdSendException.class)
			.isThrownBy(() -> this.template.send(new byte[10_000_000], this.destination))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(UxdSendException.Reason.TOO_LARGE))
			.withMessageContaining("10000000 bytes")
			.withMessageContaining("buffer-size");
		this.template.send(bytes("still sends"), this.destination);
		assertThat(receiveAll()).containsExactly("still sends");
		this.sender.close();
		assertThatExceptionOfType(UxdSendException.class)
			.isThrownBy(() -> this.template.send(bytes("lost"), this.destination))
			.withMessageContaining("not open")
			.withCauseInstanceOf(PeerClosedException.class);
	}

	@Test
	void closingFailsWhatWaitsInOtherThreads() throws Exception {
		fill(this.destination);
		AtomicReference<RuntimeException> failure = new AtomicReference<>();
		Thread thread = startSending("unsent", failure);
		awaitParked(thread);
		this.template.close();
		thread.join();
		assertThat(failure.get()).isExactlyInstanceOf(UxdSendException.class)
			.hasMessageContaining("'sender' is closed");
		assertThat(this.sender.isOpen()).isTrue();
	}

	private Reason reasonOfFull() {
		return (this.transport == TransportType.NATIVE) ? Reason.DESTINATION_FULL : Reason.FULL;
	}

	@Test
	void isObservedWithEachSend() throws Exception {
		List<String> told = new ArrayList<>();
		observe((context) -> told.add("start " + context.getLength()),
				(context) -> told.add((context.getError() != null) ? (context.getError() instanceof UxdSendException ex)
						? ex.reason().name() : context.getError().getClass().getSimpleName() : "end"));
		this.template.send(bytes("12345"), this.destination);
		this.template.convertAndSend("1234", this.destination);
		this.template.sendAsync(bytes("123"), this.destination).join();
		fill(this.destination);
		assertThatExceptionOfType(UxdSendException.class)
			.isThrownBy(() -> this.template.send(bytes("12"), this.destination, Duration.ZERO))
			.satisfies((ex) -> assertThat(ex.reason().isFull()).isTrue());
		CompletableFuture<Void> waits = this.template.sendAsync(bytes("1"), this.destination, LONG);
		assertThat(told).containsExactly("start 5", "end", "start 4", "end", "start 3", "end", "start 2",
				reasonOfFull().name(), "start 1");
		waits.cancel(true);
		assertThat(told).endsWith("start 1", "CancellationException");
	}

	@Test
	void anObservationThatFailsHarmsNoDatagram() throws Exception {
		observe((context) -> {
			throw new IllegalStateException("at the start");
		}, (context) -> {
		});
		this.template.send(bytes("one"), this.destination);
		observe((context) -> {
		}, (context) -> {
			throw new IllegalStateException("at the end");
		});
		this.template.send(bytes("two"), this.destination);
		assertThat(this.template.sendAsync(bytes("three"), this.destination)).isCompleted();
		assertThat(receiveAll()).containsExactly("one", "two", "three");
	}

	private void observe(Consumer<UxdSendContext> started, Consumer<UxdSendContext> stopped) {
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(new ToldObservations(started, stopped));
		this.template.setObservationRegistry(registry);
	}

	@Test
	void triesOnceWithoutTimeOrWithLessThanNone() throws Exception {
		this.template.send(bytes("one"), this.destination, Duration.ZERO);
		this.template.send(bytes("two"), this.destination, Duration.ofSeconds(-1));
		assertThat(receiveAll()).containsExactly("one", "two");
		fill(this.destination);
		assertThatExceptionOfType(UxdSendException.class)
			.isThrownBy(() -> this.template.send(bytes("late"), this.destination, Duration.ZERO))
			.satisfies((ex) -> assertThat(ex.reason().isFull()).isTrue());
	}

	@Test
	void waitsForHoweverLong() throws Exception {
		this.template.send(bytes("patient"), this.destination, Duration.ofSeconds(Long.MAX_VALUE));
		assertThat(receiveAll()).containsExactly("patient");
	}

	private Thread startSending(String payload, AtomicReference<RuntimeException> failure) {
		Thread thread = new Thread(() -> {
			try {
				this.template.send(bytes(payload), this.destination, LONG);
			}
			catch (UxdSendException ex) {
				boolean stays = Thread.currentThread().isInterrupted() == (ex.reason() == Reason.INTERRUPTED);
				failure.set(stays ? ex : new IllegalStateException("The interrupt is lost", ex));
			}
		});
		thread.start();
		return thread;
	}

	private static void awaitParked(Thread thread) {
		await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
	}

	@Test
	void aSocketOfItsOwnIsNotFilledByWhatThePeerHasAnswered() throws Exception {
		this.template.setOwnSocket(true);
		try (Peer silent = openPeer("silent"); Peer other = openPeer("other")) {
			byte[] large = new byte[this.sender.actualBufferSizes().send() / 2];
			int sent = 0;
			while (this.sender.send(large, UxdAddress.of(silent.path()))) {
				sent++;
			}
			assertThat(sent).isLessThan(5);
			this.template.send(bytes("sync"), this.destination, Duration.ofSeconds(5));
			this.template.sendAsync(bytes("async"), this.destination, Duration.ofSeconds(5)).join();
			Datagram datagram = this.receiver.receive();
			assertThat(datagram.text()).isEqualTo("sync");
			assertThat(datagram.source()).isNotEqualTo(UxdAddress.of(this.sender.path()));
			assertThat(receiveAll()).containsExactly("async");
			UxdAddress address = UxdAddress.of(other.path());
			assertThat(this.template.reply(bytes("reply"), address, Duration.ofMillis(1)))
				.failsWithin(Duration.ofSeconds(5));
			for (int i = 0; i < sent; i++) {
				silent.receive();
			}
			this.template.reply(bytes("reply"), address, Duration.ofSeconds(5)).join();
			assertThat(other.receive().source()).isEqualTo(UxdAddress.of(this.sender.path()));
		}
	}

	@Test
	void aSocketOfItsOwnIsClosedWhenItIsGivenUp() throws Exception {
		this.template.send(bytes("first"), this.destination);
		long before = TestSockets.openDescriptors();
		this.template.setOwnSocket(true);
		assertThat(TestSockets.openDescriptors()).isEqualTo(before);
		this.template.send(bytes("own"), this.destination);
		this.template.setOwnSocket(false);
		this.template.send(bytes("last"), this.destination);
		assertThat(TestSockets.openDescriptors()).isEqualTo(before);
		assertThat(receiveAll()).containsExactly("first", "own", "last");
	}

	@Test
	void aSocketOfItsOwnTakesNothingThatNobodyWouldRead() throws Exception {
		this.template.setOwnSocket(true);
		for (int i = 0; i < 15; i++) {
			this.template.send(bytes("sent"), this.destination);
			Datagram datagram = this.receiver.receive();
			assertThat(datagram.text()).isEqualTo("sent");
			assertThatExceptionOfType(UxdException.class)
				.isThrownBy(() -> this.receiver.send(bytes("answer"), datagram.source()));
		}
		assertThat(this.receiver.sendBufferUsed().orElse(0)).isZero();
	}

}
