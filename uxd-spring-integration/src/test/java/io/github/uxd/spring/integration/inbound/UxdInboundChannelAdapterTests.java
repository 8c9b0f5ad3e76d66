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
package io.github.uxd.spring.integration.inbound;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.SendException;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.HandlingFailure;
import io.github.uxd.spring.UxdErrorHandler;
import io.github.uxd.spring.UxdHeaders;
import io.github.uxd.spring.boot.test.UxdTestClient;
import io.github.uxd.spring.core.PayloadConversionException;
import io.github.uxd.spring.integration.IntegrationContexts;
import io.github.uxd.spring.integration.dsl.Uxd;
import io.github.uxd.spring.integration.dsl.UxdInboundChannelAdapterSpec;
import io.github.uxd.spring.listener.ManagedPeer;
import io.github.uxd.spring.listener.UxdListenerContainer;
import io.github.uxd.spring.listener.UxdListenerRegistry;
import io.github.uxd.spring.listener.UxdPeers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.integration.channel.QueueChannel;
import org.springframework.integration.dsl.IntegrationFlow;
import org.springframework.integration.dsl.context.IntegrationFlowContext.IntegrationFlowRegistration;
import org.springframework.integration.dsl.context.IntegrationFlowContext;
import org.springframework.integration.support.MessageBuilder;
import org.springframework.integration.support.SmartLifecycleRoleController;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.support.ErrorMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Flows that begin with what a peer receives.
 */
@Timeout(20)
class UxdInboundChannelAdapterTests {

	private final BlockingQueue<Message<?>> received = new LinkedBlockingQueue<>();

	private final BlockingQueue<HandlingFailure> failures = new LinkedBlockingQueue<>();

	private final ApplicationContextRunner runner = IntegrationContexts.runner()
		.withBean(UxdErrorHandler.class, () -> this.failures::add);

	private ApplicationContextRunner flow(Supplier<IntegrationFlow> flow) {
		return this.runner.withBean("flow", IntegrationFlow.class, flow);
	}

	private Message<?> received() throws InterruptedException {
		Message<?> message = this.received.poll(10, TimeUnit.SECONDS);
		assertThat(message).as("a message").isNotNull();
		return message;
	}

	private HandlingFailure failure() throws InterruptedException {
		HandlingFailure failure = this.failures.poll(10, TimeUnit.SECONDS);
		assertThat(failure).as("a failure").isNotNull();
		return failure;
	}

	private IntegrationFlow toQueue(UxdInboundChannelAdapterSpec adapter) {
		return IntegrationFlow.from(adapter.id("adapter")).handle(this.received::add).get();
	}

	private static UxdInboundChannelAdapter adapter(ApplicationContext context) {
		return context.getBean("adapter", UxdInboundChannelAdapter.class);
	}

	private static UxdTestClient client(ApplicationContext context) {
		return context.getBean(UxdTestClient.class);
	}

	@Test
	void sendsBytesWithTheHeadersOfADatagram() {
		flow(() -> toQueue(Uxd.inboundAdapter("shop"))).run((context) -> {
			long before = System.currentTimeMillis();
			client(context).send("apple");
			Message<?> message = received();
			assertThat(message.getPayload()).isEqualTo("apple".getBytes());
			assertThat(message.getHeaders()).containsEntry(UxdHeaders.PEER_ID, "shop")
				.containsEntry(UxdHeaders.PEER, context.getBean(Peer.class))
				.containsEntry(UxdHeaders.SOURCE, UxdAddress.of(client(context).path()));
			assertThat(message.getHeaders().get(UxdHeaders.RECEIVED_TIMESTAMP, Long.class)).isBetween(before,
					System.currentTimeMillis());
		});
	}

	@Test
	void convertsPayloadsToWhatIsAskedFor() {
		flow(() -> toQueue(Uxd.inboundAdapter().payloadType(new ParameterizedTypeReference<List<Order>>() {
		}))).run((context) -> {
			client(context).send("[{\"item\":\"apple\",\"count\":2}]");
			assertThat(received().getPayload()).isEqualTo(List.of(new Order("apple", 2)));
		});
		flow(() -> toQueue(Uxd.inboundAdapter().payloadType(String.class))).run((context) -> {
			client(context).send("apple");
			assertThat(received().getPayload()).isEqualTo("apple");
		});
		flow(() -> toQueue(Uxd.inboundAdapter().payloadType(Datagram.class))).run((context) -> {
			client(context).send("apple");
			assertThat(received().getPayload()).isInstanceOfSatisfying(Datagram.class,
					(datagram) -> assertThat(datagram.text()).isEqualTo("apple"));
		});
	}

	@Test
	void whatCantBeConvertedIsTheSendersFault() {
		flow(() -> toQueue(Uxd.inboundAdapter().payloadType(Order.class))).run((context) -> {
			client(context).send("{");
			HandlingFailure failure = failure();
			assertThat(failure.isCausedBySender()).isTrue();
			assertThat(failure.getCause()).hasMessageStartingWith("No message can be made of 1 bytes from ")
				.hasCauseInstanceOf(PayloadConversionException.class);
			assertThat(failure.getListenerId()).isEqualTo("adapter");
			client(context).send("{\"item\":\"apple\",\"count\":2}");
			assertThat(received().getPayload()).isEqualTo(new Order("apple", 2));
		});
	}

	@Test
	void whatCantBeConvertedGoesToTheErrorChannelAsBytes() {
		flow(() -> toQueue(Uxd.inboundAdapter().payloadType(Order.class).errorChannel("errors")))
			.withBean("errors", QueueChannel.class)
			.run((context) -> {
				client(context).send("{");
				ErrorMessage error = (ErrorMessage) context.getBean(QueueChannel.class).receive(10_000);
				assertThat(error.getPayload()).isInstanceOfSatisfying(MessagingException.class,
						(ex) -> assertThat(ex.getFailedMessage().getPayload()).isEqualTo("{".getBytes()));
				assertThat(this.failures).isEmpty();
			});
	}

	@Test
	void whatAFlowThrowsGoesToTheErrorHandlerOfThePeer() {
		flow(() -> IntegrationFlow.from(Uxd.inboundAdapter()).handle((message) -> {
			throw new IllegalStateException("Sold out");
		}).get()).run((context) -> {
			client(context).send("apple");
			HandlingFailure failure = failure();
			assertThat(failure.isCausedBySender()).isFalse();
			assertThat(failure.getCause()).isInstanceOf(MessagingException.class).hasRootCauseMessage("Sold out");
			assertThat(failure.getDatagram().text()).isEqualTo("apple");
		});
	}

	@Test
	void whatAFlowThrowsGoesToTheErrorChannelWithTheMessage() {
		flow(() -> IntegrationFlow.from(Uxd.inboundAdapter().errorChannel("errors")).handle((message) -> {
			throw new IllegalStateException("Sold out");
		}).get()).withBean("errors", QueueChannel.class).run((context) -> {
			client(context).send("apple");
			ErrorMessage error = (ErrorMessage) context.getBean(QueueChannel.class).receive(10_000);
			assertThat(error.getPayload()).hasRootCauseMessage("Sold out")
				.isInstanceOfSatisfying(MessagingException.class,
						(ex) -> assertThat(ex.getFailedMessage().getPayload()).isEqualTo("apple".getBytes()));
			assertThat(this.failures).isEmpty();
		});
	}

	@Test
	void aFlowThatFailsIsTriedAgain() {
		AtomicInteger calls = new AtomicInteger();
		flow(() -> IntegrationFlow
			.from(Uxd.inboundAdapter()
				.retryPolicy(RetryPolicy.builder().maxRetries(2).delay(Duration.ofMillis(1)).build()))
			.handle((message) -> {
				if (calls.incrementAndGet() < 3) {
					throw new IllegalStateException("Not yet");
				}
				this.received.add(message);
			})
			.get()).run((context) -> {
				client(context).send("apple");
				assertThat(received().getPayload()).isEqualTo("apple".getBytes());
				assertThat(calls).hasValue(3);
				assertThat(this.failures).isEmpty();
			});
	}

	@Test
	void aBusyFlowLeavesTheRestInTheKernelsQueue() {
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch done = new CountDownLatch(1);
		flow(() -> IntegrationFlow.from(Uxd.inboundAdapter()).handle((message) -> {
			entered.countDown();
			waitFor(done);
			this.received.add(message);
		}).get()).run((context) -> {
			client(context).send("0");
			assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
			int sent = sendUntilFull(context);
			assertThat(sent).isPositive();
			done.countDown();
			for (int i = 0; i <= sent; i++) {
				assertThat(received().getPayload()).isEqualTo(Integer.toString(i).getBytes());
			}
		});
	}

	private static void waitFor(CountDownLatch latch) {
		try {
			latch.await(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static int sendUntilFull(ApplicationContext context) throws Exception {
		UxdAddress destination = UxdAddress.of(context.getBean(UxdPeers.class).get("").peer().path());
		try (Peer sender = Peer.builder().name("sender").temp(true).build()) {
			sender.open();
			int sent = 0;
			while (sender.send(Integer.toString(sent + 1).getBytes(), destination)) {
				sent++;
			}
			return sent;
		}
		catch (SendException ex) {
			throw new AssertionError(ex);
		}
	}

	@Test
	void whatIsSentToAStoppedOneWaits() {
		flow(() -> toQueue(Uxd.inboundAdapter())).run((context) -> {
			adapter(context).stop();
			client(context).send("apple");
			await().during(Duration.ofMillis(100)).until(() -> this.received.isEmpty());
			assertThat(context.getBean(ManagedPeer.class).actualState()).isEqualTo(ManagedPeer.State.PAUSED);
			adapter(context).start();
			assertThat(received().getPayload()).isEqualTo("apple".getBytes());
		});
	}

	@Test
	void whatIsSentBeforeItStartsWaits() {
		flow(() -> toQueue(Uxd.inboundAdapter().autoStartup(false))).run((context) -> {
			client(context).send("apple");
			await().until(() -> context.getBean(ManagedPeer.class).actualState() == ManagedPeer.State.PAUSED);
			assertThat(this.received).isEmpty();
			adapter(context).start();
			assertThat(received().getPayload()).isEqualTo("apple".getBytes());
		});
	}

	@Test
	void pausesAndStaysPausedThroughARestart() {
		flow(() -> toQueue(Uxd.inboundAdapter())).run((context) -> {
			UxdInboundChannelAdapter adapter = adapter(context);
			UxdListenerContainer container = context.getBean(UxdListenerRegistry.class).getContainer("adapter");
			adapter.pause();
			assertThat(adapter.isPaused()).isTrue();
			assertThat(adapter.isRunning()).isTrue();
			assertThat(container.isRunning()).isFalse();
			client(context).send("apple");
			adapter.stop();
			adapter.start();
			assertThat(container.isRunning()).isFalse();
			assertThat(this.received).isEmpty();
			adapter.resume();
			assertThat(received().getPayload()).isEqualTo("apple".getBytes());
		});
	}

	@Test
	void aStopWaitsForTheFlow() {
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch done = new CountDownLatch(1);
		flow(() -> IntegrationFlow.from(Uxd.inboundAdapter().id("adapter")).handle((message) -> {
			entered.countDown();
			waitFor(done);
			this.received.add(message);
		}).get()).run((context) -> {
			client(context).send("apple");
			assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
			Thread stopping = new Thread(adapter(context)::stop);
			stopping.start();
			await().until(() -> stopping.getState() == Thread.State.TIMED_WAITING);
			done.countDown();
			stopping.join(10_000);
			assertThat(this.received).hasSize(1);
		});
	}

	@Test
	void aStopWaitsNoLongerThanItIsTold() {
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch done = new CountDownLatch(1);
		flow(() -> IntegrationFlow.from(Uxd.inboundAdapter().id("adapter").stopTimeout(Duration.ofMillis(20)))
			.handle((message) -> {
				entered.countDown();
				waitFor(done);
			})
			.get()).run((context) -> {
				client(context).send("apple");
				assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
				adapter(context).stop();
				assertThat(done.getCount()).isOne();
				done.countDown();
			});
	}

	@Test
	void aFlowMayStopTheAdapterThatItBeginsWith() {
		AtomicReference<UxdInboundChannelAdapter> adapter = new AtomicReference<>();
		flow(() -> IntegrationFlow.from(Uxd.inboundAdapter().id("adapter")).handle((message) -> {
			adapter.get().stop();
			this.received.add(message);
		}).get()).run((context) -> {
			adapter.set(adapter(context));
			client(context).send("apple");
			client(context).send("pear");
			received();
			assertThat(adapter(context).isRunning()).isFalse();
			adapter(context).start();
			assertThat(received().getPayload()).isEqualTo("pear".getBytes());
		});
	}

	@Test
	void whatIsSentBeforeTheApplicationStopsIsHandled() {
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch done = new CountDownLatch(1);
		flow(() -> IntegrationFlow.from(Uxd.inboundAdapter()).handle((message) -> {
			entered.countDown();
			waitFor(done);
			this.received.add(message);
		}).get()).run((context) -> {
			client(context).send("0");
			assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
			int sent = sendUntilFull(context);
			Thread closing = new Thread(
					() -> context.getSourceApplicationContext(ConfigurableApplicationContext.class).close());
			closing.start();
			await().until(() -> context.getBean(ManagedPeer.class).actualState() == ManagedPeer.State.DRAINING);
			done.countDown();
			closing.join(10_000);
			assertThat(this.received).hasSize(1 + sent);
			assertThat(this.failures).isEmpty();
		});
	}

	@Test
	void runsOnTheThreadsThatThePeerHasForListeners() {
		flow(() -> IntegrationFlow.from(Uxd.inboundAdapter())
			.handle((message) -> this.received
				.add(MessageBuilder.withPayload(Thread.currentThread().getName()).build()))
			.get()).withPropertyValues("uxd.dispatch.mode=pool", "uxd.dispatch.threads=2").run((context) -> {
				client(context).send("apple");
				assertThat(received().getPayload().toString()).startsWith("uxd-shop-");
			});
	}

	@Test
	void isThereFromTheStartWhereAllElseIsLazy() {
		this.runner.withUserConfiguration(Flows.class)
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> assertThat(context.getBean(UxdListenerRegistry.class).getContainers()).hasSize(1));
	}

	@Test
	void startsAndStopsWithItsRole() {
		flow(() -> toQueue(Uxd.inboundAdapter().role("night").autoStartup(false))).run((context) -> {
			SmartLifecycleRoleController roles = context.getBean(SmartLifecycleRoleController.class);
			roles.startLifecyclesInRole("night");
			client(context).send("apple");
			received();
			roles.stopLifecyclesInRole("night");
			assertThat(context.getBean(UxdListenerRegistry.class).getContainer("adapter").isRunning()).isFalse();
		});
	}

	@Test
	void comesAndGoesWithAFlowOfTheFlowContext() {
		this.runner.run((context) -> {
			IntegrationFlowRegistration registration = context.getBean(IntegrationFlowContext.class)
				.registration(toQueue(Uxd.inboundAdapter()))
				.register();
			client(context).send("apple");
			received();
			registration.destroy();
			assertThat(context.getBean(UxdListenerRegistry.class).getContainers()).isEmpty();
		});
	}

	@Test
	void listensToAPeerBesideThePrimaryOneAndInItsOrder() {
		this.runner.withPropertyValues("uxd.peers.sensors.name=sensors")
			.withBean("second", IntegrationFlow.class,
					() -> IntegrationFlow.from(Uxd.inboundAdapter("sensors").order(2))
						.enrichHeaders((headers) -> headers.header("flow", 2))
						.handle(this.received::add)
						.get())
			.withBean("first", IntegrationFlow.class,
					() -> IntegrationFlow.from(Uxd.inboundAdapter("sensors").order(1))
						.enrichHeaders((headers) -> headers.header("flow", 1))
						.handle(this.received::add)
						.get())
			.run((context) -> {
				client(context).to("sensors").send("21.5");
				assertThat(received().getHeaders()).containsEntry("flow", 1)
					.containsEntry(UxdHeaders.PEER_ID, "sensors");
				assertThat(received().getHeaders()).containsEntry("flow", 2);
			});
	}

	@Test
	void aPeerThatThereIsNoneOfEndsTheStart() {
		flow(() -> toQueue(Uxd.inboundAdapter("sensors"))).run((context) -> assertThat(context).getFailure()
			.rootCause()
			.hasMessage("There is no peer 'sensors', but 'shop'"));
		flow(() -> toQueue(Uxd.inboundAdapter("sensors"))).run((context) -> assertThat(context).getFailure()
			.hasStackTraceContaining("UxdInboundChannelAdapter 'adapter' of peer 'sensors' can't listen: "
					+ "There is no peer 'sensors', but 'shop'. The ids of peers are the keys below 'uxd.peers', "
					+ "and the name of the primary one"));
	}

	@Test
	void anotherListenerOfItsNameEndsTheStart() {
		flow(() -> toQueue(Uxd.inboundAdapter()))
			.withBean("another", UxdInboundChannelAdapter.class, () -> new UxdInboundChannelAdapter(""),
					(definition) -> definition.setDependsOn("taken"))
			.withBean("taken", TakesTheName.class)
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining(
						"UxdInboundChannelAdapter 'another' can't listen: There is a listener 'another' "
								+ "already. The id of a listener is the name of the endpoint's bean: give it another one"));
	}

	static class TakesTheName {

		TakesTheName(UxdListenerRegistry registry) {
			registry.register("another", "", 0, false, (datagram, peer) -> {
			});
		}

	}

	@Test
	void withoutPeersTheStartEnds() {
		flow(() -> toQueue(Uxd.inboundAdapter())).withPropertyValues("uxd.enabled=false")
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining(
						"UxdInboundChannelAdapter 'adapter' can't listen: There is no UxdListenerRegistry bean"));
	}

	record Order(String item, int count) {

	}

	@Configuration(proxyBeanMethods = false)
	static class Flows {

		@Bean
		IntegrationFlow flow() {
			return IntegrationFlow.from(Uxd.inboundAdapter()).nullChannel();
		}

	}

}
