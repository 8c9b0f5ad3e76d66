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

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.DatagramHandler;
import io.github.uxd.spring.DatagramReceivedEvent;
import io.github.uxd.spring.OnEachTransport;
import io.github.uxd.spring.TestSockets;
import io.github.uxd.spring.boot.autoconfigure.UxdAutoConfigurations;
import io.github.uxd.spring.listener.PeerPoller;
import io.github.uxd.spring.listener.PollerState.Fact;
import io.github.uxd.spring.listener.UxdListenerContainer;
import io.github.uxd.spring.listener.UxdListenerRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.task.TaskDecorator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Listeners on other threads than the one that receives.
 */
@Timeout(60)
class DispatchTests extends OnEachTransport {

	private static final int SENDERS = 5;

	private static final int DATAGRAMS = 1000;

	@TempDir
	Path directory;

	private ApplicationContextRunner runner;

	@BeforeEach
	void setUp() {
		this.runner = new ApplicationContextRunner().withConfiguration(UxdAutoConfigurations.with())
			.withPropertyValues("uxd.path=" + this.directory.resolve("dispatched"), transportProperty())
			.withUserConfiguration(Listener.class);
	}

	@Test
	void aPoolKeepsTheOrderOfEachSourceAndLosesNothing() {
		this.runner.withPropertyValues("uxd.dispatch.mode=pool", "uxd.dispatch.queue-capacity=20")
			.run((context) -> sendsFromManyArriveInOrder(context.getBean(Peer.class), context.getBean(Listener.class),
					"uxd-main-"));
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void virtualThreadsDoSoToo() {
		this.runner.withPropertyValues("uxd.dispatch.mode=virtual")
			.run((context) -> sendsFromManyArriveInOrder(context.getBean(Peer.class), context.getBean(Listener.class),
					"uxd-main-"));
	}

	@Test
	@EnabledForJreRange(max = JRE.JAVA_20)
	void virtualThreadsAreRefusedWhereThereAreNone() {
		this.runner.withPropertyValues("uxd.dispatch.mode=virtual")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("uxd.dispatch.mode")
				.hasMessageContaining("need JDK 21"));
	}

	@Test
	void withoutAnOrderAllThreadsWorkForOneSender() throws Exception {
		CountDownLatch together = new CountDownLatch(4);
		this.runner.withPropertyValues("uxd.dispatch.mode=pool", "uxd.dispatch.threads=4", "uxd.dispatch.order=none")
			.run((context) -> {
				AtomicInteger met = new AtomicInteger();
				context.getBean(UxdListenerRegistry.class).register("meets", "", 0, true, (datagram, peer) -> {
					together.countDown();
					assertThat(together.await(20, TimeUnit.SECONDS)).isTrue();
					met.incrementAndGet();
				});
				TestSockets.send(context.getBean(Peer.class).path(), "1", "2", "3", "4", "5", "6", "7", "8");
				await().until(() -> met.get() == 8);
				assertThat(context.getBean(PeerPoller.class).getDropped()).isZero();
			});
		TestSockets.awaitNoPollerThreads();
	}

	@Test
	void aStopWithoutAnOrderWaitsForAllThreads() throws Exception {
		AtomicInteger handled = new AtomicInteger();
		this.runner.withPropertyValues("uxd.dispatch.mode=pool", "uxd.dispatch.order=none").run((context) -> {
			context.getBean(UxdListenerRegistry.class)
				.register("counts", "", 0, true, (datagram, peer) -> handled.incrementAndGet());
			String[] payloads = IntStream.range(0, 2000).mapToObj(Integer::toString).toArray(String[]::new);
			TestSockets.send(context.getBean(Peer.class).path(), payloads);
			context.getBean(PeerPoller.class).stop();
			assertThat(handled.get()).isEqualTo(2000);
			assertThat(context.getBean(PeerPoller.class).getPending()).isZero();
		});
		TestSockets.awaitNoPollerThreads();
	}

	@Test
	void theOrderOfProcessesNeedsCredentials() {
		this.runner.withPropertyValues("uxd.dispatch.mode=pool", "uxd.dispatch.order=sender")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("uxd.dispatch.order")
				.hasMessageContaining("sender-credentials"));
	}

	@Test
	void stoppingWaitsForTheListenersOnOtherThreads() {
		this.runner.withPropertyValues("uxd.dispatch.mode=pool").run((context) -> {
			Listener listener = context.getBean(Listener.class);
			TestSockets.send(context.getBean(Peer.class).path(), "wait", "b", "c");
			await().until(() -> listener.entered.getCount() == 0);
			CountDownLatch stopped = new CountDownLatch(1);
			context.getBean(PeerPoller.class).stop(stopped::countDown);
			assertThat(stopped.getCount()).isEqualTo(1);
			listener.mayGoOn.countDown();
			stopped.await();
			assertThat(listener.received.values()).singleElement()
				.satisfies((texts) -> assertThat(texts).containsExactly("wait", "b", "c"));
		});
		TestSockets.awaitNoPollerThreads();
	}

	@Test
	void aListenerOnAnotherThreadMayCloseTheApplication() {
		this.runner.withPropertyValues("uxd.dispatch.mode=pool", "uxd.poller.drain-timeout=40s").run((context) -> {
			Listener listener = context.getBean(Listener.class);
			listener.context = context.getSourceApplicationContext(ConfigurableApplicationContext.class);
			TestSockets.send(context.getBean(Peer.class).path(), "wait", "close", "c");
			listener.mayGoOn.countDown();
			await().until(listener.closed::isDone);
			assertThat(listener.received.values()).singleElement()
				.satisfies((texts) -> assertThat(texts).containsExactly("wait", "close", "c"));
		});
		TestSockets.awaitNoPollerThreads();
	}

	@Test
	void aHungListenerDoesNotKeepAFullPoolFromStopping() {
		this.runner
			.withPropertyValues("uxd.dispatch.mode=pool", "uxd.dispatch.queue-capacity=1",
					"uxd.poller.drain-timeout=100ms")
			.run((context) -> {
				Listener listener = context.getBean(Listener.class);
				Peer peer = context.getBean(Peer.class);
				TestSockets.send(peer.path(), "wait", "b");
				await().until(() -> peer.statistics().received() == 2);
				context.getBean(PeerPoller.class).stop();
				assertThat(context.getBean(PeerPoller.class).getDropped()).isEqualTo(1);
				listener.mayGoOn.countDown();
			});
		TestSockets.awaitNoPollerThreads();
	}

	@Test
	void noListenerIsCalledAfterAStopThatTookTooLong() {
		Listener[] listener = new Listener[1];
		this.runner.withPropertyValues("uxd.dispatch.mode=pool", "uxd.poller.drain-timeout=100ms").run((context) -> {
			listener[0] = context.getBean(Listener.class);
			TestSockets.send(context.getBean(Peer.class).path(), "wait", "b", "c");
			await().until(() -> context.getBean(PeerPoller.class).getPending() == 3);
			context.getBean(PeerPoller.class).stop();
			assertThat(context.getBean(PeerPoller.class).getDropped()).isEqualTo(2);
			assertThat(context.getBean(PeerPoller.class).getPending()).isZero();
		});
		TestSockets.awaitNoPollerThreads();
		assertThat(listener[0].received).as("what was interrupted, and what waited").isEmpty();
	}

	@Test
	void stoppingWaitsForListenersThatWereStoppedMeanwhile() {
		this.runner.withPropertyValues("uxd.dispatch.mode=pool", "uxd.poller.publish-events=false").run((context) -> {
			Listener listener = context.getBean(Listener.class);
			UxdListenerContainer container = context.getBean(UxdListenerRegistry.class)
				.register("l", "", 0, true, (datagram, peer) -> listener.handle(datagram));
			TestSockets.send(context.getBean(Peer.class).path(), "wait", "b", "c");
			await().until(() -> context.getBean(PeerPoller.class).getPending() == 3);
			container.stop();
			CountDownLatch stopped = new CountDownLatch(1);
			context.getBean(PeerPoller.class).stop(stopped::countDown);
			listener.mayGoOn.countDown();
			stopped.await();
			assertThat(listener.received.values()).singleElement()
				.satisfies((texts) -> assertThat(texts).containsExactly("wait", "b", "c"));
		});
	}

	@Test
	void whatThereIsNoRoomForIsDroppedAndCountedIfThatIsAskedFor() {
		this.runner
			.withPropertyValues("uxd.dispatch.mode=pool", "uxd.dispatch.queue-capacity=2",
					"uxd.dispatch.when-full=drop")
			.run((context) -> {
				Listener listener = context.getBean(Listener.class);
				PeerPoller poller = context.getBean(PeerPoller.class);
				TestSockets.send(context.getBean(Peer.class).path(), "wait", "b", "c", "d");
				await().until(() -> poller.getDropped() == 2);
				assertThat(poller.getPending()).isEqualTo(2);
				listener.mayGoOn.countDown();
				await().until(() -> poller.getPending() == 0);
				assertThat(listener.received.values()).singleElement()
					.satisfies((texts) -> assertThat(texts).containsExactly("wait", "b"));
			});
	}

	@Test
	void aTaskDecoratorCarriesWhatTheReceivingThreadHasForEachDatagram() {
		decorated().run((context) -> {
			Listener listener = context.getBean(Listener.class);
			TestSockets.send(context.getBean(Peer.class).path(), "wait", "b", "c");
			await().until(() -> context.getBean(PeerPoller.class).getPending() == 3);
			listener.mayGoOn.countDown();
			await().until(() -> context.getBean(PeerPoller.class).getPending() == 0);
			assertThat(listener.traces).containsExactly("trace of wait", "trace of b", "trace of c");
			assertThat(context.getBean(Decorators.class).cleared).hasValue(3);
		});
	}

	@Test
	void aDecoratedListenerMayCloseTheApplication() {
		decorated().withPropertyValues("uxd.poller.drain-timeout=40s").run((context) -> {
			Listener listener = context.getBean(Listener.class);
			listener.context = context.getSourceApplicationContext(ConfigurableApplicationContext.class);
			TestSockets.send(context.getBean(Peer.class).path(), "wait", "close", "c");
			await().until(() -> context.getBean(PeerPoller.class).getPending() == 3);
			listener.mayGoOn.countDown();
			await().until(listener.closed::isDone);
			assertThat(listener.traces).containsExactly("trace of wait", "trace of close", "trace of c");
		});
		TestSockets.awaitNoPollerThreads();
	}

	static Stream<Arguments> failingDecorators() {
		return Stream.of(arguments(named("when it decorates", (TaskDecorator) (task) -> {
			throw new IllegalStateException("as asked");
		})), arguments(named("for want of a class", (TaskDecorator) (task) -> {
			throw new NoClassDefFoundError("as asked");
		})), arguments(named("before the task", (TaskDecorator) (task) -> () -> {
			throw new IllegalStateException("as asked");
		})), arguments(named("after the task", (TaskDecorator) (task) -> () -> {
			task.run();
			throw new IllegalStateException("as asked");
		})), arguments(named("to run the task", (TaskDecorator) (task) -> () -> {
		})), arguments(named("to stay on the thread", (TaskDecorator) (task) -> () -> {
			Thread other = new Thread(task);
			other.setUncaughtExceptionHandler((thread, failure) -> {
			});
			other.start();
		})));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("failingDecorators")
	void aTaskDecoratorThatFailsCostsNoDatagram(TaskDecorator decorator) {
		this.runner.withPropertyValues("uxd.dispatch.mode=pool")
			.withBean(TaskDecorator.class, () -> decorator)
			.run((context) -> {
				Listener listener = context.getBean(Listener.class);
				TestSockets.send(context.getBean(Peer.class).path(), "a", "b", "c");
				await().until(() -> listener.traces.size() == 3);
				await().until(() -> context.getBean(PeerPoller.class).getPending() == 0);
				assertThat(listener.received.values()).singleElement()
					.satisfies((texts) -> assertThat(texts).containsExactly("a", "b", "c"));
				assertThat(context.getBean(PeerPoller.class).getState().fact()).isEqualTo(Fact.RECEIVING);
			});
	}

	private ApplicationContextRunner decorated() {
		return this.runner.withUserConfiguration(Decorators.class).withPropertyValues("uxd.dispatch.mode=pool");
	}

	private static void sendsFromManyArriveInOrder(Peer peer, Listener listener, String threads) throws Exception {
		Thread[] senders = IntStream.range(0, SENDERS).mapToObj((i) -> new Thread(() -> {
			try (Peer sender = Peer.openTemp()) {
				for (int number = 0; number < DATAGRAMS; number++) {
					TestSockets.send(sender, Integer.toString(number).getBytes(StandardCharsets.UTF_8),
							UxdAddress.of(peer.path()));
				}
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		})).toArray(Thread[]::new);
		for (Thread sender : senders) {
			sender.start();
		}
		for (Thread sender : senders) {
			sender.join();
		}
		await().atMost(Duration.ofSeconds(20))
			.until(() -> listener.received.values().stream().mapToInt(List::size).sum() == SENDERS * DATAGRAMS);
		List<String> expected = IntStream.range(0, DATAGRAMS).mapToObj(Integer::toString).toList();
		assertThat(listener.received).hasSize(SENDERS)
			.allSatisfy((source, texts) -> assertThat(texts).containsExactlyElementsOf(expected));
		assertThat(listener.threads).allSatisfy((name) -> assertThat(name).startsWith(threads));
	}

	@Configuration(proxyBeanMethods = false)
	static class Listener {

		private final Map<UxdAddress, List<String>> received = new ConcurrentHashMap<>();

		private final List<String> traces = new CopyOnWriteArrayList<>();

		private final List<String> threads = new CopyOnWriteArrayList<>();

		private final CountDownLatch entered = new CountDownLatch(1);

		private final CountDownLatch mayGoOn = new CountDownLatch(1);

		private final CompletableFuture<Void> closed = new CompletableFuture<>();

		private volatile ConfigurableApplicationContext context;

		@EventListener
		void onDatagram(DatagramReceivedEvent event) throws Exception {
			handle(event.getDatagram());
		}

		void handle(Datagram datagram) throws Exception {
			String text = datagram.text();
			if (text.equals("wait")) {
				this.entered.countDown();
				this.mayGoOn.await();
			}
			this.traces.add(String.valueOf(Decorators.TRACE.get()));
			this.received.computeIfAbsent(datagram.source(), (key) -> new CopyOnWriteArrayList<>()).add(text);
			if (text.equals("close")) {
				this.context.close();
				this.closed.complete(null);
			}
			if (!this.threads.contains(Thread.currentThread().getName())) {
				this.threads.add(Thread.currentThread().getName());
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Decorators {

		private static final ThreadLocal<String> TRACE = new ThreadLocal<>();

		private final AtomicInteger cleared = new AtomicInteger();

		@Bean
		DatagramHandler tracing() {
			return (datagram, peer) -> TRACE.set("trace of " + datagram.text());
		}

		@Bean
		TaskDecorator carrying() {
			return (task) -> {
				String trace = TRACE.get();
				return () -> {
					TRACE.set(trace);
					try {
						task.run();
					}
					finally {
						TRACE.remove();
						this.cleared.incrementAndGet();
					}
				};
			};
		}

	}

}
