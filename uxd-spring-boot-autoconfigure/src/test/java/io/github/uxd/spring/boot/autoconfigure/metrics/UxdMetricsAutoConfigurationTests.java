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
package io.github.uxd.spring.boot.autoconfigure.metrics;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.github.uxd.DatagramView;
import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import io.github.uxd.internal.spring.metrics.ListenerTimer;
import io.github.uxd.internal.spring.metrics.PeerMetrics;
import io.github.uxd.spring.DatagramHandler;
import io.github.uxd.spring.DatagramReceivedEvent;
import io.github.uxd.spring.TestSockets;
import io.github.uxd.spring.UxdErrorHandler;
import io.github.uxd.spring.boot.autoconfigure.UxdAutoConfigurations;
import io.github.uxd.spring.metrics.UxdMeters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import io.micrometer.core.instrument.noop.NoopTimer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class UxdMetricsAutoConfigurationTests {

	@TempDir
	Path directory;

	private ApplicationContextRunner runner;

	@BeforeEach
	void setUp() {
		this.runner = new ApplicationContextRunner()
			.withConfiguration(UxdAutoConfigurations.with(MetricsAutoConfiguration.class,
					CompositeMeterRegistryAutoConfiguration.class))
			.withPropertyValues("uxd.path=" + this.directory.resolve("metered"), "uxd.name=metered");
	}

	@Test
	void theMetersTellWhatThePeerDid() {
		this.runner.withBean(SimpleMeterRegistry.class).withUserConfiguration(Listener.class).run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			Peer peer = context.getBean(Peer.class);
			TestSockets.send(peer.path(), "four", "fail");
			TestSockets.send(peer, new byte[10], UxdAddress.of(peer.path()));
			await().until(() -> peer.statistics().received() == 3);
			assertThat(registry.get("uxd.datagrams.received").tag("name", "metered").functionCounter().count())
				.isEqualTo(3);
			assertThat(registry.get("uxd.bytes.received").functionCounter().count()).isEqualTo(18);
			assertThat(registry.get("uxd.datagrams.sent").functionCounter().count()).isEqualTo(1);
			assertThat(registry.get("uxd.bytes.sent").functionCounter().count()).isEqualTo(10);
			assertThat(registry.get("uxd.datagrams.dropped").tag("reason", "oversize").functionCounter().count())
				.isZero();
			assertThat(registry.get("uxd.send.blocked").functionCounter().count()).isZero();
			assertThat(registry.get("uxd.receive.errors").functionCounter().count()).isZero();
			assertThat(registry.get("uxd.peer.open").gauge().value()).isEqualTo(1);
			assertThat(registry.get("uxd.poller.running").gauge().value()).isEqualTo(1);
			await().untilAsserted(() -> assertThat(
					registry.get("uxd.listener").tag("result", "success").tag("exception", "none").timer().count())
				.isEqualTo(2));
			assertThat(registry.get("uxd.listener")
				.tag("result", "failure")
				.tag("exception", "IllegalStateException")
				.timer()
				.count()).isEqualTo(1);
			context.getSourceApplicationContext().stop();
			assertThat(registry.get("uxd.peer.open").gauge().value()).isZero();
			assertThat(registry.get("uxd.poller.running").gauge().value()).isZero();
		});
	}

	@Test
	void theMetersTellThatAListenerDoesNotReturn() {
		CountDownLatch called = new CountDownLatch(1);
		CountDownLatch returns = new CountDownLatch(1);
		this.runner.withBean(SimpleMeterRegistry.class).withBean(DatagramHandler.class, () -> (datagram, peer) -> {
			called.countDown();
			awaitUninterruptibly(returns);
		}).run((context) -> {
			TimeGauge busy = context.getBean(MeterRegistry.class)
				.get("uxd.listener.busy")
				.tag("name", "metered")
				.timeGauge();
			try {
				// Who listens to the start of the peer may be busy yet.
				await().until(() -> busy.value(TimeUnit.NANOSECONDS) == 0);
				TestSockets.send(context.getBean(Peer.class).path(), "a");
				assertThat(called.await(20, TimeUnit.SECONDS)).isTrue();
				await().until(() -> busy.value(TimeUnit.MILLISECONDS) > 50);
				assertThat(busy.value(TimeUnit.SECONDS)).isLessThan(60);
			}
			finally {
				returns.countDown();
			}
			await().until(() -> busy.value(TimeUnit.NANOSECONDS) == 0);
		});
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		try {
			assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	void theMetersTellWhetherSendersFindTheSocketFile() {
		this.runner.withBean(SimpleMeterRegistry.class).run((context) -> {
			Gauge inPlace = context.getBean(MeterRegistry.class)
				.get("uxd.socket.file.in.place")
				.tag("name", "metered")
				.gauge();
			assertThat(inPlace.value()).isEqualTo(1);
			Path path = context.getBean(Peer.class).path();
			Path other = this.directory.resolve("other");
			Files.createFile(other);
			Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);
			assertThat(inPlace.value()).isZero();
		});
	}

	@Test
	void theDocumentedMetersAndNoOthersAreRegistered() {
		this.runner.withBean(SimpleMeterRegistry.class).run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			Set<String> registered = registry.getMeters()
				.stream()
				.map((meter) -> meter.getId().getName())
				.filter((name) -> name.startsWith("uxd."))
				.collect(Collectors.toSet());
			assertThat(registered).containsExactlyInAnyOrderElementsOf(
					Arrays.stream(UxdMeters.values()).map(UxdMeters::getName).toList());
			for (UxdMeters documented : UxdMeters.values()) {
				Meter meter = registry.get(documented.getName()).meter();
				assertThat(meter.getId().getDescription()).isEqualTo(documented.getDescription());
				assertThat(meter.getId().getTags()).extracting("key")
					.containsExactlyInAnyOrderElementsOf(
							Arrays.stream(documented.getKeyNames()).map((key) -> (Object) key.asString()).toList());
			}
		});
	}

	@Test
	void aRegistryThatRefusesMetersIsNoReasonNotToStart() {
		SimpleMeterRegistry refusing = new SimpleMeterRegistry();
		refusing.config().meterFilter(new MeterFilter() {

			@Override
			public Meter.Id map(Meter.Id id) {
				if (id.getName().startsWith("uxd.")) {
					throw new IllegalArgumentException("there is one with other tags, as asked");
				}
				return id;
			}

		});
		this.runner.withBean(SimpleMeterRegistry.class, () -> refusing).run((context) -> {
			assertThat(context).hasNotFailed();
			Peer peer = context.getBean(Peer.class);
			TestSockets.send(peer.path(), "a");
			await().until(() -> peer.statistics().received() == 1);
		});
	}

	/**
	 * Whatever fails, a handler or the error handler, all others are told.
	 */
	@Test
	void whatOneOfSeveralThrowsCostsNoneOfTheOthersAnything() {
		List<String> told = new CopyOnWriteArrayList<>();
		this.runner.withBean(SimpleMeterRegistry.class)
			.withBean("first", DatagramHandler.class, () -> (datagram, peer) -> {
				told.add("first");
				throw new IllegalStateException("as asked");
			})
			.withBean("second", DatagramHandler.class, () -> (datagram, peer) -> told.add("second"))
			.withBean("third", DatagramHandler.class, () -> (datagram, peer) -> {
				told.add("third");
				throw new IllegalArgumentException("as asked, too");
			})
			.withBean(UxdErrorHandler.class, () -> (failure) -> {
				told.add(failure.getListenerId() + " failed");
				throw new AssertionError("the error handler fails as well");
			})
			.withBean("events", ApplicationListener.class, () -> (event) -> {
				if (event instanceof DatagramReceivedEvent) {
					told.add("event");
				}
			})
			.run((context) -> {
				TestSockets.send(context.getBean(Peer.class).path(), "a", "b");
				await().until(() -> told.size() == 12);
				List<String> ofOne = List.of("first", "first failed", "second", "third", "third failed", "event");
				assertThat(told.subList(0, 6)).isEqualTo(ofOne);
				assertThat(told.subList(6, 12)).isEqualTo(ofOne);
				MeterRegistry registry = context.getBean(SimpleMeterRegistry.class);
				await().untilAsserted(() -> assertThat(registry.get("uxd.listener")
					.tags("result", "failure", "exception", "IllegalStateException")
					.timer()
					.count()).as("what was thrown first").isEqualTo(2));
				assertThat(registry.get("uxd.datagrams.received").functionCounter().count()).isEqualTo(2);
			});
	}

	@Test
	void aRegistryThatCannotRecordCostsNothingButItsTimes() {
		List<String> handled = new CopyOnWriteArrayList<>();
		this.runner.withBean(FailingRegistry.class)
			.withBean(DatagramHandler.class, () -> (datagram, peer) -> handled.add(datagram.text()))
			.run((context) -> {
				TestSockets.send(context.getBean(Peer.class).path(), "a", "b", "c");
				await().untilAsserted(() -> assertThat(handled).containsExactly("a", "b", "c"));
			});
	}

	@Test
	void aHandlerMayUseTheRegistryWhateverIsMadeFirst() {
		ApplicationContextRunner handling = this.runner.withBean(SimpleMeterRegistry.class)
			.withBean(CountingHandler.class);
		handling.run(this::countsWhatIsReceived);
		handling
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run(this::countsWhatIsReceived);
	}

	private void countsWhatIsReceived(AssertableApplicationContext context) throws Exception {
		assertThat(context).hasNotFailed();
		TestSockets.send(context.getBean(Peer.class).path(), "datagram");
		MeterRegistry registry = context.getBean(MeterRegistry.class);
		await().until(() -> registry.get("handled").counter().count() == 1);
		assertThat(registry.get("uxd.datagrams.received").functionCounter().count()).isEqualTo(1);
		await().until(() -> registry.get("uxd.listener").tag("result", "success").timer().count() == 1);
	}

	@Test
	void aRegistryThatIsMadeLateHasTheMetersToo() {
		this.runner.withBean(SimpleMeterRegistry.class)
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> assertThat(context.getBean(MeterRegistry.class).find("uxd.peer.open").gauge().value())
				.isEqualTo(1));
	}

	@Test
	void theTimerCanBeSwitchedOff() {
		this.runner.withBean(SimpleMeterRegistry.class)
			.withPropertyValues("uxd.metrics.listener-timer=false")
			.run((context) -> {
				assertThat(context).hasSingleBean(PeerMetrics.class);
				assertThat(context.getBean(MeterRegistry.class).find("uxd.listener").timer()).isNull();
			});
	}

	@Test
	void aTimerRecordsWhereverItIsBoundThoughOneOfThemFails() {
		ListenerTimer timer = new ListenerTimer("n");
		SimpleMeterRegistry first = new SimpleMeterRegistry();
		SimpleMeterRegistry second = new SimpleMeterRegistry();
		timer.bindTo(first);
		timer.bindTo(new FailingRegistry());
		timer.bindTo(second);
		timer.record(1000, null);
		assertThat(first.get("uxd.listener").timer().count()).isEqualTo(1);
		assertThat(second.get("uxd.listener").timer().count()).isEqualTo(1);
	}

	@Test
	void withoutARegistryNothingIsMeasured() {
		new ApplicationContextRunner().withConfiguration(UxdAutoConfigurations.with())
			.withPropertyValues("uxd.path=" + this.directory.resolve("unmetered"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(PeerMetrics.class));
	}

	@Test
	void withoutMicrometerThePeerWorksAllTheSame() {
		new ApplicationContextRunner().withConfiguration(UxdAutoConfigurations.with())
			.withPropertyValues("uxd.path=" + this.directory.resolve("unmetered"))
			.withClassLoader(new FilteredClassLoader("io.micrometer"))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(Peer.class));
	}

	/**
	 * Takes meters, but fails at each datagram.
	 */
	static class FailingRegistry extends SimpleMeterRegistry {

		@Override
		protected Timer newTimer(Meter.Id id, DistributionStatisticConfig configuration, PauseDetector detector) {
			return new NoopTimer(id) {

				@Override
				public void record(long amount, TimeUnit unit) {
					throw new IllegalStateException("can't record");
				}

			};
		}

	}

	static class CountingHandler implements DatagramHandler {

		private final Counter handled;

		CountingHandler(MeterRegistry registry) {
			this.handled = registry.counter("handled");
		}

		@Override
		public void handle(DatagramView datagram, Peer peer) {
			this.handled.increment();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Listener {

		@EventListener
		void onDatagram(DatagramReceivedEvent event) {
			if (event.getDatagram().text().equals("fail")) {
				throw new IllegalStateException("as asked");
			}
		}

	}

}
