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

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import io.github.uxd.Datagram;
import io.github.uxd.PeerBuilder;
import io.github.uxd.PeerDirectories;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.TestSockets;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.core.ParameterizedTypeReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

@Timeout(60)
class RequestTests extends TemplateOnEachTransport {

	private static final Duration SHORT = Duration.ofMillis(150);

	private Thread answering;

	@AfterEach
	void stopAnswering() throws Exception {
		if (this.answering != null) {
			this.answering.interrupt();
			this.answering.join();
		}
	}

	@Test
	void returnsTheAnswer() {
		startAnswering();
		Datagram answer = this.template.sendAndReceive(bytes("ping"), this.destination);
		assertThat(answer.text()).isEqualTo("ping to you");
		assertThat(answer.source()).isEqualTo(this.destination);
		this.template.setDefaultDestination(this.destination);
		assertThat(this.template.sendAndReceive(bytes("ping")).text()).isEqualTo("ping to you");
		assertThat(this.template.convertSendAndReceive("text", String.class)).isEqualTo("text to you");
		assertThat(this.template.sendAndReceiveAsync(bytes("later"))).succeedsWithin(LONG)
			.extracting(Datagram::text)
			.isEqualTo("later to you");
	}

	@Test
	void leavesNeitherFilesNorDescriptors() throws Exception {
		startAnswering();
		this.template.sendAndReceive(bytes("first"), this.destination);
		long before = TestSockets.openDescriptors();
		for (int i = 0; i < 50; i++) {
			this.template.sendAndReceive(bytes("next"), this.destination);
			assertThatExceptionOfType(UxdSendException.class)
				.isThrownBy(() -> this.template.sendAndReceive(bytes("x"), UxdAddress.of(this.directory.resolve("no"))))
				.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(UxdSendException.Reason.NO_SOCKET_FILE));
		}
		assertThat(TestSockets.openDescriptors()).isEqualTo(before);
		assertThat(this.directory.toFile().list()).containsExactlyInAnyOrder("receiver", "receiver.lock", "sender",
				"sender.lock");
	}

	@Test
	void givesUpAtTheDeadline() {
		long start = System.nanoTime();
		assertThatExceptionOfType(ReplyTimeoutException.class)
			.isThrownBy(() -> this.template.sendAndReceive(bytes("anybody?"), this.destination, SHORT))
			.withMessageContaining(this.destination + " has not answered within");
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(SHORT, Duration.ofSeconds(5));
	}

	@Test
	void hasOneDeadlineForSendingAndWaiting() throws Exception {
		fill(this.destination);
		long start = System.nanoTime();
		assertThatExceptionOfType(UxdSendException.class)
			.isThrownBy(() -> this.template.sendAndReceive(bytes("anybody?"), this.destination, SHORT))
			.satisfies((ex) -> assertThat(ex.reason().isFull()).isTrue());
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(SHORT, Duration.ofSeconds(5));
	}

	@Test
	void saysWhenAnAnswerWasTooLarge() {
		this.template.setRequestPeerCustomizer((builder) -> builder.bufferSize(5));
		startAnswering();
		assertThatExceptionOfType(ReplyTimeoutException.class)
			.isThrownBy(() -> this.template.sendAndReceive(bytes("anybody?"), this.destination, SHORT))
			.withMessageContaining("more than 5 bytes (raise 'buffer-size'");
	}

	@Test
	void anInterruptEndsTheWaitAndStays() throws Exception {
		AtomicReference<Throwable> failure = new AtomicReference<>();
		AtomicReference<Boolean> stays = new AtomicReference<>();
		Thread thread = new Thread(() -> {
			try {
				this.template.sendAndReceive(bytes("anybody?"), this.destination, LONG);
			}
			catch (UxdSendException ex) {
				failure.set(ex);
				stays.set(Thread.currentThread().isInterrupted());
			}
		});
		thread.start();
		this.receiver.awaitReadable(LONG);
		thread.interrupt();
		thread.join();
		assertThat(failure.get())
			.isInstanceOfSatisfying(UxdSendException.class,
					(ex) -> assertThat(ex.reason()).isEqualTo(UxdSendException.Reason.INTERRUPTED))
			.hasMessageContaining("the request was sent");
		assertThat(stays).hasValue(true);
	}

	@Test
	void asksNothingInAThreadThatIsInterrupted() throws Exception {
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(UxdSendException.class)
			.isThrownBy(() -> this.template.sendAndReceive(bytes("anybody?"), this.destination, LONG))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(UxdSendException.Reason.INTERRUPTED))
			.withMessageContaining("nothing was sent");
		assertThat(Thread.interrupted()).isTrue();
		assertThat(receiveAll()).isEmpty();
	}

	@Test
	void saysWhyNoPeerCanBeOpenedToAsk() {
		this.template.setRequestPeerCustomizer((builder) -> builder.path(this.sender.path()));
		assertThatExceptionOfType(UxdSendException.class)
			.isThrownBy(() -> this.template.sendAndReceive(bytes("anybody?"), this.destination))
			.withMessageContaining("No temporary peer can be opened")
			.withMessageContaining("in use");
	}

	@Test
	void neverMixesUpAnswers() {
		startAnswering();
		List<CompletableFuture<Datagram>> answers = IntStream.range(0, 200)
			.mapToObj((i) -> this.template.sendAndReceiveAsync(bytes("no " + i), this.destination, LONG))
			.toList();
		for (int i = 0; i < 200; i++) {
			assertThat(answers.get(i).join().text()).isEqualTo("no " + i + " to you");
		}
		assertThat(TestSockets.pollerThreads()).hasSizeBetween(1, 4)
			.allMatch((thread) -> thread.getName().startsWith("uxd-ask-sender-") && thread.isDaemon());
	}

	@Test
	void countsTheTimeUntilAThreadIsFree() throws Exception {
		this.template.setRequestThreads(1);
		CompletableFuture<Datagram> asked = this.template.sendAndReceiveAsync(bytes("asked"), this.destination,
				Duration.ofSeconds(1));
		CompletableFuture<Datagram> late = this.template.sendAndReceiveAsync(bytes("late"), this.destination,
				Duration.ofMillis(1));
		assertThat(asked).failsWithin(LONG).withThrowableThat().withCauseInstanceOf(ReplyTimeoutException.class);
		assertThat(late).failsWithin(LONG)
			.withThrowableThat()
			.withCauseInstanceOf(ReplyTimeoutException.class)
			.withMessageContaining("not even asked");
		assertThat(receiveAll()).containsExactly("asked");
	}

	@Test
	void convertsQuestionsAndAnswersWithATimeout() throws Exception {
		assertThatExceptionOfType(ReplyTimeoutException.class)
			.isThrownBy(() -> this.template.convertSendAndReceive("ping", this.destination, String.class, SHORT));
		assertThat(receiveAll()).containsExactly("ping");
		startAnswering();
		assertThat(this.template.convertSendAndReceive("ping", this.destination, String.class, LONG))
			.isEqualTo("ping to you");
		String answer = this.template.convertSendAndReceive("ping", this.destination,
				new ParameterizedTypeReference<String>() {
				}, LONG);
		assertThat(answer).isEqualTo("ping to you");
		assertThatExceptionOfType(PayloadConversionException.class).isThrownBy(() -> this.template
			.convertSendAndReceive("ping", this.destination, new ParameterizedTypeReference<List<String>>() {
			})).withMessageContaining("java.util.List<java.lang.String>");
	}

	@Test
	void failsAtItsDeadlineWhileItWaitsForAThread() throws Exception {
		this.template.setRequestThreads(1);
		CompletableFuture<Datagram> asked = this.template.sendAndReceiveAsync(bytes("asked"), this.destination, LONG);
		assertThat(this.template.sendAndReceiveAsync(bytes("late"), this.destination, SHORT))
			.failsWithin(Duration.ofSeconds(5))
			.withThrowableThat()
			.withCauseInstanceOf(ReplyTimeoutException.class)
			.withMessageContaining("not even asked");
		assertThat(asked).isNotDone();
		assertThat(receiveAll()).containsExactly("asked");
	}

	@Test
	void whatIsOverTakesNoPlaceFromOthers() {
		this.template.setRequestThreads(1);
		this.template.setQueueCapacity(2);
		CompletableFuture<Datagram> asked = this.template.sendAndReceiveAsync(bytes("asked"), this.destination, LONG);
		CompletableFuture<Datagram> late = this.template.sendAndReceiveAsync(bytes("late"), this.destination, SHORT);
		this.template.sendAndReceiveAsync(bytes("cancelled"), this.destination, LONG).cancel(true);
		assertThat(late).failsWithin(Duration.ofSeconds(5));
		List<CompletableFuture<Datagram>> others = IntStream.range(0, 2)
			.mapToObj((i) -> this.template.sendAndReceiveAsync(bytes("other"), this.destination, LONG))
			.toList();
		assertThat(others).noneMatch(CompletableFuture::isDone);
		assertThat(asked).isNotDone();
	}

	@Test
	void oneRequestAfterTheOtherTakesTheMemoryOfOne() {
		int size = 4 * 1024 * 1024;
		this.template.setRequestPeerCustomizer((builder) -> inDirectory(builder).bufferSize(size));
		startAnswering();
		long before = directMemory();
		for (int i = 0; i < 20; i++) {
			String question = "question " + i;
			assertThat(this.template.sendAndReceive(bytes(question), this.destination).text())
				.isEqualTo(question + " to you");
			assertThat(directMemory() - before).isLessThan(2 * size);
		}
	}

	@Test
	void requestsAtTheSameTimeNeverSeeEachOthersBytes() {
		startAnswering();
		List<CompletableFuture<Datagram>> answers = IntStream.range(0, 400)
			.mapToObj((i) -> this.template.sendAndReceiveAsync(bytes("question " + i), this.destination, LONG))
			.toList();
		for (int i = 0; i < answers.size(); i++) {
			assertThat(answers.get(i).join().text()).isEqualTo("question " + i + " to you");
		}
	}

	@Test
	void tellsThatThereIsNoMemory() {
		this.template.setRequestPeerCustomizer((builder) -> inDirectory(builder).receiveBuffers((size) -> {
			throw new OutOfMemoryError("Cannot reserve " + size + " bytes, as asked");
		}));
		assertThatExceptionOfType(UxdSendException.class)
			.isThrownBy(() -> this.template.sendAndReceive(bytes("anybody?"), this.destination))
			.withMessageContainingAll("to ask " + this.destination, "There is no memory for a buffer of", "lower")
			.withRootCauseInstanceOf(OutOfMemoryError.class);
	}

	private PeerBuilder inDirectory(PeerBuilder builder) {
		return builder.directories(PeerDirectories.ofHio().withTemporaryHead(this.directory));
	}

	private static long directMemory() {
		return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)
			.stream()
			.filter((pool) -> pool.getName().equals("direct"))
			.mapToLong(BufferPoolMXBean::getMemoryUsed)
			.sum();
	}

	@Test
	void failsAtOnceWhenTooManyWaitForAThread() {
		this.template.setRequestThreads(1);
		this.template.setQueueCapacity(1);
		List<CompletableFuture<Datagram>> answers = IntStream.range(0, 3)
			.mapToObj((i) -> this.template.sendAndReceiveAsync(bytes("anybody?"), this.destination, LONG))
			.toList();
		assertThat(answers.get(2)).failsWithin(Duration.ZERO)
			.withThrowableThat()
			.withMessageContaining("is not asked, since 1 others are and 1 wait");
		assertThat(answers.subList(0, 2)).noneMatch(CompletableFuture::isDone);
	}

	@Test
	void cancellingEndsTheWait() throws Exception {
		this.template.setRequestThreads(1);
		CompletableFuture<Datagram> first = this.template.sendAndReceiveAsync(bytes("first"), this.destination, LONG);
		CompletableFuture<Datagram> second = this.template.sendAndReceiveAsync(bytes("second"), this.destination, LONG);
		CompletableFuture<Datagram> third = this.template.sendAndReceiveAsync(bytes("third"), this.destination, LONG);
		await().untilAsserted(() -> assertThat(receiveAll()).containsExactly("first"));
		second.cancel(true);
		first.cancel(true);
		await().untilAsserted(() -> assertThat(receiveAll()).containsExactly("third"));
		assertThat(third).isNotDone();
	}

	@Test
	void closingFailsWhatWaits() throws Exception {
		this.template.setRequestThreads(1);
		AtomicReference<Throwable> failure = new AtomicReference<>();
		Thread thread = new Thread(() -> {
			try {
				this.template.sendAndReceive(bytes("sync"), this.destination, LONG);
			}
			catch (UxdSendException ex) {
				failure.set(ex);
			}
		});
		thread.start();
		CompletableFuture<Datagram> asked = this.template.sendAndReceiveAsync(bytes("asked"), this.destination, LONG);
		CompletableFuture<Datagram> queued = this.template.sendAndReceiveAsync(bytes("queued"), this.destination, LONG);
		AtomicInteger received = new AtomicInteger();
		await().until(() -> received.addAndGet(receiveAll().size()) == 2);
		this.template.close();
		TestSockets.awaitNoPollerThreads();
		thread.join();
		assertThat(failure.get()).isExactlyInstanceOf(UxdSendException.class)
			.hasMessageContaining("'sender' is closed");
		assertThat(List.of(asked, queued)).allSatisfy((answer) -> assertThat(answer).failsWithin(Duration.ZERO)
			.withThrowableThat()
			.withMessageContaining("'sender' is closed"));
		assertThatExceptionOfType(UxdSendException.class)
			.isThrownBy(() -> this.template.sendAndReceive(bytes("later"), this.destination));
		assertThat(this.template.sendAndReceiveAsync(bytes("later"), this.destination)).failsWithin(Duration.ZERO);
		assertThat(receiveAll()).isEmpty();
	}

	@Test
	void itsObservationEndsWhenTheAnswerIsThere() {
		CountDownLatch ended = new CountDownLatch(2);
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(new ToldObservations((context) -> {
		}, (context) -> {
			assertThat(context.getError()).isNull();
			ended.countDown();
		}));
		this.template.setObservationRegistry(registry);
		startAnswering();
		this.template.sendAndReceive(bytes("ping"), this.destination);
		assertThat(ended.getCount()).isEqualTo(1);
		this.template.sendAndReceiveAsync(bytes("ping"), this.destination).join();
		await().until(() -> ended.getCount() == 0);
	}

	private void startAnswering() {
		this.answering = new Thread(() -> {
			try {
				while (!Thread.currentThread().isInterrupted()) {
					Datagram datagram = this.receiver.receive();
					if (datagram != null) {
						TestSockets.send(this.receiver, bytes(datagram.text() + " to you"), datagram.source());
					}
					else {
						this.receiver.awaitReadable(LONG);
					}
				}
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		});
		this.answering.start();
	}

}
