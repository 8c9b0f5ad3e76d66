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
import java.io.InputStream;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.sun.management.ThreadMXBean;
import io.github.uxd.Datagram;
import io.github.uxd.DatagramView;
import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import io.github.uxd.internal.spring.listener.DispatchSettings;
import io.github.uxd.internal.spring.listener.TestPollers;
import io.github.uxd.internal.spring.listener.ThreadedPeerPoller;
import io.github.uxd.spring.HandlingFailure;
import io.github.uxd.spring.TestSockets;
import io.github.uxd.spring.UxdHeaders;
import io.github.uxd.spring.listener.DispatchMode;
import io.github.uxd.spring.listener.UxdListenerEndpoint;
import io.github.uxd.spring.listener.WhenFull;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.retry.RetryPolicy;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHandlingException;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.support.GenericMessage;
import org.springframework.scheduling.annotation.Async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Listener methods of a peer that receives, on the thread that does.
 */
class ListenerViewTests {

	private final List<Object> received = new CopyOnWriteArrayList<>();

	private final List<HandlingFailure> failures = new CopyOnWriteArrayList<>();

	private Peer peer;

	private ThreadedPeerPoller poller;

	@BeforeEach
	void makePeer() throws Exception {
		this.peer = Peer.builder().name("viewed").temp(true).source(false).build();
	}

	@AfterEach
	void stop() {
		this.poller.stop();
		this.peer.close();
	}

	@Test
	void aMethodMayTakeTheView() throws Exception {
		listen("view", DispatchSettings.CALLER, null);
		TestSockets.send(this.peer.path(), "1", "2");
		await().until(() -> this.received.size() == 4);
		assertThat(this.received.get(0)).isInstanceOf(DatagramView.class).isSameAs(this.received.get(2));
		assertThat(this.received.get(1)).isEqualTo("1");
		assertThat(this.received.get(3)).isEqualTo("2");
	}

	@Test
	void aViewThatIsReturnedIsAnsweredWithItsBytes() throws Exception {
		RecordedReplies replies = new RecordedReplies();
		this.peer.close();
		this.peer = Peer.builder().name("viewed").temp(true).build();
		listen(TestListeners.listener(this, "sameView", replies), DispatchSettings.CALLER, null);
		try (Peer sender = Peer.builder().name("asks").temp(true).build()) {
			sender.open();
			for (String text : List.of("one", "two")) {
				TestSockets.send(sender, text.getBytes(StandardCharsets.UTF_8), UxdAddress.of(this.peer.path()));
			}
			await().until(() -> replies.texts().size() == 2);
		}
		assertThat(replies.texts()).containsExactly("one", "two");
	}

	@Test
	void aMessageOfBytesThatNeedNoConverterMayBeKept() throws Exception {
		listen("messages", DispatchSettings.CALLER, null);
		TestSockets.send(this.peer.path(), "one", "two");
		await().until(() -> this.received.size() == 4 || !this.failures.isEmpty());
		assertThat(this.failures).isEmpty();
		assertThat(this.received).extracting((message) -> {
			Object payload = ((Message<?>) message).getPayload();
			return (payload instanceof Datagram datagram) ? datagram.text()
					: StandardCharsets.UTF_8.decode((ByteBuffer) payload).toString();
		}).containsExactly("one", "one", "two", "two");
		assertThat(((Message<?>) this.received.get(0)).getHeaders()).containsKey(UxdHeaders.PEER);
	}

	@Test
	void onOtherThreadsThereIsNoView() {
		this.poller = TestPollers.of(this.peer)
			.dispatch(new DispatchSettings(DispatchMode.POOL, 2, 10, WhenFull.BLOCK))
			.create();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> TestPollers.registry(this.poller)
				.register("view", "", 0, true, TestListeners.listener(this, "view")))
			.withMessageContaining("a DatagramView is there on the thread that receives only")
			.withMessageContaining("peer 'tested'")
			.withMessageContaining("dispatch.mode");
	}

	@Test
	void aBufferIsWhatWasReceivedIn() throws Exception {
		listen("buffer", DispatchSettings.CALLER, null);
		TestSockets.send(this.peer.path(), "one", "two");
		await().until(() -> this.received.size() == 4);
		assertThat(this.received).containsExactly("one", true, "two", true);
	}

	@Test
	void onOtherThreadsABufferIsOverACopy() throws Exception {
		listen("keep", new DispatchSettings(DispatchMode.POOL, 2, 10, WhenFull.BLOCK), null);
		TestSockets.send(this.peer.path(), "one", "two");
		await().until(() -> this.received.size() == 2);
		assertThat(this.received)
			.extracting((buffer) -> StandardCharsets.UTF_8.decode(((ByteBuffer) buffer).duplicate()).toString())
			.containsExactly("one", "two");
	}

	@ParameterizedTest
	@ValueSource(strings = { "stage", "completable", "future", "publisher", "optionalStage", "messageOfStage", "async",
			"metaAsync" })
	void whoseWorkGoesOnAfterTheCallIsGivenACopy(String method) throws Exception {
		listen(method, DispatchSettings.CALLER, null);
		TestSockets.send(this.peer.path(), "one", "two");
		await().until(() -> this.received.size() == 2);
		assertThat(keptTexts()).containsExactly("one", "two");
	}

	@Test
	void allMethodsOfAnAsynchronousClassAreGivenACopy() throws Exception {
		listen(TestListeners.listener(new Asynchronous(), "buffer"), DispatchSettings.CALLER, null);
		TestSockets.send(this.peer.path(), "one", "two");
		await().until(() -> this.received.size() == 2);
		assertThat(keptTexts()).containsExactly("one", "two");
	}

	@Test
	void whatCantBeConvertedForALaterAnswerIsItsSendersFault() throws Exception {
		listen("laterNumbers", DispatchSettings.CALLER, RetryPolicy.builder().maxRetries(3).build());
		TestSockets.send(this.peer.path(), "{nonsense");
		await().until(() -> this.failures.size() == 1);
		assertThat(this.failures.get(0).isCausedBySender()).isTrue();
		assertThat(this.failures.get(0).getAttempts()).isEqualTo(1);
	}

	private Stream<String> keptTexts() {
		return this.received.stream().map((buffer) -> StandardCharsets.UTF_8.decode((ByteBuffer) buffer).toString());
	}

	@Test
	void everythingElseMayBeKept() throws Exception {
		listen("all", DispatchSettings.CALLER, null);
		TestSockets.send(this.peer.path(), "grün", "grüner", "rot");
		await().until(() -> this.received.size() == 15);
		for (String text : List.of("grün", "grüner", "rot")) {
			assertThat(this.received.remove(0)).isEqualTo(text);
			assertThat((byte[]) this.received.remove(0)).asString(StandardCharsets.UTF_8).isEqualTo(text);
			assertThat(((Datagram) this.received.remove(0)).text()).isEqualTo(text);
			assertThat(this.received.remove(0)).isEqualTo(Optional.empty());
			assertThat(this.received.remove(0)).isSameAs(this.peer);
		}
	}

	@Test
	void streamsAreOverACopyAndWithoutBytesThereIsNoPayloadThatNeedNotBeThere() throws Exception {
		HandlerMethodListener listener = TestListeners.listener(this, "streams");
		assertThat(viewCallOf("streams")).isNotNull();
		listen(listener, DispatchSettings.CALLER, null);
		TestSockets.send(this.peer.path(), "grün", "");
		await().until(() -> this.received.size() == 6);
		assertThat(this.received).containsExactly("grün", "grün", Optional.of("grün"), "", "", Optional.empty());
	}

	private static @Nullable ViewCall viewCallOf(String method) throws Exception {
		return ((DatagramHandlerMethod) TestListeners.factory()
			.createInvocableHandlerMethod(new ListenerViewTests(),
					Stream.of(ListenerViewTests.class.getDeclaredMethods())
						.filter((candidate) -> candidate.getName().equals(method))
						.findFirst()
						.orElseThrow()))
			.viewCall();
	}

	@Test
	void jsonComesBesideTheView() throws Exception {
		listen("numbers", DispatchSettings.CALLER, null);
		TestSockets.send(this.peer.path(), "[1,2]", "[3]");
		await().until(() -> this.received.size() == 4);
		assertThat(this.received).containsExactly(List.of(1, 2), "[1,2]", List.of(3), "[3]");
	}

	@Test
	void whatADatagramLacksIsItsSendersFault() throws Exception {
		listen("source", DispatchSettings.CALLER, RetryPolicy.builder().maxRetries(3).build());
		TestSockets.send(this.peer.path(), "unbound");
		await().until(() -> this.failures.size() == 1);
		HandlingFailure failure = this.failures.get(0);
		assertThat(failure.isCausedBySender()).isTrue();
		assertThat(failure.getAttempts()).isEqualTo(1);
		assertThat(failure.getDatagram().text()).isEqualTo("unbound");
		assertThat(failure.getCause()).isInstanceOf(MessageHandlingException.class)
			.hasMessageContaining("the datagram has no source");
		assertThat(this.received).isEmpty();
	}

	@Test
	void whatIsNoJsonIsItsSendersFault() throws Exception {
		listen("numbers", DispatchSettings.CALLER, RetryPolicy.builder().maxRetries(3).build());
		TestSockets.send(this.peer.path(), "{nonsense");
		await().until(() -> this.failures.size() == 1);
		assertThat(this.failures.get(0).isCausedBySender()).isTrue();
		assertThat(this.failures.get(0).getAttempts()).isEqualTo(1);
	}

	@Test
	void whatIsTriedAgainHasTheSameBytes() throws Exception {
		listen("fail", DispatchSettings.CALLER, RetryPolicy.builder().maxRetries(2).delay(Duration.ZERO).build());
		TestSockets.send(this.peer.path(), "one", "two");
		await().until(() -> this.failures.size() == 2);
		assertThat(this.received).containsExactly("one", "one", "one", "two", "two", "two");
		assertThat(this.failures).extracting((failure) -> failure.getDatagram().text()).containsExactly("one", "two");
		assertThat(this.failures).extracting(HandlingFailure::getAttempts).containsOnly(3);
		assertThat(this.failures).extracting(HandlingFailure::getCause).hasOnlyElementsOfType(AssertionError.class);
	}

	@Test
	void aBufferStaysAsItIsWhileOthersGoOnInAStop() throws Exception {
		this.poller = TestPollers.of(this.peer).create();
		TestPollers.registry(this.poller).register("stops", "", 0, true, TestListeners.listener(this, "stopInCall"));
		TestPollers.registry(this.poller).register("reads", "", 1, true, TestListeners.listener(this, "read"));
		this.peer.open();
		TestSockets.send(this.peer.path(), "one", "two", "three");
		this.poller.start();
		await().untilAsserted(() -> assertThat(this.received).containsExactly("begun", "one", "begun", "two", "begun",
				"three", "one", "stopped"));
	}

	@Test
	void aViewIsReadByEachThreadForItselfInAStop() throws Exception {
		this.poller = TestPollers.of(this.peer).handlers(this::stopInHandler, this::readInHandler).create();
		TestPollers.registry(this.poller).register("views", "", 0, true, TestListeners.listener(this, "readOfView"));
		this.peer.open();
		TestSockets.send(this.peer.path(), "one", "two");
		this.poller.start();
		await().untilAsserted(() -> assertThat(this.received).containsExactly("begun", "one", "one", "begun", "two",
				"two", "one", "stopped"));
	}

	private void stopInHandler(DatagramView view, Peer peer) {
		boolean first = this.received.isEmpty();
		this.received.add("begun");
		if (first) {
			ByteBuffer payload = view.payload();
			this.poller.stop();
			this.received.add(StandardCharsets.UTF_8.decode(payload).toString());
			this.received.add("stopped");
		}
	}

	private void readInHandler(DatagramView view, Peer peer) {
		read(view.payload());
	}

	@Test
	void whoReceivesHimselfChangesNothingForOthers() throws Exception {
		this.poller = TestPollers.of(this.peer).create();
		TestPollers.registry(this.poller).register("receives", "", 0, true, TestListeners.listener(this, "receive"));
		TestPollers.registry(this.poller).register("reads", "", 1, true, TestListeners.listener(this, "read"));
		this.peer.open();
		TestSockets.send(this.peer.path(), "one", "two");
		this.poller.start();
		await().until(() -> this.received.size() == 3);
		assertThat(this.received).containsExactly("one", "two", "one");
	}

	@Test
	void aMethodWhoseBeanIsGoneIsNotCalled() throws Exception {
		HandlerMethodListener listener = TestListeners.listener(this, "read");
		AtomicBoolean there = new AtomicBoolean();
		listener.guardBy(there::get);
		this.poller = TestPollers.of(this.peer).create();
		this.peer.open();
		TestSockets.send(this.peer.path(), "late", "in time");
		listener.onView(Objects.requireNonNull(this.peer.receiveView()), this.peer);
		assertThat(this.received).isEmpty();
		there.set(true);
		listener.onView(Objects.requireNonNull(this.peer.receiveView()), this.peer);
		assertThat(this.received).containsExactly("in time");
	}

	@Test
	void textsAreTheSameWhereverTheyAreMadeWhateverTheBytes() throws Exception {
		Random random = new Random(17);
		List<byte[]> payloads = Stream.generate(() -> bytes(random)).limit(200).toList();
		listen("texts", DispatchSettings.CALLER, null);
		try (Peer sender = Peer.builder().name("random").temp(true).build()) {
			sender.open();
			for (byte[] payload : payloads) {
				TestSockets.send(sender, payload, UxdAddress.of(this.peer.path()));
			}
		}
		await().until(() -> this.received.size() == 2 * payloads.size());
		for (byte[] payload : payloads) {
			String expected = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(payload)).toString();
			assertThat(this.received.remove(0)).isEqualTo(expected);
			assertThat(this.received.remove(0)).isEqualTo(expected);
		}
	}

	private static byte[] bytes(Random random) {
		// Mostly bytes of which characters of several bytes begin, or go on.
		byte[] bytes = new byte[1 + random.nextInt(20)];
		for (int i = 0; i < bytes.length; i++) {
			bytes[i] = (byte) ((random.nextInt(3) == 0) ? 'a' : 0x80 + random.nextInt(0x80));
		}
		return bytes;
	}

	@Test
	void aBufferIsNoCopy() throws Exception {
		Allocation bean = new Allocation();
		listen(TestListeners.listener(bean, "count"), DispatchSettings.CALLER, null);
		String[] payloads = IntStream.range(0, Allocation.LAST)
			.mapToObj((i) -> "x".repeat(4096))
			.toArray(String[]::new);
		TestSockets.send(this.peer.path(), payloads);
		await().until(() -> bean.bytes != 0);
		assertThat(bean.bytes / (Allocation.LAST - Allocation.FIRST)).isLessThan(1024);
	}

	private void listen(String method, DispatchSettings dispatch, @Nullable RetryPolicy retry) {
		listen(TestListeners.listener(this, method), dispatch, retry);
	}

	private void listen(HandlerMethodListener listener, DispatchSettings dispatch, @Nullable RetryPolicy retry) {
		this.poller = TestPollers.of(this.peer).dispatch(dispatch).errorHandler(this.failures::add).create();
		TestPollers.registry(this.poller)
			.register(UxdListenerEndpoint.builder("tested", listener)
				.order(0)
				.autoStartup(true)
				.retryPolicy(retry)
				.build());
		this.poller.start();
	}

	void view(DatagramView view) {
		this.received.add(view);
		this.received.add(view.text());
	}

	void streams(InputStream bytes, CharSequence text, @Payload(required = false) String ifAny) throws IOException {
		this.received.add(new String(bytes.readAllBytes(), StandardCharsets.UTF_8));
		this.received.add(text);
		this.received.add(Optional.ofNullable(ifAny));
	}

	DatagramView sameView(DatagramView view) {
		return view;
	}

	void messages(Message<ByteBuffer> buffer, Message<Datagram> datagram) {
		this.received.addAll(List.of(buffer, datagram));
	}

	void buffer(ByteBuffer buffer) {
		this.received.add(StandardCharsets.UTF_8.decode(buffer).toString());
		this.received.add(buffer.isDirect() && buffer.isReadOnly());
	}

	void stopInCall(ByteBuffer buffer) {
		boolean first = this.received.isEmpty();
		this.received.add("begun");
		if (first) {
			this.poller.stop();
			this.received.add(StandardCharsets.UTF_8.decode(buffer).toString());
			this.received.add("stopped");
		}
	}

	void readOfView(DatagramView view) {
		read(view.payload());
	}

	void receive(String text, Peer peer) throws Exception {
		this.received.add(text);
		this.received.add(Objects.requireNonNull(peer.receive()).text());
	}

	void read(ByteBuffer buffer) {
		this.received.add(StandardCharsets.UTF_8.decode(buffer).toString());
	}

	void texts(String text, Datagram datagram) {
		this.received.addAll(List.of(text, datagram.text()));
	}

	void keep(ByteBuffer buffer) {
		this.received.add(buffer);
	}

	CompletionStage<String> stage(ByteBuffer buffer) {
		this.received.add(buffer);
		return new CompletableFuture<>();
	}

	CompletableFuture<ByteBuffer> completable(ByteBuffer buffer) {
		this.received.add(buffer);
		return new CompletableFuture<>();
	}

	Future<?> future(ByteBuffer buffer) {
		this.received.add(buffer);
		return new CompletableFuture<>();
	}

	Flow.Publisher<?> publisher(ByteBuffer buffer) {
		this.received.add(buffer);
		return (subscriber) -> {
		};
	}

	Optional<CompletableFuture<String>> optionalStage(ByteBuffer buffer) {
		this.received.add(buffer);
		return Optional.empty();
	}

	Message<CompletableFuture<String>> messageOfStage(ByteBuffer buffer) {
		this.received.add(buffer);
		return new GenericMessage<>(new CompletableFuture<>());
	}

	@Async
	void async(ByteBuffer buffer) {
		this.received.add(buffer);
	}

	@Later
	void metaAsync(ByteBuffer buffer) {
		this.received.add(buffer);
	}

	CompletableFuture<Void> laterNumbers(@Payload List<Integer> numbers) {
		return new CompletableFuture<>();
	}

	void all(String text, byte[] bytes, Datagram datagram, Optional<UxdAddress> source, Peer peer) {
		this.received.addAll(List.of(text, bytes, datagram, source, peer));
	}

	void numbers(@Payload List<Integer> numbers, DatagramView view) {
		this.received.addAll(List.of(numbers, view.text()));
	}

	void source(String text, UxdAddress source) {
		this.received.add(text);
	}

	void fail(ByteBuffer buffer) {
		this.received.add(StandardCharsets.UTF_8.decode(buffer).toString());
		throw new AssertionError("as asked");
	}

	@Async
	@Retention(RetentionPolicy.RUNTIME)
	@interface Later {

	}

	@Later
	class Asynchronous {

		void buffer(ByteBuffer buffer) {
			ListenerViewTests.this.received.add(buffer);
		}

	}

	/**
	 * Finds out what the thread that receives allocates from one datagram to another.
	 */
	static class Allocation {

		static final int FIRST = 20_000;

		static final int LAST = 30_000;

		private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

		private int count;

		private long before;

		private volatile long bytes;

		void count(ByteBuffer buffer) {
			this.count += (buffer.remaining() == 4096) ? 1 : 0;
			if (this.count == FIRST) {
				this.before = allocated();
			}
			else if (this.count == LAST) {
				this.bytes = Math.max(1, allocated() - this.before);
			}
		}

		private static long allocated() {
			return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
		}

	}

}
