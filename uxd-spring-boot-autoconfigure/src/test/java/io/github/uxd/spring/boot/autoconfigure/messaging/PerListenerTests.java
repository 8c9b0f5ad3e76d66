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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.DatagramFilter;
import io.github.uxd.spring.DatagramRecoverer;
import io.github.uxd.spring.HandlingFailure;
import io.github.uxd.spring.TestSockets;
import io.github.uxd.spring.UxdErrorHandler;
import io.github.uxd.spring.annotation.UxdListener;
import io.github.uxd.spring.boot.autoconfigure.UxdAutoConfigurations;
import io.github.uxd.spring.core.UxdOperations;
import io.github.uxd.spring.listener.DeadLetterPublishingRecoverer;
import io.github.uxd.spring.listener.LoggingErrorHandler;
import io.github.uxd.spring.listener.PeerPoller;
import io.github.uxd.spring.listener.LoggingRecoverer;
import io.github.uxd.spring.listener.PeerPoller;
import io.github.uxd.spring.listener.UxdListenerContainer;
import io.github.uxd.spring.listener.UxdListenerCustomizer;
import io.github.uxd.spring.listener.UxdListenerEndpoint;
import io.github.uxd.spring.listener.UxdListenerRegistry;
import io.github.uxd.spring.listener.WireLogRecoverer;
import io.github.uxd.wire.WireLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.core.retry.RetryPolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests what can be different for each listener: its filter, retries, recoverer and error
 * handler, by its annotation, its properties and customizers.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class PerListenerTests {

	@TempDir
	private Path directory;

	private ApplicationContextRunner runner;

	private UxdOperations operations;

	@BeforeEach
	void prepareApplication() {
		this.runner = new ApplicationContextRunner().withConfiguration(UxdAutoConfigurations.with())
			.withPropertyValues("uxd.path=" + this.directory.resolve("p"))
			.withBean("two", RetryPolicy.class, () -> RetryPolicy.builder().maxRetries(2).delay(Duration.ZERO).build())
			.withBean("onlyGood", DatagramFilter.class, () -> (datagram, peer) -> datagram.text().startsWith("good"))
			.withBean("failing", Failing.class);
	}

	@Test
	void aFilterTurnsDatagramsAwayFromOneListenerAlone() {
		this.runner.withBean("filtered", Filtered.class).withBean("mine", LoggingErrorHandler.class).run((context) -> {
			send(context, "bad", "good 1", "bad", "good 2");
			Filtered filtered = context.getBean(Filtered.class);
			await().untilAsserted(() -> {
				assertThat(filtered.all).containsExactly("bad", "good 1", "bad", "good 2");
				assertThat(filtered.good).containsExactly("good 1", "good 2");
			});
			assertThat(container(context, "filtered.good").getFilteredCount()).isEqualTo(2);
			assertThat(container(context, "filtered.all").getFilteredCount()).isZero();
			assertThat(context.getBean(PeerPoller.class).getFiltered()).isEqualTo(2);
		});
	}

	@Test
	void aFilterThatThrowsFailsTheListenerWithoutACall() {
		List<HandlingFailure> failures = new CopyOnWriteArrayList<>();
		this.runner.withBean("filtered", Filtered.class)
			.withBean("mine", UxdErrorHandler.class, () -> failures::add)
			.withBean(UxdListenerCustomizer.class, () -> (endpoint) -> endpoint.filter((datagram, peer) -> {
				throw new IllegalStateException("can't say");
			}))
			.run((context) -> {
				send(context, "good");
				await().until(
						() -> failures.stream().anyMatch((failure) -> failure.getListenerId().equals("filtered.good")));
				assertThat(context.getBean(Filtered.class).good).isEmpty();
			});
	}

	@Test
	void aNamedPolicySaysHowOftenOneListenerIsTried() {
		List<HandlingFailure> failures = new CopyOnWriteArrayList<>();
		this.runner.withBean("mine", UxdErrorHandler.class, () -> failures::add).run((context) -> {
			send(context, "a");
			await().until(() -> failures.size() == 1);
			assertThat(context.getBean(Failing.class).calls).hasValue(3);
			assertThat(failures.get(0).getAttempts()).isEqualTo(3);
			assertThat(failures.get(0).getListenerId()).isEqualTo("failing.fail");
		});
	}

	@Test
	void thePropertiesOfAListenerPrevailOverItsAnnotation() {
		List<HandlingFailure> failures = new CopyOnWriteArrayList<>();
		this.runner.withBean("mine", UxdErrorHandler.class, () -> failures::add)
			.withPropertyValues("uxd.listeners[failing.fail].retry.max-retries=4",
					"uxd.listeners[failing.fail].retry.initial-interval=0",
					"uxd.listeners[failing.fail].auto-startup=false")
			.run((context) -> {
				UxdListenerContainer container = container(context, "failing.fail");
				assertThat(container.isRunning()).isFalse();
				container.start();
				send(context, "a");
				await().until(() -> failures.size() == 1);
				assertThat(failures.get(0).getAttempts()).isEqualTo(5);
			});
	}

	@Test
	void aCustomizerHasTheLastWord() {
		AtomicInteger handled = new AtomicInteger();
		this.runner.withPropertyValues("uxd.listeners[failing.fail].retry.max-retries=4")
			.withBean("mine", UxdErrorHandler.class, () -> (failure) -> {
			})
			.withBean(UxdListenerCustomizer.class,
					() -> (endpoint) -> endpoint.retryPolicy(null).errorHandler((failure) -> handled.incrementAndGet()))
			.run((context) -> {
				send(context, "a");
				await().until(() -> handled.get() == 1);
				assertThat(context.getBean(Failing.class).calls).hasValue(1);
			});
	}

	@Test
	void theOnlyRecovererTakesWhatAllListenersFailOn() {
		List<HandlingFailure> recovered = new CopyOnWriteArrayList<>();
		List<HandlingFailure> failures = new CopyOnWriteArrayList<>();
		this.runner.withBean(DatagramRecoverer.class, () -> recovered::add)
			.withBean("mine", UxdErrorHandler.class, () -> failures::add)
			.run((context) -> {
				send(context, "a", "b");
				await().until(() -> container(context, "failing.fail").getRecoveredCount() == 2);
				assertThat(recovered).extracting((failure) -> failure.getDatagram().text()).containsExactly("a", "b");
				assertThat(recovered).allSatisfy((failure) -> {
					assertThat(failure.getAttempts()).isEqualTo(3);
					assertThat(failure.getCause()).hasMessage("not today");
				});
				assertThat(context.getBean(PeerPoller.class).getRecovered()).isEqualTo(2);
				assertThat(failures).as("what is recovered is no error").isEmpty();
			});
	}

	@Test
	void whatCannotBeRecoveredIsGivenToTheErrorHandler(CapturedOutput output) {
		List<HandlingFailure> failures = new CopyOnWriteArrayList<>();
		this.runner.withBean(DatagramRecoverer.class, () -> (failure) -> {
			throw new IOException("no room");
		}).withBean("mine", UxdErrorHandler.class, () -> failures::add).run((context) -> {
			send(context, "a");
			await().until(() -> failures.size() == 1);
			assertThat(container(context, "failing.fail").getRecoveredCount()).isZero();
			assertThat(output).contains("What listener 'failing.fail' of peer 'main' has failed on can't be recovered")
				.contains("no room");
		});
	}

	@Test
	void ofSeveralRecoverersNoneIsForAll() {
		List<HandlingFailure> failures = new CopyOnWriteArrayList<>();
		this.runner.withBean("one", DatagramRecoverer.class, () -> (failure) -> {
		}).withBean("another", DatagramRecoverer.class, () -> (failure) -> {
		}).withBean("mine", UxdErrorHandler.class, () -> failures::add).run((context) -> {
			send(context, "a");
			await().until(() -> failures.size() == 1);
		});
	}

	@Test
	void aDeadLetterIsSentToAnotherPeerAsItCame() throws Exception {
		try (Peer dead = Peer.builder().path(this.directory.resolve("dead")).build()) {
			dead.open();
			deadLettersTo(this.directory.resolve("dead")).withBean("mine", UxdErrorHandler.class, () -> (failure) -> {
			}).run((context) -> {
				this.operations = context.getBean(UxdOperations.class);
				send(context, "a");
				Datagram letter = receive(dead);
				assertThat(letter.text()).isEqualTo("a");
				await().until(() -> container(context, "failing.fail").getRecoveredCount() == 1);
			});
		}
	}

	@Test
	void aDeadLetterIsNeverSentToThePeerThatFailedOnIt() {
		List<HandlingFailure> failures = new CopyOnWriteArrayList<>();
		deadLettersTo(this.directory.resolve("p")).withBean("mine", UxdErrorHandler.class, () -> failures::add)
			.run((context) -> {
				this.operations = context.getBean(UxdOperations.class);
				send(context, "a");
				await().until(() -> failures.size() == 1);
				assertThat(context.getBean(Peer.class).statistics().received()).isEqualTo(1);
			});
	}

	@Test
	void aDeadLetterIsNotSentBackByAnotherNameEither() throws Exception {
		List<HandlingFailure> failures = new CopyOnWriteArrayList<>();
		Path link = Files.createSymbolicLink(this.directory.resolve("link"), this.directory.resolve("p"));
		deadLettersTo(link).withBean("mine", UxdErrorHandler.class, () -> failures::add).run((context) -> {
			this.operations = context.getBean(UxdOperations.class);
			send(context, "a");
			await().until(() -> failures.size() == 1);
			assertThat(context.getBean(Peer.class).statistics().received()).isEqualTo(1);
		});
	}

	@Test
	void aCustomizerCannotGiveAListenerAnotherPeer() {
		this.runner.withBean("mine", LoggingErrorHandler.class)
			.withPropertyValues("uxd.peers.other.path=" + this.directory.resolve("other"))
			.withBean(UxdListenerCustomizer.class, () -> (endpoint) -> endpoint.peer("other"))
			.run((context) -> assertThat(context).getFailure()
				.hasMessageContaining("has given listener 'failing.fail' another peer"));
	}

	@Test
	void aListenerThatItsFilterHasOutlivedIsNotCalled() {
		AtomicInteger calls = new AtomicInteger();
		this.runner.withBean("mine", LoggingErrorHandler.class).run((context) -> {
			UxdListenerRegistry registry = context.getBean(UxdListenerRegistry.class);
			AtomicInteger asked = new AtomicInteger();
			registry.register(UxdListenerEndpoint.builder("gone", (datagram, peer) -> calls.incrementAndGet())
				.autoStartup(true)
				.filter((datagram, peer) -> {
					registry.unregister("gone");
					asked.incrementAndGet();
					return true;
				})
				.build());
			send(context, "a");
			await().until(() -> asked.get() == 1);
			await().until(() -> context.getBean(Failing.class).calls.get() == 3);
			assertThat(calls).hasValue(0);
		});
	}

	@Test
	void aWireLogKeepsWhatAListenerFailedOn() throws Exception {
		try (WireLog log = WireLog.builder().sent(false).open()) {
			this.runner.withBean(DatagramRecoverer.class, () -> new WireLogRecoverer(log))
				.withBean("mine", UxdErrorHandler.class, () -> (failure) -> {
				})
				.run((context) -> {
					send(context, "a");
					await().until(() -> container(context, "failing.fail").getRecoveredCount() == 1);
					assertThat(new String(log.readRx(), StandardCharsets.UTF_8)).startsWith("\nRx ").endsWith(":\na\n");
				});
		}
	}

	@Test
	void aLoggerHasTheWholeDatagram(CapturedOutput output) {
		this.runner.withBean(DatagramRecoverer.class, () -> new LoggingRecoverer("dead.letters"))
			.withBean("mine", UxdErrorHandler.class, () -> (failure) -> {
			})
			.run((context) -> {
				send(context, "a\nb");
				await().until(() -> container(context, "failing.fail").getRecoveredCount() == 1);
				assertThat(output).contains("listener 'failing.fail', attempts 3").contains(": YQpi");
			});
	}

	@Test
	void ofSeveralErrorHandlersEachIsForThoseThatNameIt(CapturedOutput output) {
		List<HandlingFailure> failures = new CopyOnWriteArrayList<>();
		this.runner.withBean("mine", UxdErrorHandler.class, () -> failures::add)
			.withBean("another", UxdErrorHandler.class, () -> failures::add)
			.withBean("unnamed", Unnamed.class)
			.run((context) -> {
				send(context, "a");
				await().until(() -> !failures.isEmpty());
				await().untilAsserted(() -> assertThat(output).contains("'unnamed.fail' failed on 1 bytes"));
				assertThat(failures).extracting(HandlingFailure::getListenerId).containsExactly("failing.fail");
			});
	}

	@Test
	void propertiesOfAListenerThatThereIsNoneOfAreTold(CapturedOutput output) {
		this.runner.withBean("mine", LoggingErrorHandler.class)
			.withPropertyValues("uxd.listeners.falling.auto-startup=false")
			.run((context) -> {
				context.publishEvent(new ApplicationReadyEvent(new SpringApplication(), new String[0],
						context.getSourceApplicationContext(), Duration.ZERO));
				assertThat(output)
					.contains("There are properties below uxd.listeners for 'falling', but no such listener: "
							+ "the ids are ['failing.fail']");
			});
	}

	@Test
	void aBeanThatIsNotThereEndsTheStart() {
		this.runner.run((context) -> assertThat(context).getFailure()
			.hasMessageContaining(
					"Failing.fail of bean 'failing' can't listen: its errorHandler is 'mine', but there is no "
							+ "UxdErrorHandler of that name; there is uxdErrorHandler"));
	}

	private ApplicationContextRunner deadLettersTo(Path destination) {
		return this.runner.withBean(DatagramRecoverer.class,
				() -> (failure) -> new DeadLetterPublishingRecoverer(this.operations, UxdAddress.of(destination))
					.recover(failure));
	}

	private static Datagram receive(Peer peer) throws Exception {
		while (true) {
			Datagram datagram = peer.receive();
			if (datagram != null) {
				return datagram;
			}
			peer.awaitReadable(Duration.ofSeconds(10));
		}
	}

	private static void send(ApplicationContext context, String... payloads) throws Exception {
		TestSockets.send(context.getBean(Peer.class).path(), payloads);
	}

	private static UxdListenerContainer container(ApplicationContext context, String id) {
		return context.getBean(UxdListenerRegistry.class).getContainer(id);
	}

	static class Filtered {

		private final List<String> all = new CopyOnWriteArrayList<>();

		private final List<String> good = new CopyOnWriteArrayList<>();

		@UxdListener
		void all(String text) {
			this.all.add(text);
		}

		@UxdListener(filter = "onlyGood")
		void good(String text) {
			this.good.add(text);
		}

	}

	static class Unnamed {

		@UxdListener
		void fail(String text) {
			throw new IllegalStateException("not today");
		}

	}

	static class Failing {

		private final AtomicInteger calls = new AtomicInteger();

		@UxdListener(retry = "two", errorHandler = "mine")
		void fail(String text) {
			this.calls.incrementAndGet();
			throw new IllegalStateException("not today");
		}

	}

}
