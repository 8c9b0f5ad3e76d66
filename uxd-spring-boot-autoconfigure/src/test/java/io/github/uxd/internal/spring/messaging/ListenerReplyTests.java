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
package io.github.uxd.internal.spring.messaging;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import io.github.uxd.internal.spring.listener.LateFailures;
import io.github.uxd.spring.core.UxdTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.GenericMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

@ExtendWith(OutputCaptureExtension.class)
class ListenerReplyTests {

	private static final UxdAddress SOURCE = UxdAddress.of("/run/asker");

	private final Bean bean = new Bean();

	private final RecordedReplies replies = new RecordedReplies();

	private Peer peer;

	@BeforeEach
	void makePeer() throws Exception {
		this.peer = Peer.builder().temp(true).build();
	}

	@AfterEach
	void closePeer() {
		this.peer.close();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			bytes         | HELLO
			datagram      | HELLO
			buffer        | HELLO
			text          | HELLO
			message       | HELLO
			json          | {"text":"HELLO"}
			optional      | HELLO
			future        | HELLO
			stageOfOption | HELLO
			""")
	void whatIsReturnedIsSentToTheSource(String method, String reply) throws Exception {
		call(method, SOURCE);
		assertThat(this.replies.texts()).containsExactly(reply);
		assertThat(this.replies.destinations()).containsExactly(SOURCE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "nothing", "nullText", "noOption", "nullFuture" })
	void nothingIsSentForNothing(String method, CapturedOutput output) throws Exception {
		HandlerMethodListener listener = call(method, SOURCE);
		assertThat(this.replies.texts()).isEmpty();
		assertThat(listener.getFailedReplyCount()).isZero();
		assertThat(output).doesNotContain("WARN");
	}

	@Test
	void anUnboundSenderIsNotAnswered(CapturedOutput output) throws Exception {
		HandlerMethodListener listener = call("text", null);
		call("future", null);
		assertThat(this.replies.texts()).isEmpty();
		assertThat(listener.getFailedReplyCount()).isZero();
		assertThat(output).doesNotContain("WARN");
	}

	@Test
	void aResultThatComesLaterIsSentWhenItIsThere() throws Exception {
		call("later", SOURCE);
		assertThat(this.replies.texts()).isEmpty();
		this.bean.later.complete("here it is");
		assertThat(this.replies.texts()).containsExactly("here it is");
	}

	@Test
	void aDatagramIsNotKeptUntilItsAnswerIsSent() throws Exception {
		CompletableFuture<Void> sending = new CompletableFuture<>();
		RecordedReplies waiting = new RecordedReplies((payload, destination) -> sending);
		HandlerMethodListener answering = TestListeners.listener(this.bean, "bytes", waiting);
		HandlerMethodListener later = TestListeners.listener(this.bean, "later", waiting);
		HandlerMethodListener mono = TestListeners.listener(this.bean, "mono", waiting);
		List<Datagram> failed = new ArrayList<>();
		AtomicInteger kept = new AtomicInteger();
		later.tellLateFailures(new Keeping(kept, failed));
		mono.tellLateFailures(new Keeping(kept, failed));
		List<WeakReference<Datagram>> datagrams = List.of(call(answering), call(later), call(mono));
		assertThat(kept).hasValue(2);
		this.bean.later.complete("later");
		assertThat(waiting.texts()).containsExactlyInAnyOrder("HELLO", "later", "later");
		assertThat(kept).hasValue(0);
		await().untilAsserted(() -> {
			System.gc();
			assertThat(datagrams).allMatch((datagram) -> datagram.refersTo(null));
		});
		assertThat(sending).isNotDone();
		assertThat(failed).isEmpty();
	}

	@Test
	void whatNobodyTakesTheAnswersOfIsNotKept() throws Exception {
		AtomicInteger kept = new AtomicInteger();
		HandlerMethodListener many = TestListeners.listener(this.bean, "many", new RecordedReplies(
				(payload, destination) -> CompletableFuture.failedFuture(new IOException("nobody there"))));
		many.tellLateFailures(new Keeping(kept, new ArrayList<>()));
		many.onDatagram(datagram(SOURCE), this.peer);
		assertThat(many.getFailedReplyCount()).as("cancelled after the first").isOne();
		assertThat(kept).hasValue(0);
	}

	@Test
	void whatIsThrownWhenSomebodySubscribesIsAsIfTheMethodHadThrownItAndKeepsNothing() throws Exception {
		AtomicInteger kept = new AtomicInteger();
		HandlerMethodListener fatal = TestListeners.listener(this.bean, "fatal", this.replies);
		fatal.tellLateFailures(new Keeping(kept, new ArrayList<>()));
		// What it is depends on the library.
		assertThatExceptionOfType(Throwable.class).isThrownBy(() -> fatal.onDatagram(datagram(SOURCE), this.peer));
		assertThat(kept).hasValue(0);
	}

	@Test
	void whatIsThrownWhenSomebodySubscribesLaterIsToldWithTheDatagram() throws Exception {
		AtomicInteger kept = new AtomicInteger();
		List<Datagram> failed = new ArrayList<>();
		HandlerMethodListener later = TestListeners.listener(this.bean, "laterFatal", this.replies);
		later.tellLateFailures(new Keeping(kept, failed));
		Datagram datagram = datagram(SOURCE);
		later.onDatagram(datagram, this.peer);
		assertThat(failed).isEmpty();
		this.bean.later.complete("now");
		assertThat(failed).containsExactly(datagram);
		assertThat(kept).hasValue(0);
	}

	@Test
	void whatFailsWhileAPartIsStillToComeIsNotTriedAgain() throws Exception {
		AtomicInteger kept = new AtomicInteger();
		List<Datagram> failed = new ArrayList<>();
		HandlerMethodListener partly = TestListeners.listener(this.bean, "partly", this.replies);
		partly.tellLateFailures(new Keeping(kept, failed));
		partly.onDatagram(datagram(SOURCE), this.peer);
		assertThat(failed).hasSize(1);
		this.bean.later.complete("a part");
		assertThat(this.replies.texts()).containsExactly("a part");
		assertThat(kept).hasValue(0);
	}

	private WeakReference<Datagram> call(HandlerMethodListener listener) throws Exception {
		Datagram datagram = datagram(SOURCE);
		listener.onDatagram(datagram, this.peer);
		return new WeakReference<>(datagram);
	}

	@Test
	void aResultThatFailsIsLoggedWithItsReason(CapturedOutput output) throws Exception {
		HandlerMethodListener listener = call("laterStill", SOURCE);
		this.bean.later.completeExceptionally(new IOException("the sensor is gone"));
		assertThat(this.replies.texts()).isEmpty();
		assertThat(listener.getFailedReplyCount()).isOne();
		assertThat(output).contains("laterStill", "java.io.IOException: the sensor is gone")
			.doesNotContain("CompletionException");
	}

	@Test
	void whatAFailedResultSaysOfAPayloadIsEscaped(CapturedOutput output) throws Exception {
		call("laterStill", SOURCE);
		this.bean.later.completeExceptionally(new IOException("no sensor \u001b[31m\u202e"));
		assertThat(output).contains("ERROR", "java.io.IOException: no sensor \\u001b[31m\\u202e", "\tat ")
			.doesNotContain("\u001b", "\u202e");
	}

	@Test
	void repliesThatFailAreCountedAndLoggedAtMostOnceASecond(CapturedOutput output) throws Exception {
		RecordedReplies failing = new RecordedReplies(
				(payload, destination) -> CompletableFuture.failedFuture(new IOException("nobody at " + destination)));
		HandlerMethodListener listener = TestListeners.listener(this.bean, "text", failing);
		for (int i = 0; i < 1000; i++) {
			listener.onDatagram(datagram(SOURCE), this.peer);
		}
		assertThat(listener.getFailedReplyCount()).isEqualTo(1000);
		assertThat(output.getOut().lines().filter((line) -> line.contains("The reply can't be sent"))).hasSizeBetween(1,
				10);
		assertThat(output).contains("WARN", "nobody at /run/asker").doesNotContain("\tat ");
		await().untilAsserted(() -> {
			int before = output.getOut().length();
			listener.onDatagram(datagram(SOURCE), this.peer);
			assertThat(output.getOut().substring(before)).contains("The reply can't be sent");
		});
	}

	@Test
	void aSenderWhosePathIsRelativeIsNotAnsweredButCountedAndLoggedOnce(CapturedOutput output) throws Exception {
		String name = "uxd-relative-reply-" + ProcessHandle.current().pid() + ".sock";
		this.peer.open();
		try (Peer bystander = Peer.builder().path(Path.of(name).toAbsolutePath()).build();
				UxdTemplate template = new UxdTemplate(this.peer)) {
			bystander.open();
			HandlerMethodListener listener = TestListeners.listener(this.bean, "text",
					new RecordedReplies(template::sendAsync));
			listener.onDatagram(datagram(UxdAddress.of(name)), this.peer);
			listener.onDatagram(datagram(UxdAddress.of(name)), this.peer);
			assertThat(listener.getFailedReplyCount()).isEqualTo(2);
			assertThat(bystander.awaitReadable(Duration.ZERO)).isFalse();
			assertThat(output.getOut().lines().filter((line) -> line.contains("WARN"))).singleElement()
				.asString()
				.contains("The reply can't be sent: listener text", name, "relative path");
		}
	}

	@Test
	void aTemplateThatRefusesToSendIsNoFailureOfTheMethod(CapturedOutput output) {
		RecordedReplies refusing = new RecordedReplies((payload, destination) -> {
			throw new IllegalStateException("the queue is full");
		});
		assertThatCode(
				() -> TestListeners.listener(this.bean, "text", refusing).onDatagram(datagram(SOURCE), this.peer))
			.doesNotThrowAnyException();
		assertThat(output).contains("the queue is full");
	}

	@Test
	void whatCannotBeConvertedIsLogged(CapturedOutput output) throws Exception {
		HandlerMethodListener listener = call("unwritable", SOURCE);
		assertThat(listener.getFailedReplyCount()).isOne();
		assertThat(output).contains("ERROR", "The reply can't be made: listener unwritable", "no text");
	}

	private HandlerMethodListener call(String method, UxdAddress source) throws Exception {
		HandlerMethodListener listener = TestListeners.listener(this.bean, method, this.replies);
		listener.onDatagram(datagram(source), this.peer);
		return listener;
	}

	private static Datagram datagram(UxdAddress source) {
		return Datagram.of("HELLO".getBytes(StandardCharsets.UTF_8), source);
	}

	record Answer(String text) {
	}

	public static class Unwritable {

		public String getText() {
			throw new IllegalStateException("no text");
		}

	}

	@SuppressWarnings("unused")
	static class Bean {

		private final CompletableFuture<String> later = new CompletableFuture<>();

		@SuppressWarnings("unused")
		Flux<String> many(String text) {
			return Flux.range(0, 100).map((number) -> text + number);
		}

		@SuppressWarnings("unused")
		Mono<String> fatal(String text) {
			return Mono.fromCallable(() -> {
				throw new NoClassDefFoundError("missing");
			});
		}

		@SuppressWarnings("unused")
		CompletableFuture<Mono<String>> laterFatal(String text) {
			return this.later.thenApply(this::fatal);
		}

		@SuppressWarnings("unused")
		Flux<CompletableFuture<String>> partly(String text) {
			return Flux.just(this.later).concatWith(Mono.error(new IllegalStateException("not today")));
		}

		@SuppressWarnings("unused")
		Mono<String> mono(String text) {
			return Mono.fromFuture(this.later);
		}

		byte[] bytes(byte[] payload) {
			return payload;
		}

		ByteBuffer buffer(ByteBuffer payload) {
			return payload;
		}

		Datagram datagram(Datagram payload) {
			return payload;
		}

		String text(String payload) {
			return payload;
		}

		Answer json(String payload) {
			return new Answer(payload);
		}

		Unwritable unwritable() {
			return new Unwritable();
		}

		Optional<String> optional(String payload) {
			return Optional.of(payload);
		}

		Message<String> message(String text) {
			return new GenericMessage<>(text);
		}

		CompletableFuture<String> future(String payload) {
			return CompletableFuture.completedFuture(payload);
		}

		CompletionStage<Optional<String>> stageOfOption(String payload) {
			return CompletableFuture.completedStage(Optional.of(payload));
		}

		CompletableFuture<String> later() {
			return this.later;
		}

		CompletableFuture<String> laterStill() {
			return this.later.thenApply(String::trim);
		}

		void nothing() {
		}

		String nullText() {
			return null;
		}

		Optional<String> noOption() {
			return Optional.empty();
		}

		CompletableFuture<Void> nullFuture() {
			return CompletableFuture.completedFuture(null);
		}

	}

	/**
	 * Counts what is kept.
	 */
	private record Keeping(AtomicInteger kept, List<Datagram> failed) implements LateFailures {

		@Override
		public boolean tryKeep(int length) {
			this.kept.incrementAndGet();
			return true;
		}

		@Override
		public void giveBack(int length) {
			this.kept.decrementAndGet();
		}

		@Override
		public void failed(Throwable failure, Datagram datagram, long start) {
			this.failed.add(datagram);
		}

	}

}
