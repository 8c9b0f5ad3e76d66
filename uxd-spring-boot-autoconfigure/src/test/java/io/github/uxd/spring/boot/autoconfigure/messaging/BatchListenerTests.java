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

package io.github.uxd.spring.boot.autoconfigure.messaging;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.BatchDatagramListener;
import io.github.uxd.spring.BatchListenerFailedException;
import io.github.uxd.spring.HandlingFailure;
import io.github.uxd.spring.TestSockets;
import io.github.uxd.spring.UxdErrorHandler;
import io.github.uxd.spring.UxdHeaders;
import io.github.uxd.spring.annotation.UxdListener;
import io.github.uxd.spring.boot.autoconfigure.UxdAutoConfigurations;
import io.github.uxd.spring.listener.PeerPoller;
import io.github.uxd.spring.listener.UxdListenerCustomizer;
import io.github.uxd.spring.listener.UxdListenerEndpoint;
import io.github.uxd.spring.listener.UxdListenerRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.messaging.Message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests listener methods that are called with batches.
 */
@Timeout(60)
class BatchListenerTests {

	private final List<HandlingFailure> failures = new CopyOnWriteArrayList<>();

	@TempDir
	private Path directory;

	private ApplicationContextRunner runner;

	@BeforeEach
	void prepareApplication() {
		this.runner = new ApplicationContextRunner().withConfiguration(UxdAutoConfigurations.with())
			.withPropertyValues("uxd.path=" + this.directory.resolve("p"))
			.withBean(UxdErrorHandler.class, () -> this.failures::add);
	}

	@Test
	void aBatchIsWhatIsThere() {
		Texts texts = new Texts();
		this.runner.withBean("texts", Texts.class, () -> texts).run((context) -> {
			sendTogether(context, "a", "b", "c");
			await().untilAsserted(() -> assertThat(texts.batches).containsExactly(List.of("a", "b", "c")));
			TestSockets.send(context.getBean(Peer.class).path(), "d");
			await()
				.untilAsserted(() -> assertThat(texts.batches).containsExactly(List.of("a", "b", "c"), List.of("d")));
		});
	}

	@Test
	void aBatchIsNoLargerThanThePollersBatchSize() {
		Texts texts = new Texts();
		this.runner.withBean("texts", Texts.class, () -> texts)
			.withPropertyValues("uxd.poller.batch-size=3")
			.run((context) -> {
				sendTogether(context, "1", "2", "3", "4", "5", "6", "7");
				await().untilAsserted(() -> assertThat(texts.batches).containsExactly(List.of("1", "2", "3"),
						List.of("4", "5", "6"), List.of("7")));
			});
	}

	@Test
	void aBatchHasWhatADatagramCanBe() {
		Kinds kinds = new Kinds();
		this.runner.withBean("kinds", Kinds.class, () -> kinds).run((context) -> {
			sendTogether(context, "{\"n\":1}", "{\"n\":2}");
			await().untilAsserted(() -> assertThat(kinds.seen).contains("datagrams {\"n\":1} {\"n\":2} main",
					"bytes 7 7", "numbers 1 2", "messages 1 main 2 main"));
		});
	}

	@Test
	void aDatagramThatCannotBeConvertedFailsAlone() {
		Kinds kinds = new Kinds();
		this.runner.withBean("kinds", Kinds.class, () -> kinds).run((context) -> {
			sendTogether(context, "{\"n\":1}", "no JSON", "{\"n\":2}");
			await().untilAsserted(() -> assertThat(kinds.seen).contains("numbers 1 2"));
			assertThat(this.failures).filteredOn((failure) -> failure.getListenerId().equals("kinds.numbers"))
				.singleElement()
				.satisfies((failure) -> {
					assertThat(failure.getDatagram().text()).isEqualTo("no JSON");
					assertThat(failure.isCausedBySender()).isTrue();
				});
		});
	}

	@Test
	void theOneThatIsNamedFailsAndTheRestGoesOn() {
		Texts texts = new Texts();
		texts.action = (batch) -> {
			if (batch.contains("bad")) {
				throw new BatchListenerFailedException("as asked", new IllegalStateException("it is bad"),
						batch.indexOf("bad"));
			}
		};
		this.runner.withBean("texts", Texts.class, () -> texts)
			.withPropertyValues("uxd.listener.retry.max-retries=2", "uxd.listener.retry.initial-interval=0")
			.run((context) -> {
				sendTogether(context, "a", "bad", "b", "c");
				await().untilAsserted(() -> assertThat(texts.batches).containsExactly(List.of("a", "bad", "b", "c"),
						List.of("bad"), List.of("bad"), List.of("b", "c")));
				await().until(() -> this.failures.size() == 1);
				HandlingFailure failure = this.failures.get(0);
				assertThat(failure.getDatagram().text()).isEqualTo("bad");
				assertThat(failure.getCause()).hasMessage("it is bad");
				assertThat(failure.getAttempts()).isEqualTo(3);
				assertThat(failure.getListenerId()).isEqualTo("texts.take");
			});
	}

	@Test
	void whereNoneIsNamedAllAreTriedAgainAndFail() {
		Texts texts = new Texts();
		texts.action = (batch) -> {
			throw new IllegalStateException("none of them");
		};
		this.runner.withBean("texts", Texts.class, () -> texts)
			.withPropertyValues("uxd.listener.retry.max-retries=1", "uxd.listener.retry.initial-interval=0")
			.run((context) -> {
				sendTogether(context, "a", "b");
				await().until(() -> this.failures.size() == 2);
				assertThat(texts.batches).containsExactly(List.of("a", "b"), List.of("a", "b"));
				assertThat(this.failures).extracting((failure) -> failure.getDatagram().text())
					.containsExactly("a", "b");
				assertThat(this.failures).extracting(HandlingFailure::getAttempts).containsOnly(2);
			});
	}

	@Test
	void aPolicyThatFailsHasTheBatchFailAndThePeerGoOn() {
		Texts texts = new Texts();
		texts.action = (batch) -> {
			if (batch.contains("bad")) {
				throw new IllegalStateException("as asked");
			}
		};
		this.runner.withBean("texts", Texts.class, () -> texts)
			.withBean(UxdListenerCustomizer.class, () -> (endpoint) -> endpoint.retryPolicy((failure) -> {
				throw new IllegalArgumentException("can't say");
			}))
			.run((context) -> {
				sendTogether(context, "bad");
				await().until(() -> this.failures.size() == 1);
				assertThat(this.failures.get(0).getCause()).hasMessage("as asked")
					.satisfies((failure) -> assertThat(failure.getSuppressed()[0]).hasMessage("can't say"));
				sendTogether(context, "good");
				await().until(() -> texts.batches.contains(List.of("good")));
				assertThat(context.getBean(PeerPoller.class).getLastFailure().handling()).isNotNull();
			});
	}

	@Test
	void aFilterThatStopsThePeerLosesNothingWithoutAWord() {
		Texts texts = new Texts();
		this.runner.withBean("texts", Texts.class, () -> texts).run((context) -> {
			PeerPoller poller = context.getBean(PeerPoller.class);
			AtomicInteger asked = new AtomicInteger();
			UxdListenerRegistry registry = context.getBean(UxdListenerRegistry.class);
			List<String> filtered = new CopyOnWriteArrayList<>();
			registry.register(UxdListenerEndpoint
				.batchBuilder("stops", (datagrams, peer) -> datagrams.forEach((one) -> filtered.add(one.text())))
				.autoStartup(true)
				.filter((datagram, peer) -> {
					if (asked.getAndIncrement() == 0) {
						poller.stop();
					}
					return true;
				})
				.build());
			sendTogether(context, "a", "b", "c");
			await().until(() -> !poller.isRunning());
			await().untilAsserted(() -> {
				assertThat(texts.batches.stream().flatMap(List::stream)).containsExactly("a", "b", "c");
				assertThat(filtered.size() + poller.getDropped()).isEqualTo(3);
				assertThat(filtered).doesNotHaveDuplicates().isSubsetOf("a", "b", "c");
			});
		});
	}

	@Test
	void anIndexThatIsNotThereSaysThatAllHaveFailed() {
		Texts texts = new Texts();
		texts.action = (batch) -> {
			throw new BatchListenerFailedException("counted wrongly", 7);
		};
		this.runner.withBean("texts", Texts.class, () -> texts).run((context) -> {
			sendTogether(context, "a", "b");
			await().until(() -> this.failures.size() == 2);
		});
	}

	@Test
	void aStopHandsOverWhatWasSent() {
		Texts texts = new Texts();
		String[] numbers = IntStream.range(0, 10).mapToObj(Integer::toString).toArray(String[]::new);
		this.runner.withBean("texts", Texts.class, () -> texts).run((context) -> {
			PeerPoller poller = context.getBean(PeerPoller.class);
			pause(poller);
			TestSockets.send(context.getBean(Peer.class).path(), numbers);
			poller.stop();
			assertThat(texts.batches.stream().flatMap(List::stream)).containsExactly(numbers);
			assertThat(poller.getDropped()).isZero();
		});
	}

	@Test
	void aBatchThatClosesTheApplicationTakesNothingFromAnother() {
		Texts texts = new Texts();
		Texts others = new Texts();
		AtomicInteger calls = new AtomicInteger();
		this.runner.withBean("closing", Texts.class, () -> texts)
			.withBean("other", Texts.class, () -> others)
			.run((context) -> {
				texts.action = (batch) -> {
					if (calls.getAndIncrement() == 0) {
						context.getSourceApplicationContext().close();
					}
				};
				PeerPoller poller = context.getBean(PeerPoller.class);
				sendTogether(context, "a", "b", "c");
				await().untilAsserted(() -> {
					assertThat(texts.batches.stream().flatMap(List::stream)).containsExactly("a", "b", "c");
					assertThat(others.batches.stream().flatMap(List::stream)).containsExactly("a", "b", "c");
				});
				await().until(() -> !poller.isRunning());
				assertThat(poller.getDropped()).isZero();
			});
	}

	@Test
	void whatIsCollectedForAListenerThatIsRemovedIsCounted() {
		List<Datagram> seen = new CopyOnWriteArrayList<>();
		this.runner.run((context) -> {
			UxdListenerRegistry registry = context.getBean(UxdListenerRegistry.class);
			// Called for each datagram after that which collects it, so before the batch
			// ends.
			Texts texts = new Texts();
			registry.register("batch", "", 0, true, batchOf(texts));
			registry.register("removes", "", 1, true, (datagram, peer) -> {
				seen.add(datagram);
				registry.unregister("batch");
			});
			sendTogether(context, "a");
			await().until(() -> seen.size() == 1);
			await().until(() -> context.getBean(PeerPoller.class).getDropped() == 1);
			assertThat(texts.batches).isEmpty();
		});
	}

	private static BatchDatagramListener batchOf(Texts texts) {
		return (datagrams, peer) -> texts.take(datagrams.stream().map(Datagram::text).toList());
	}

	@Test
	void aBatchCountsOnceInTheTimerAndWhatIsNotConvertedToo() {
		Kinds.Numbered numbers = new Kinds.Numbered();
		SimpleMeterRegistry meters = new SimpleMeterRegistry();
		this.runner.withBean("numbers", Kinds.Numbered.class, () -> numbers)
			.withBean(MeterRegistry.class, () -> meters)
			.withPropertyValues("uxd.listener.retry.max-retries=1", "uxd.listener.retry.initial-interval=0")
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
					CompositeMeterRegistryAutoConfiguration.class))
			.run((context) -> {
				sendTogether(context, "{\"n\":1}", "{\"n\":2}", "no JSON", "{\"n\":3}");
				await().untilAsserted(() -> {
					assertThat(timed(meters, "none")).isEqualTo(1);
					assertThat(timed(meters, "MessageConversionException")).isEqualTo(1);
				});
				numbers.fails = true;
				sendTogether(context, "{\"n\":4}", "{\"n\":5}");
				await().untilAsserted(() -> assertThat(timed(meters, "IllegalStateException")).isEqualTo(1));
				assertThat(this.failures).hasSize(3);
			});
	}

	private static long timed(MeterRegistry meters, String exception) {
		return meters.find("uxd.listener").tag("exception", exception).timers().stream().mapToLong(Timer::count).sum();
	}

	@Test
	@Tag("once")
	@Timeout(240)
	void aMillionDatagramsComeInTheirOrderAndNoneIsLost() throws Exception {
		Numbers numbers = new Numbers();
		int count = 1_000_000;
		this.runner.withBean("numbers", Numbers.class, () -> numbers).run((context) -> {
			UxdAddress destination = UxdAddress.of(context.getBean(Peer.class).path());
			try (Peer sender = Peer.builder().temp(true).name("sender").build()) {
				sender.open();
				for (int i = 0; i < count && this.failures.isEmpty(); i++) {
					TestSockets.send(sender, Integer.toString(i).getBytes(StandardCharsets.US_ASCII), destination);
				}
				await().until(() -> numbers.next == count || !this.failures.isEmpty());
			}
			assertThat(this.failures).isEmpty();
			assertThat(numbers.wrong).isZero();
			assertThat(numbers.next).isEqualTo(count);
			assertThat(numbers.batches).isLessThan(count);
		});
	}

	@ParameterizedTest
	@MethodSource
	void aMethodThatTakesNoBatchEndsTheStart(Class<?> bean, String reason) {
		this.runner.withBean("wrong", bean)
			.run((context) -> assertThat(context).getFailure()
				.hasMessageContaining("@UxdListener on " + bean.getName() + ".take of bean 'wrong' can't listen: ")
				.hasMessageContaining(reason));
	}

	static Stream<Arguments> aMethodThatTakesNoBatchEndsTheStart() {
		return Stream.of(Arguments.of(OneText.class, "a batch is a List"),
				Arguments.of(SourceBeside.class, "take a List<Datagram>"),
				Arguments.of(OfAnything.class, "nobody knows what is in its list"),
				Arguments.of(Answering.class, "make it return void"),
				Arguments.of(Unclear.class, "its batch must be true or false, and is 'maybe'"));
	}

	@Test
	void batchesOnOtherThreadsEndTheStart() {
		this.runner.withBean("texts", Texts.class)
			.withPropertyValues("uxd.dispatch.mode=pool")
			.run((context) -> assertThat(context).getFailure()
				.hasMessageContaining("batches are made on the thread that receives")
				.hasMessageContaining("dispatch.mode"));
	}

	private static void sendTogether(ApplicationContext context, String... payloads) throws Exception {
		PeerPoller poller = context.getBean(PeerPoller.class);
		pause(poller);
		TestSockets.send(context.getBean(Peer.class).path(), payloads);
		poller.resume();
	}

	private static void pause(PeerPoller poller) {
		poller.pause();
		await().until(poller::isPaused);
	}

	static class Texts {

		private final List<List<String>> batches = new CopyOnWriteArrayList<>();

		private volatile Consumer<List<String>> action = (batch) -> {
		};

		@UxdListener(batch = "true")
		void take(List<String> batch) {
			this.batches.add(batch);
			this.action.accept(batch);
		}

	}

	static class Numbers {

		private volatile int next;

		private int wrong;

		private int batches;

		@UxdListener(batch = "true")
		void take(List<String> batch) {
			int expected = this.next;
			for (String text : batch) {
				if (Integer.parseInt(text) != expected++) {
					this.wrong++;
				}
			}
			this.batches++;
			this.next = expected;
		}

	}

	static class Kinds {

		private final List<String> seen = new CopyOnWriteArrayList<>();

		@UxdListener(batch = "true")
		void datagrams(List<Datagram> datagrams, Peer peer) {
			see("datagrams", datagrams.stream().map(Datagram::text), peer.name());
		}

		@UxdListener(batch = "true")
		void bytes(List<byte[]> datagrams) {
			see("bytes", datagrams.stream().map((bytes) -> bytes.length));
		}

		@UxdListener(batch = "${unset:TRUE}")
		void numbers(List<Number> numbers) {
			see("numbers", numbers.stream().map(Number::n));
		}

		@UxdListener(batch = "#{true}")
		void messages(List<Message<Number>> messages) {
			see("messages", messages.stream()
				.map((message) -> message.getPayload().n() + " " + message.getHeaders().get(UxdHeaders.PEER_ID)));
		}

		private void see(String what, Stream<?> values, String... more) {
			List<String> words = new ArrayList<>(List.of(what));
			values.map(Object::toString).forEach(words::add);
			words.addAll(List.of(more));
			this.seen.add(String.join(" ", words));
		}

		record Number(int n) {
		}

		static class Numbered {

			private volatile boolean fails;

			@UxdListener(batch = "true")
			void take(List<Number> numbers) {
				if (this.fails) {
					throw new IllegalStateException("as asked");
				}
			}

		}

	}

	static class OneText {

		@UxdListener(batch = "true")
		void take(String text) {
		}

	}

	static class SourceBeside {

		@UxdListener(batch = "true")
		void take(List<String> texts, UxdAddress source) {
		}

	}

	static class OfAnything {

		@UxdListener(batch = "true")
		void take(List<?> things) {
		}

	}

	static class Answering {

		@UxdListener(batch = "true")
		String take(List<String> texts) {
			return "nobody gets this";
		}

	}

	static class Unclear {

		@UxdListener(batch = "maybe")
		void take(List<String> texts) {
		}

	}

}
