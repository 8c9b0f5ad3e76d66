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
package io.github.uxd.spring.boot.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.DatagramHandler;
import io.github.uxd.spring.DatagramListener;
import io.github.uxd.spring.TestSockets;
import io.github.uxd.spring.core.UxdSendException;
import io.github.uxd.spring.core.UxdTemplate;
import io.github.uxd.spring.listener.UxdListenerRegistry;
import io.github.uxd.spring.listener.UxdPeers;
import io.github.uxd.spring.observation.DefaultUxdListenerObservationConvention;
import io.github.uxd.spring.observation.DefaultUxdSendObservationConvention;
import io.github.uxd.spring.observation.UxdListenerObservationConvention;
import io.github.uxd.spring.observation.UxdObservation;
import io.github.uxd.spring.observation.UxdSendObservationConvention;
import io.micrometer.common.KeyValue;
import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.Observation.Context;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

@Timeout(60)
class ObservationTests {

	private static final UxdAddress DESTINATION = UxdAddress.of("/run/nobody");

	private static final String[] ALL_ON = { "uxd.listener.observation-enabled=true",
			"uxd.template.observation-enabled=true" };

	@TempDir
	Path directory;

	private ApplicationContextRunner runner;

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	@BeforeEach
	void setUp() {
		this.runner = new ApplicationContextRunner().withConfiguration(UxdAutoConfigurations.with())
			.withBean(ObservationRegistry.class, () -> this.registry)
			.withPropertyValues("uxd.name=main", "uxd.head-directory=" + this.directory);
	}

	@Test
	void eachCallOfAListenerIsObserved() {
		Queue<Observation> current = new ConcurrentLinkedQueue<>();
		this.runner.withPropertyValues(ALL_ON).run((context) -> {
			listen(context, (datagram, peer) -> current.add(this.registry.getCurrentObservation()));
			TestSockets.send(context.getBean(Peer.class).path(), "hello");
			await().untilAsserted(() -> assertThat(this.registry).hasObservationWithNameEqualTo("uxd.process")
				.that()
				.hasBeenStopped()
				.hasContextualNameEqualTo("orders process")
				.hasLowCardinalityKeyValue("name", "main")
				.hasLowCardinalityKeyValue("listener", "orders")
				.hasHighCardinalityKeyValueWithKey("source")
				.doesNotHaveError());
			assertThat(highCardinality("source")).endsWith("/sender.uxd");
			assertThat(current).as("the current observation while the listener runs")
				.singleElement()
				.satisfies(
						(observation) -> assertThat(observation.getContextView().getName()).isEqualTo("uxd.process"));
		});
	}

	@Test
	void anUnknownSourceIsNone() {
		this.runner.withPropertyValues(ALL_ON).withPropertyValues("uxd.source=false").run((context) -> {
			listen(context, (datagram, peer) -> {
			});
			TestSockets.send(context.getBean(Peer.class).path(), "hello");
			await().untilAsserted(() -> assertThat(this.registry).hasSingleObservationThat().hasBeenStopped());
			assertThat(highCardinality("source")).isEqualTo("none");
		});
	}

	@Test
	void theFailureOfAListenerIsToldAndReachesTheErrorHandler() {
		this.runner.withPropertyValues(ALL_ON).run((context) -> {
			IllegalStateException failure = new IllegalStateException("as asked");
			listen(context, (datagram, peer) -> {
				throw failure;
			});
			TestSockets.send(context.getBean(Peer.class).path(), "hello");
			await().untilAsserted(
					() -> assertThat(this.registry).hasSingleObservationThat().hasBeenStopped().hasError(failure));
		});
	}

	@Test
	void eachSendIsObserved() {
		this.runner.withPropertyValues(ALL_ON).run((context) -> {
			UxdTemplate template = context.getBean(UxdTemplate.class);
			UxdAddress self = UxdAddress.of(context.getBean(Peer.class).path());
			template.send(new byte[5], self);
			assertThat(this.registry).hasSingleObservationThat()
				.hasBeenStopped()
				.hasNameEqualTo("uxd.send")
				.hasContextualNameEqualTo("main send")
				.hasLowCardinalityKeyValue("name", "main")
				.hasLowCardinalityKeyValue("operation", "send")
				.hasLowCardinalityKeyValue("reason", "none")
				.hasHighCardinalityKeyValue("destination", self.toString())
				.doesNotHaveError();
			this.registry.clear();
			CompletableFuture<Datagram> answer = template.sendAndReceiveAsync(new byte[5], self);
			assertThat(this.registry).hasSingleObservationThat()
				.hasBeenStarted()
				.isNotStopped()
				.hasLowCardinalityKeyValue("operation", "send-and-receive");
			IllegalStateException failure = new IllegalStateException("no answer");
			answer.completeExceptionally(failure);
			assertThat(this.registry).hasSingleObservationThat().hasBeenStopped().hasError(failure);
		});
	}

	@Test
	void aTemplateTellsWhatItDoesAndHowItEnds() {
		this.runner.withPropertyValues(ALL_ON).run((context) -> {
			UxdTemplate template = context.getBean(UxdTemplate.class);
			assertThatExceptionOfType(UxdSendException.class).isThrownBy(() -> template.send(new byte[5], DESTINATION))
				.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(UxdSendException.Reason.NO_SOCKET_FILE));
			assertThat(this.registry).hasSingleObservationThat()
				.hasBeenStopped()
				.hasLowCardinalityKeyValue("operation", "send")
				.hasLowCardinalityKeyValue("reason", "no_socket_file")
				.assertThatError()
				.isInstanceOf(UxdSendException.class);
			this.registry.clear();
			assertThat(template.sendAndReceiveAsync(new byte[5], DESTINATION)).failsWithin(Duration.ofSeconds(20));
			await().untilAsserted(() -> assertThat(this.registry).hasSingleObservationThat()
				.hasBeenStopped()
				.hasLowCardinalityKeyValue("operation", "send-and-receive")
				.hasError());
		});
	}

	@Test
	void aSendBelongsToWhatIsObservedWhereItBegins() {
		this.runner.withPropertyValues(ALL_ON).run((context) -> {
			Observation request = Observation.createNotStarted("request", this.registry);
			request.observe(() -> sendToNobody(context));
			assertThat(this.registry).hasObservationWithNameEqualTo("uxd.send")
				.that()
				.hasParentObservationEqualTo(request);
		});
	}

	@Test
	void noSendIsTheCurrentObservation() {
		List<Observation> current = new ArrayList<>();
		this.runner.withPropertyValues(ALL_ON).run((context) -> {
			UxdTemplate template = context.getBean(UxdTemplate.class);
			CompletableFuture<Datagram> answer = template.sendAndReceiveAsync(new byte[5],
					UxdAddress.of(context.getBean(Peer.class).path()));
			answer.whenComplete((datagram, failure) -> current.add(this.registry.getCurrentObservation()));
			current.add(this.registry.getCurrentObservation());
			answer.cancel(false);
			assertThat(current).containsExactly(null, null);
		});
	}

	@Test
	void theDocumentedObservationsAndNoOthersAreRegistered() {
		this.runner.withPropertyValues(ALL_ON).run((context) -> {
			listen(context, (datagram, peer) -> {
			});
			TestSockets.send(context.getBean(Peer.class).path(), "hello");
			sendToNobody(context);
			await().untilAsserted(() -> assertThat(this.registry).hasObservationWithNameEqualTo("uxd.process")
				.that()
				.hasBeenStopped());
			List<Context> contexts = contexts();
			assertThat(contexts).extracting(Context::getName)
				.containsExactlyInAnyOrderElementsOf(
						Arrays.stream(UxdObservation.values()).map(UxdObservation::getConventionalName).toList());
			for (UxdObservation documented : UxdObservation.values()) {
				assertThat(contexts)
					.filteredOn((observed) -> documented.getConventionalName().equals(observed.getName()))
					.singleElement()
					.satisfies((observed) -> {
						assertThat(keys(observed.getLowCardinalityKeyValues().stream()))
							.containsExactlyInAnyOrderElementsOf(keys(documented.getLowCardinalityKeyNames()));
						assertThat(keys(observed.getHighCardinalityKeyValues().stream()))
							.containsExactlyInAnyOrderElementsOf(keys(documented.getHighCardinalityKeyNames()));
					});
			}
		});
	}

	@Test
	void thePropertiesOfEachPeerCount() {
		this.runner
			.withPropertyValues("uxd.peers.side.head-directory=" + this.directory,
					"uxd.peers.side.listener.observation-enabled=true")
			.run((context) -> {
				Queue<String> heard = new ConcurrentLinkedQueue<>();
				for (String id : List.of("", "side")) {
					context.getBean(UxdListenerRegistry.class)
						.register("l" + id, id, 0, true, (datagram, peer) -> heard.add(datagram.text()));
					TestSockets.send(context.getBean(UxdPeers.class).get(id).peer().path(), "hello");
				}
				await().untilAsserted(() -> assertThat(heard).hasSize(2));
				context.getBeansOfType(UxdTemplate.class).values().forEach(ObservationTests::sendToNobody);
				await().untilAsserted(() -> assertThat(this.registry).hasSingleObservationThat()
					.hasBeenStopped()
					.hasLowCardinalityKeyValue("name", "side")
					.hasLowCardinalityKeyValue("listener", "lside"));
			});
	}

	@Test
	void theRegistryIsNotEvenMadeUnlessSomethingIsToBeObserved() {
		new ApplicationContextRunner().withConfiguration(UxdAutoConfigurations.with())
			.withPropertyValues("uxd.head-directory=" + this.directory)
			.withBean(ObservationRegistry.class, () -> {
				throw new IllegalStateException("made");
			}, (definition) -> definition.setLazyInit(true))
			.run((context) -> {
				listen(context, (datagram, peer) -> {
				});
				sendToNobody(context);
			});
	}

	@Test
	void customConventionsReplaceTheDefaults() {
		this.runner.withPropertyValues(ALL_ON)
			.withBean(UxdListenerObservationConvention.class, CustomListenerConvention::new)
			.withBean(UxdSendObservationConvention.class, CustomSendConvention::new)
			.run((context) -> {
				listen(context, (datagram, peer) -> {
				});
				TestSockets.send(context.getBean(Peer.class).path(), "hello");
				await().untilAsserted(() -> assertThat(this.registry).hasObservationWithNameEqualTo("my.process")
					.that()
					.hasBeenStopped()
					.hasLowCardinalityKeyValue("name", "main"));
				sendToNobody(context);
				assertThat(this.registry).hasObservationWithNameEqualTo("my.send").that().hasBeenStopped();
			});
	}

	@Test
	void theMetersOfSpringBootHaveAnObservationAsATimer() {
		new ApplicationContextRunner()
			.withConfiguration(UxdAutoConfigurations.with(MetricsAutoConfiguration.class,
					CompositeMeterRegistryAutoConfiguration.class, ObservationAutoConfiguration.class))
			.withBean(SimpleMeterRegistry.class)
			.withPropertyValues(ALL_ON)
			.withPropertyValues("uxd.name=main", "uxd.head-directory=" + this.directory)
			.run((context) -> {
				listen(context, (datagram, peer) -> {
					if (datagram.text().equals("bad")) {
						throw new IllegalStateException("as asked");
					}
				});
				TestSockets.send(context.getBean(Peer.class).path(), "good", "bad");
				MeterRegistry meters = context.getBean(MeterRegistry.class);
				for (String error : new String[] { "none", "IllegalStateException" }) {
					await().until(() -> meters.find("uxd.process")
						.tag("name", "main")
						.tag("listener", "orders")
						.tag("error", error)
						.timers()
						.stream()
						.mapToLong(Timer::count)
						.sum() == 1);
				}
				assertThat(meters.get("uxd.process").timers())
					.allSatisfy((timer) -> assertThat(timer.getId().getTag("source")).isNull());
			});
	}

	@Test
	void aCustomizerHasTheLastWord() {
		this.runner.withPropertyValues(ALL_ON)
			.withBean(UxdTemplateCustomizer.class,
					() -> (template, id) -> template.setObservationRegistry(ObservationRegistry.NOOP))
			.run((context) -> {
				sendToNobody(context);
				assertThat(this.registry).doesNotHaveAnyObservation();
			});
	}

	@Test
	void aConventionThatFailsCostsNoDatagram() {
		Queue<String> heard = new ConcurrentLinkedQueue<>();
		this.runner.withPropertyValues(ALL_ON)
			.withBean(UxdListenerObservationConvention.class, () -> new DefaultUxdListenerObservationConvention() {

				@Override
				public String getName() {
					throw new IllegalStateException("as asked");
				}

			})
			.run((context) -> {
				listen(context, (datagram, peer) -> heard.add(datagram.text()));
				TestSockets.send(context.getBean(Peer.class).path(), "one", "two");
				await().untilAsserted(() -> assertThat(heard).containsExactly("one", "two"));
			});
	}

	@Test
	void aHandlerThatFailsCostsNoDatagramAndLeavesNothingCurrent() {
		Queue<String> heard = new ConcurrentLinkedQueue<>();
		AtomicReference<Observation> left = new AtomicReference<>();
		this.registry.observationConfig().observationHandler(new FailingHandler());
		this.runner.withPropertyValues(ALL_ON)
			.withBean(DatagramHandler.class, () -> (datagram, peer) -> left.set(this.registry.getCurrentObservation()))
			.run((context) -> {
				listen(context, (datagram, peer) -> heard.add(datagram.text()));
				TestSockets.send(context.getBean(Peer.class).path(), "one", "two", "three");
				await().untilAsserted(() -> assertThat(heard).containsExactly("one", "two", "three"));
				assertThat(left).hasNullValue();
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "onStart", "onScopeOpened", "onScopeClosed" })
	void aHandlerThatFailsLeavesNoMoreThanOneBehindInTheOthers(String failing) {
		Queue<String> heard = new ConcurrentLinkedQueue<>();
		CountingHandler counting = new CountingHandler();
		this.registry.observationConfig().observationHandler(counting).observationHandler(new FailingIn(failing));
		this.runner.withPropertyValues(ALL_ON).run((context) -> {
			listen(context, (datagram, peer) -> heard.add(datagram.text()));
			TestSockets.send(context.getBean(Peer.class).path(), "one", "two", "three", "four");
			await().untilAsserted(() -> assertThat(heard).containsExactly("one", "two", "three", "four"));
			await()
				.untilAsserted(() -> assertThat(counting.started).hasPositiveValue().hasValue(counting.stopped.get()));
			assertThat(counting.depth).hasValueLessThanOrEqualTo(1);
		});
	}

	@Test
	void withoutARegistryNothingIsObserved() {
		new ApplicationContextRunner().withConfiguration(UxdAutoConfigurations.with())
			.withPropertyValues("uxd.head-directory=" + this.directory)
			.withPropertyValues(ALL_ON)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	private static void sendToNobody(ApplicationContext context) {
		sendToNobody(context.getBean(UxdTemplate.class));
	}

	private static void sendToNobody(UxdTemplate template) {
		assertThatExceptionOfType(UxdSendException.class).isThrownBy(() -> template.send(new byte[5], DESTINATION));
	}

	private static void listen(ApplicationContext context, DatagramListener listener) {
		context.getBean(UxdListenerRegistry.class).register("orders", "", 0, true, listener);
	}

	private List<Context> contexts() {
		List<Context> contexts = new ArrayList<>();
		assertThat(this.registry).hasHandledContextsThatSatisfy(contexts::addAll);
		return contexts;
	}

	private String highCardinality(String key) {
		return contexts().get(0).getHighCardinalityKeyValue(key).getValue();
	}

	private static List<String> keys(Stream<KeyValue> values) {
		return values.map(KeyValue::getKey).toList();
	}

	private static List<String> keys(KeyName[] names) {
		return Arrays.stream(names).map(KeyName::asString).toList();
	}

	static class CustomListenerConvention extends DefaultUxdListenerObservationConvention {

		@Override
		public String getName() {
			return "my.process";
		}

	}

	static class CustomSendConvention extends DefaultUxdSendObservationConvention {

		@Override
		public String getName() {
			return "my.send";
		}

	}

	static class FailingHandler implements ObservationHandler<Context> {

		@Override
		public void onScopeOpened(Context context) {
			throw new IllegalStateException("as asked");
		}

		@Override
		public void onScopeClosed(Context context) {
			throw new IllegalStateException("as asked");
		}

		@Override
		public boolean supportsContext(Context context) {
			return true;
		}

	}

	/**
	 * What is told before the one that fails.
	 */
	private static final class CountingHandler implements ObservationHandler<Context> {

		private final AtomicInteger started = new AtomicInteger();

		private final AtomicInteger stopped = new AtomicInteger();

		private final AtomicInteger depth = new AtomicInteger();

		@Override
		public void onStart(Context context) {
			this.started.incrementAndGet();
		}

		@Override
		public void onStop(Context context) {
			this.stopped.incrementAndGet();
		}

		@Override
		public void onScopeOpened(Context context) {
			this.depth.incrementAndGet();
		}

		@Override
		public void onScopeClosed(Context context) {
			this.depth.decrementAndGet();
		}

		@Override
		public boolean supportsContext(Context context) {
			return true;
		}

	}

	/**
	 * Fails in one of its methods.
	 */
	private static final class FailingIn implements ObservationHandler<Context> {

		private final String method;

		FailingIn(String method) {
			this.method = method;
		}

		@Override
		public void onStart(Context context) {
			fail("onStart");
		}

		@Override
		public void onScopeOpened(Context context) {
			fail("onScopeOpened");
		}

		@Override
		public void onScopeClosed(Context context) {
			fail("onScopeClosed");
		}

		private void fail(String method) {
			if (method.equals(this.method)) {
				throw new IllegalStateException("as asked");
			}
		}

		@Override
		public boolean supportsContext(Context context) {
			return true;
		}

	}

}
