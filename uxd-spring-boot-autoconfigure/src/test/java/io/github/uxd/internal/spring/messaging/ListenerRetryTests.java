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
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.uxd.Peer;
import io.github.uxd.internal.spring.listener.TestPollers;
import io.github.uxd.internal.spring.listener.ThreadedPeerPoller;
import io.github.uxd.spring.HandlingFailure;
import io.github.uxd.spring.HandlingFailure.Kind;
import io.github.uxd.spring.OnEachTransport;
import io.github.uxd.spring.TestSockets;
import io.github.uxd.spring.listener.UxdListenerContainer;
import io.github.uxd.spring.listener.UxdListenerEndpoint;
import io.github.uxd.spring.listener.UxdListenerRegistry;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.core.convert.ConversionException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.support.MethodArgumentNotValidException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Timeout(60)
class ListenerRetryTests extends OnEachTransport {

	private final RetryPolicy twoRetries = RetryPolicy.builder().maxRetries(2).delay(Duration.ZERO).build();

	private final RecordedReplies replies = new RecordedReplies();

	private final Bean bean = new Bean();

	private final BlockingQueue<HandlingFailure> failures = new LinkedBlockingQueue<>();

	@TempDir
	Path directory;

	private Peer peer;

	private ThreadedPeerPoller poller;

	private UxdListenerRegistry registry;

	@BeforeEach
	void startPoller() {
		this.peer = Peer.builder().transport(this.transport).path(this.directory.resolve("retry")).build();
		this.poller = TestPollers.of(this.peer).errorHandler(this.failures::add).create();
		this.registry = TestPollers.registry(this.poller);
		this.poller.start();
	}

	@AfterEach
	void stopPoller() {
		this.poller.stop();
		this.peer.close();
		TestSockets.awaitNoPollerThreads();
	}

	@Test
	void withoutRetriesTheMethodIsCalledOnceAndItsExceptionComesAsItIs() throws Exception {
		HandlingFailure failure = fail("fail", "x", null);
		assertThat(failure.getCause()).isInstanceOf(IOException.class).hasMessage("failure 1").hasNoCause();
		assertThat(failure.getAttempts()).isEqualTo(1);
		assertThat(failure.getListenerId()).isEqualTo("fail");
		assertThat(failure.getPeerId()).isEqualTo("tested");
		assertThat(failure.getKind()).isEqualTo(Kind.LISTENER);
		assertThat(failure.isCausedBySender()).isFalse();
	}

	@Test
	void anErrorIsTriedAgainToo() throws Exception {
		assertThat(fail("error", "x", this.twoRetries).getCause()).isInstanceOf(AssertionError.class);
		assertThat(this.bean.calls).hasSize(3);
	}

	@Test
	void whenAllTriesFailTheLastExceptionComesAsItIs() throws Exception {
		HandlingFailure failure = fail("fail", "x", this.twoRetries);
		assertThat(failure.getCause()).isInstanceOf(IOException.class).hasMessage("failure 3").hasNoCause();
		assertThat(failure.getAttempts()).isEqualTo(3);
		assertThat(this.replies.texts()).isEmpty();
	}

	@Test
	void onceATrySucceedsItsResultIsTheOnlyReply() throws Exception {
		send("succeedAtLast", "x", this.twoRetries);
		await().untilAsserted(() -> assertThat(this.replies.texts()).containsExactly("x"));
		assertThat(this.bean.calls).hasSize(3);
		assertThat(this.failures).isEmpty();
	}

	@Test
	void eachTryHasArgumentsOfItsOwn() throws Exception {
		send("spoilArguments", "x", this.twoRetries);
		await().untilAsserted(() -> assertThat(this.bean.calls).containsExactly("xx", "xx", "xx"));
	}

	@Test
	void whatCannotBeConvertedIsNotTriedAgainAndTheSendersFault() throws Exception {
		List<Throwable> causes = new ArrayList<>();
		for (String payload : List.of("{nonsense", "{\"value\":-1}")) {
			causes.add(failOfSender("reading", payload));
		}
		assertThat(causes.get(0)).isInstanceOf(MessageConversionException.class);
		assertThat(causes.get(1)).isInstanceOf(MethodArgumentNotValidException.class);
		assertThat(failOfSender("header", "x")).isInstanceOf(ConversionException.class);
		assertThat(this.bean.calls).isEmpty();
	}

	@Test
	void aMessagingExceptionOfTheMethodItselfIsTriedAgain() throws Exception {
		HandlingFailure failure = fail("forward", "x", this.twoRetries);
		assertThat(failure.getCause()).isInstanceOf(MessageConversionException.class);
		assertThat(failure.isCausedBySender()).isFalse();
		assertThat(this.bean.calls).hasSize(3);
	}

	@Test
	void aPolicyThatWantsNoRetryEndsTheTries() throws Exception {
		assertThat(fail("fail", "x", (failure) -> false).getAttempts()).isEqualTo(1);
	}

	@Test
	void aPolicyWhoseTimeIsUpEndsTheTries() throws Exception {
		RetryPolicy policy = RetryPolicy.builder()
			.maxRetries(1000)
			.delay(Duration.ofSeconds(10))
			.timeout(Duration.ofSeconds(5))
			.build();
		assertThat(fail("fail", "x", policy).getAttempts()).isEqualTo(1);
	}

	@Test
	void aStopEndsTheTriesAndWhatWasSentBeforeIsHandledInTime() throws Exception {
		send("failTheFirst", "a", hourly());
		await().until(() -> this.bean.calls.size() == 1);
		TestSockets.send(this.peer.path(), "b");
		this.poller.stop();
		assertThat(this.bean.calls).containsExactly("a", "b");
		assertThat(this.failures).singleElement()
			.satisfies((failure) -> assertThat(failure.getAttempts()).isEqualTo(1));
	}

	@Test
	void aListenerThatIsStoppedIsNotTriedAgain() throws Exception {
		UxdListenerContainer container = send("failTheFirst", "a", hourly());
		await().until(() -> this.bean.calls.size() == 1);
		container.stop();
		assertThat(this.failures.poll(10, TimeUnit.SECONDS)).isNotNull();
		assertThat(this.bean.calls).containsExactly("a");
	}

	private static RetryPolicy hourly() {
		return RetryPolicy.builder().maxRetries(100).delay(Duration.ofHours(1)).build();
	}

	private Throwable failOfSender(String method, String payload) throws Exception {
		CountingPolicy policy = new CountingPolicy();
		HandlingFailure failure = fail(method, payload, policy);
		assertThat(failure.isCausedBySender()).isTrue();
		assertThat(policy.asked).isZero();
		return failure.getCause();
	}

	private HandlingFailure fail(String method, String payload, @Nullable RetryPolicy policy) throws Exception {
		send(method, payload, policy);
		HandlingFailure failure = this.failures.poll(10, TimeUnit.SECONDS);
		assertThat(failure).isNotNull();
		return failure;
	}

	private UxdListenerContainer send(String method, String payload, @Nullable RetryPolicy policy) throws Exception {
		this.registry.getContainers().forEach((other) -> this.registry.unregister(other.getListenerId()));
		UxdListenerContainer container = this.registry
			.register(UxdListenerEndpoint.builder(method, TestListeners.listener(this.bean, method, this.replies))
				.autoStartup(true)
				.retryPolicy(policy)
				.build());
		TestSockets.send(this.peer.path(), payload);
		return container;
	}

	private static final class CountingPolicy implements RetryPolicy {

		private int asked;

		@Override
		public boolean shouldRetry(Throwable failure) {
			this.asked++;
			return false;
		}

	}

	record Reading(@Min(0) int value) {
	}

	@SuppressWarnings("unused")
	static class Bean {

		private final List<String> calls = new CopyOnWriteArrayList<>();

		void fail() throws IOException {
			this.calls.add("");
			throw new IOException("failure " + this.calls.size());
		}

		void error() {
			this.calls.add("");
			throw new AssertionError("an error");
		}

		void failTheFirst(String payload) {
			this.calls.add(payload);
			if (this.calls.size() == 1) {
				throw new IllegalStateException("as asked");
			}
		}

		String succeedAtLast(String payload) {
			this.calls.add(payload);
			if (this.calls.size() < 3) {
				throw new IllegalStateException("not yet");
			}
			return payload;
		}

		void spoilArguments(byte[] payload, ByteBuffer buffer) {
			this.calls.add(new String(payload, StandardCharsets.UTF_8) + (char) buffer.get());
			payload[0] = '-';
			if (this.calls.size() < 3) {
				throw new IllegalStateException("not yet");
			}
		}

		void reading(@Valid Reading reading) {
			this.calls.add(reading.toString());
		}

		void header(@Header("uxd_peerId") int number) {
			this.calls.add("" + number);
		}

		void forward(String payload) {
			this.calls.add(payload);
			throw new MessageConversionException("of somewhere else");
		}

	}

}
