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
package io.github.uxd.spring.integration;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.DatagramRecoverer;
import io.github.uxd.spring.HandlingFailure;
import io.github.uxd.spring.TestSockets;
import io.github.uxd.spring.UxdErrorHandler;
import io.github.uxd.spring.annotation.UxdListener;
import io.github.uxd.spring.boot.autoconfigure.UxdAutoConfigurations;
import io.github.uxd.spring.listener.PeerPoller;
import io.github.uxd.spring.listener.UxdListenerContainer;
import io.github.uxd.spring.listener.UxdListenerRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Results of listeners that fail after the method has returned, and those that have
 * failed by then.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class LateFailureTests {

	private final List<HandlingFailure> failures = new CopyOnWriteArrayList<>();

	private final List<CompletableFuture<String>> results = new CopyOnWriteArrayList<>();

	private final AtomicInteger calls = new AtomicInteger();

	@TempDir
	private Path directory;

	@ParameterizedTest
	@ValueSource(strings = { "caller", "pool" })
	void theErrorHandlerIsToldWithTheDatagram(String mode) {
		application(new Future()).withPropertyValues("uxd.dispatch.mode=" + mode).run((context) -> {
			send(context, "a", "b");
			await().until(() -> this.results.size() == 2);
			assertThat(this.failures).isEmpty();
			fail(0);
			fail(1);
			// The method may be about to return the second one.
			await().until(() -> this.failures.size() == 2);
			assertThat(this.failures).extracting((failure) -> failure.getDatagram().text())
				.containsExactlyInAnyOrder("a", "b");
			assertThat(this.failures).allSatisfy((failure) -> {
				assertThat(failure.getCause()).isExactlyInstanceOf(IllegalStateException.class).hasMessage("not today");
				assertThat(failure.getListenerId()).isEqualTo("listener.on");
				assertThat(failure.getAttempts()).isEqualTo(1);
				assertThat(failure.isCausedBySender()).isFalse();
			});
			assertThat(this.calls).as("it isn't tried again").hasValue(2);
			await().until(() -> failedCount(context) == 2);
		});
	}

	@Test
	void theRecovererTakesTheDatagram() {
		List<HandlingFailure> recovered = new CopyOnWriteArrayList<>();
		application(new Future()).withBean(DatagramRecoverer.class, () -> recovered::add).run((context) -> {
			send(context, "a");
			await().until(() -> this.results.size() == 1);
			fail(0);
			await().until(() -> recovered.size() == 1);
			assertThat(recovered.get(0).getDatagram().text()).isEqualTo("a");
			assertThat(this.failures).isEmpty();
			UxdListenerContainer container = context.getBean(UxdListenerRegistry.class).getContainer("listener.on");
			await().until(() -> Objects.requireNonNull(container).getRecoveredCount() == 1);
		});
	}

	@Test
	void whatFluxAndMonoFailWithIsToldToo() {
		class Reactive {

			@UxdListener
			Mono<String> mono(String text) {
				return Mono.delay(Duration.ofMillis(10)).map((tick) -> {
					throw new IllegalStateException("mono");
				});
			}

			@UxdListener
			Flux<String> flux(String text) {
				return Mono.delay(Duration.ofMillis(10))
					.flatMapMany((tick) -> Flux.error(new IllegalStateException("flux")));
			}

		}
		application(new Reactive()).run((context) -> {
			send(context, "a");
			await()
				.untilAsserted(() -> assertThat(this.failures).extracting((failure) -> failure.getCause().getMessage())
					.containsExactlyInAnyOrder("mono", "flux"));
		});
	}

	@Test
	void whatHasFailedAlreadyIsAsIfTheMethodHadThrownIt() {
		class Quick {

			@UxdListener
			Mono<String> on(String text) {
				LateFailureTests.this.calls.incrementAndGet();
				return Mono.error(new IllegalStateException("not today"));
			}

		}
		application(new Quick())
			.withPropertyValues("uxd.listener.retry.max-retries=2", "uxd.listener.retry.initial-interval=1ms")
			.run((context) -> {
				send(context, "a");
				await().until(() -> this.failures.size() == 1);
				assertThat(this.failures.get(0).getAttempts()).isEqualTo(3);
				assertThat(this.failures.get(0).getDatagram().text()).isEqualTo("a");
				assertThat(this.calls).hasValue(3);
			});
	}

	@Test
	void whatWasAnsweredInPartIsNotTriedAgain() throws Exception {
		class Partly {

			@UxdListener
			Flux<String> on(String text) {
				LateFailureTests.this.calls.incrementAndGet();
				return Flux.just("first", "second").concatWith(Mono.error(new IllegalStateException("not today")));
			}

		}
		Path path = this.directory.resolve("asker");
		try (Peer asker = Peer.builder().path(path).build()) {
			asker.open();
			application(new Partly())
				.withPropertyValues("uxd.listener.retry.max-retries=2", "uxd.listener.retry.initial-interval=1ms")
				.run((context) -> {
					TestSockets.send(asker, new byte[] { 'a' }, UxdAddress.of(this.directory.resolve("p")));
					await().until(() -> this.failures.size() == 1);
					assertThat(this.failures.get(0).getAttempts()).isEqualTo(1);
					assertThat(this.failures.get(0).getDatagram().text()).isEqualTo("a");
					assertThat(this.calls).hasValue(1);
				});
			assertThat(Objects.requireNonNull(asker.receive()).text()).isEqualTo("first");
			assertThat(Objects.requireNonNull(asker.receive()).text()).isEqualTo("second");
			assertThat(asker.receive()).isNull();
		}
	}

	@Test
	void aListenerThatWasRemovedStillHasItsFailuresTold(CapturedOutput output) {
		application(new Future()).run((context) -> {
			send(context, "a");
			await().until(() -> this.results.size() == 1);
			// The next one is received when the method has returned for this one.
			send(context, "b");
			await().until(() -> this.results.size() == 2);
			context.getBean(UxdListenerRegistry.class).unregister("listener.on");
			fail(0);
			assertThat(this.failures).extracting((failure) -> failure.getDatagram().text()).containsExactly("a");
			assertThat(output).doesNotContain("has stopped");
		});
	}

	@Test
	void anErrorHandlerThatThrowsHarmsNobody(CapturedOutput output) {
		application(new Future()).withBean("other", UxdErrorHandler.class, () -> (failure) -> {
			throw new IllegalArgumentException("can't");
		}, (definition) -> definition.setPrimary(true)).run((context) -> {
			send(context, "a", "b");
			await().until(() -> this.results.size() == 2);
			fail(0);
			await().untilAsserted(() -> assertThat(output).contains("The error handler of peer 'main' failed"));
			assertThat(context.getBean(PeerPoller.class).getDropped()).isZero();
		});
	}

	@Test
	void anInterruptThatSomebodyElseHadInterruptsNobody() {
		class Interrupted {

			@UxdListener
			CompletableFuture<String> on(String text) {
				return CompletableFuture.failedFuture(new InterruptedException("elsewhere"));
			}

		}
		List<Boolean> interrupted = new CopyOnWriteArrayList<>();
		application(new Interrupted())
			.withBean(DatagramRecoverer.class,
					() -> (failure) -> interrupted.add(Thread.currentThread().isInterrupted()))
			.run((context) -> {
				send(context, "a");
				await().until(() -> interrupted.size() == 1);
				assertThat(interrupted).containsExactly(false);
			});
	}

	@Test
	void whatIsKeptOfDatagramsIsBoundedAndTheRestOnlyCountedAndLogged(CapturedOutput output) {
		int datagrams = 300;
		int length = 50_000;
		int mostKept = 8 * 1024 * 1024 / length;
		application(new Future()).withPropertyValues("uxd.buffer-count=2").run((context) -> {
			try (Peer sender = Peer.builder().path(this.directory.resolve("s")).bufferCount(2).build()) {
				sender.open();
				for (int i = 0; i < datagrams; i++) {
					TestSockets.send(sender, new byte[length], UxdAddress.of(this.directory.resolve("p")));
				}
				await().until(() -> this.results.size() == datagrams);
				for (int i = 0; i < datagrams; i++) {
					fail(i);
				}
				await().until(() -> failedCount(context) == datagrams);
				assertThat(this.failures).hasSizeBetween(mostKept - 5, mostKept);
				assertThat(output).contains("The result that the datagram was to be answered with failed",
						"50000 bytes from");
				// There is room again.
				int before = this.failures.size();
				send(context, "a");
				await().until(() -> this.results.size() == datagrams + 1);
				fail(datagrams);
				await().until(() -> this.failures.size() == before + 1);
			}
		});
	}

	private static long failedCount(ApplicationContext context) {
		Timer timer = context.getBean(SimpleMeterRegistry.class)
			.find("uxd.listener")
			.tag("exception", "IllegalStateException")
			.timer();
		return (timer != null) ? timer.count() : 0;
	}

	@Test
	void afterAStopTheLogAloneIsTold(CapturedOutput output) {
		application(new Future()).run((context) -> {
			send(context, "a");
			await().until(() -> this.results.size() == 1);
			context.getBean(PeerPoller.class).stop();
			fail(0);
			assertThat(this.failures).isEmpty();
			assertThat(output)
				.contains("Peer 'main' has stopped, and now its listener 'listener.on' failed on 1 bytes");
		});
	}

	private void fail(int index) {
		this.results.get(index).completeExceptionally(new IllegalStateException("not today"));
	}

	private ApplicationContextRunner application(Object listener) {
		return new ApplicationContextRunner()
			.withConfiguration(UxdAutoConfigurations.with(MetricsAutoConfiguration.class,
					CompositeMeterRegistryAutoConfiguration.class))
			.withBean(SimpleMeterRegistry.class)
			.withPropertyValues("uxd.path=" + this.directory.resolve("p"))
			.withBean(UxdErrorHandler.class, () -> this.failures::add)
			.withBean("listener", type(listener), () -> listener);
	}

	@SuppressWarnings("unchecked")
	private static Class<Object> type(Object listener) {
		return (Class<Object>) listener.getClass();
	}

	private static void send(ApplicationContext context, String... texts) throws Exception {
		TestSockets.send(Objects.requireNonNull(context.getBean(Peer.class).path()), texts);
	}

	/**
	 * Returns what somebody else completes.
	 */
	private final class Future {

		@UxdListener
		CompletableFuture<String> on(String text) {
			LateFailureTests.this.calls.incrementAndGet();
			CompletableFuture<String> result = new CompletableFuture<>();
			LateFailureTests.this.results.add(result);
			return result;
		}

	}

}
