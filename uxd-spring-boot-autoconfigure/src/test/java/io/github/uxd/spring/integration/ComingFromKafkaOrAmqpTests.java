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

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.BatchListenerFailedException;
import io.github.uxd.spring.DatagramFilter;
import io.github.uxd.spring.DatagramRecoverer;
import io.github.uxd.spring.HandlingFailure;
import io.github.uxd.spring.TestSockets;
import io.github.uxd.spring.UxdErrorHandler;
import io.github.uxd.spring.UxdHeaders;
import io.github.uxd.spring.annotation.UxdHandler;
import io.github.uxd.spring.annotation.UxdListener;
import io.github.uxd.spring.boot.autoconfigure.GuidePage;
import io.github.uxd.spring.boot.autoconfigure.UxdAutoConfigurations;
import io.github.uxd.spring.core.UxdOperations;
import io.github.uxd.spring.core.UxdSendException;
import io.github.uxd.spring.listener.DeadLetterPublishingRecoverer;
import io.github.uxd.spring.listener.PeerPoller;
import io.github.uxd.spring.listener.UxdListenerContainer;
import io.github.uxd.spring.listener.UxdListenerCustomizer;
import io.github.uxd.spring.listener.UxdListenerRegistry;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Positive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Shows each row of the page for those who come from Spring Kafka or Spring AMQP.
 */
@Timeout(60)
class ComingFromKafkaOrAmqpTests {

	/**
	 * What listeners were given, one word each.
	 */
	private static final List<String> heard = new CopyOnWriteArrayList<>();

	private final List<HandlingFailure> failures = new CopyOnWriteArrayList<>();

	@TempDir
	private Path directory;

	private Peer sender;

	private ApplicationContextRunner application;

	@BeforeEach
	void prepareApplicationAndSender() throws Exception {
		heard.clear();
		this.sender = Peer.builder().path(this.directory.resolve("sender")).build();
		this.sender.open();
		this.application = new ApplicationContextRunner()
			.withConfiguration(UxdAutoConfigurations.with(JacksonAutoConfiguration.class))
			.withPropertyValues("uxd.path=" + this.directory.resolve("orders"))
			.withBean(UxdErrorHandler.class, () -> this.failures::add);
	}

	@AfterEach
	void closeSender() throws Exception {
		this.sender.close();
	}

	@Test
	void everyRowIsShownHere() {
		List<String> shown = Arrays.stream(getClass().getDeclaredMethods())
			.map((method) -> method.getAnnotation(Row.class))
			.filter((row) -> row != null)
			.map(Row::value)
			.toList();
		assertThat(GuidePage.of("coming-from-kafka-or-amqp.md").rows("Spring Kafka, Spring AMQP", 3))
			.extracting((row) -> row.get(0))
			.containsExactlyInAnyOrderElementsOf(shown);
	}

	@Test
	@Row("@KafkaListener(topics), @RabbitListener(queues)")
	void aListenerIsAMethod() {
		class Orders {

			@UxdListener(peer = "returns")
			@UxdListener
			void onOrder(String order) {
				heard.add(order);
			}

		}
		Path returns = this.directory.resolve("returns");
		this.application.withPropertyValues("uxd.peers.returns.path=" + returns)
			.withBean("orders", Orders.class, Orders::new)
			.run((context) -> {
				send("apple");
				TestSockets.send(this.sender, "pear".getBytes(StandardCharsets.UTF_8), UxdAddress.of(returns));
				await().untilAsserted(() -> assertThat(heard).containsExactlyInAnyOrder("apple", "pear"));
			});
	}

	@Test
	@Row("id")
	void aListenerIsFoundByItsId() {
		class Orders {

			@UxdListener
			void onOrder(String order) {
			}

			@UxdListener(id = "audit")
			void onAudit(String order) {
			}

		}
		run(new Orders(), (context) -> {
			UxdListenerRegistry registry = context.getBean(UxdListenerRegistry.class);
			assertThat(registry.getContainer("listener.onOrder")).isNotNull();
			assertThat(registry.getContainer("audit")).isNotNull();
		});
	}

	@Test
	@Row("autoStartup")
	void aListenerThatIsNotStartedHasItsPeerWait() {
		class Orders {

			@UxdListener(id = "orders", autoStartup = "true")
			void onOrder(String order) {
				heard.add(order);
			}

		}
		this.application.withPropertyValues("uxd.listeners.orders.auto-startup=false")
			.withBean("listener", Orders.class, Orders::new)
			.run((context) -> {
				send("apple");
				assertThat(heard).isEmpty();
				context.getBean(UxdListenerRegistry.class).getContainer("orders").start();
				await().untilAsserted(() -> assertThat(heard).containsExactly("apple"));
			});
	}

	@Test
	@Row("batch = \"true\"")
	void aBatchIsWhatIsThere() {
		class Orders {

			@UxdListener(batch = "true")
			void onOrders(List<String> orders) {
				heard.add(String.join(" ", orders));
			}

		}
		run(new Orders(), (context) -> {
			together(context, "apple", "pear");
			await().untilAsserted(() -> assertThat(heard).containsExactly("apple pear"));
		});
	}

	@Test
	@Row("BatchListenerFailedException")
	void theElementThatFailedIsNamedAndTheRestGoesOn() {
		class Orders {

			@UxdListener(batch = "true")
			void onOrders(List<String> orders) {
				heard.add(String.join(" ", orders));
				if (orders.contains("stone")) {
					throw new BatchListenerFailedException("Not for sale", orders.indexOf("stone"));
				}
			}

		}
		run(new Orders(), (context) -> {
			together(context, "apple", "stone", "pear");
			await().untilAsserted(() -> assertThat(heard).containsExactly("apple stone pear", "pear"));
			assertThat(this.failures).extracting((failure) -> failure.getDatagram().text()).containsExactly("stone");
		});
	}

	@Test
	@Row("filter, RecordFilterStrategy")
	void aFilterLetsPassWhatItAccepts() {
		class Orders {

			@UxdListener(filter = "fruit")
			void onOrder(String order) {
				heard.add(order);
			}

		}
		this.application
			.withBean("fruit", DatagramFilter.class, () -> (datagram, peer) -> datagram.text().equals("apple"))
			.withBean("listener", Orders.class, Orders::new)
			.run((context) -> {
				send("stone", "apple");
				await().untilAsserted(() -> assertThat(heard).containsExactly("apple"));
				assertThat(container(context).getFilteredCount()).isEqualTo(1);
			});
	}

	@Test
	@Row("errorHandler, CommonErrorHandler")
	void anErrorHandlerIsToldWhoFailedOnWhat() {
		class Orders {

			@UxdListener(errorHandler = "mine")
			void onOrder(String order) {
				throw new IllegalStateException("Sold out");
			}

		}
		this.application
			.withBean("mine", UxdErrorHandler.class,
					() -> (failure) -> heard.add(failure.getListenerId() + " " + failure.getDatagram().text() + " "
							+ failure.getCause().getMessage()))
			.withBean("listener", Orders.class, Orders::new)
			.run((context) -> {
				send("apple");
				await().untilAsserted(() -> assertThat(heard).containsExactly("listener.onOrder apple Sold out"));
				assertThat(this.failures).as("what the others have is not told").isEmpty();
			});
	}

	@Test
	@Row("DefaultErrorHandler(backOff), RetryInterceptorBuilder")
	void aRetryPolicyHasTheListenerCalledAgain() {
		class Orders {

			@UxdListener(retry = "twice")
			void onOrder(String order) {
				heard.add(order);
				throw new IllegalStateException("Sold out");
			}

		}
		this.application
			.withBean("twice", RetryPolicy.class,
					() -> RetryPolicy.builder().maxRetries(2).delay(Duration.ZERO).build())
			.withBean("listener", Orders.class, Orders::new)
			.run((context) -> {
				send("apple");
				await().until(() -> this.failures.size() == 1);
				assertThat(heard).containsExactly("apple", "apple", "apple");
			});
	}

	@Test
	@Row("DeadLetterPublishingRecoverer, RepublishMessageRecoverer")
	void aDeadLetterIsSentToAnotherSocket() {
		class Orders {

			@UxdListener
			void onOrder(String order) {
				throw new IllegalStateException("Sold out");
			}

		}
		this.application.withUserConfiguration(DeadLetters.class)
			.withPropertyValues("dead.letters=" + this.directory.resolve("sender"))
			.withBean("listener", Orders.class, Orders::new)
			.run((context) -> {
				send("apple");
				assertThat(answer()).isEqualTo("apple");
				await().until(() -> container(context).getRecoveredCount() == 1);
				assertThat(this.failures).isEmpty();
			});
	}

	@Test
	@Row("@SendTo")
	void anAnswerIsSentWhereSendToSays() throws Exception {
		class Orders {

			@UxdListener
			@SendTo("!{result + '.sock'}")
			String onOrder(String order) {
				return order;
			}

		}
		Path shelf = this.directory.resolve("shelf.sock");
		try (Peer receiver = Peer.builder().path(shelf).build()) {
			receiver.open();
			run(new Orders(), (context) -> {
				send(this.directory.resolve("shelf").toString());
				assertThat(answerTo(receiver)).isEqualTo(this.directory.resolve("shelf").toString());
			});
		}
	}

	@Test
	@Row("ConsumerRecord, AMQP's Message")
	void aDatagramTellsItsSource() {
		class Orders {

			@UxdListener
			void onOrder(Datagram order) {
				heard.add(order.text() + " " + order.source());
			}

		}
		run(new Orders(), (context) -> {
			send("apple");
			await().untilAsserted(() -> assertThat(heard).containsExactly("apple " + this.directory.resolve("sender")));
		});
	}

	@Test
	@Row("@Payload, @Header, @Headers")
	void payloadAndHeadersAreParameters() {
		class Orders {

			@UxdListener
			void onOrder(@Payload Order order, @Header(UxdHeaders.PEER_ID) String peer,
					@Header(name = "shop", defaultValue = "corner") String shop) {
				heard.add(order.item() + " " + peer + " " + shop);
			}

		}
		run(new Orders(), (context) -> {
			send("{\"item\":\"apple\",\"count\":2}");
			await().untilAsserted(() -> assertThat(heard).containsExactly("apple main corner"));
		});
	}

	@Test
	@Row("@Valid @Payload")
	void whatIsNotValidIsTheSendersFault() {
		class Orders {

			@UxdListener
			void onOrder(@Valid @Payload Order order) {
				heard.add(order.item());
			}

		}
		this.application.withBean(LocalValidatorFactoryBean.class)
			.withPropertyValues("uxd.listener.retry.max-retries=3")
			.withBean("listener", Orders.class, Orders::new)
			.run((context) -> {
				send("{\"item\":\"apple\",\"count\":-2}");
				await().until(() -> this.failures.size() == 1);
				assertThat(this.failures.get(0).isCausedBySender()).isTrue();
				assertThat(this.failures.get(0).getAttempts()).isEqualTo(1);
				assertThat(heard).isEmpty();
			});
	}

	@Test
	@Row("Acknowledgment, Channel")
	void whatThereIsNoneOfIsRefused() {
		class Orders {

			@UxdListener
			void onOrder(String order, Acknowledgment acknowledgment) {
			}

		}
		run(new Orders(), (context) -> assertThat(context).getFailure()
			.hasMessageContaining("its parameter 1 (Acknowledgment) belongs to Kafka"));
	}

	@Test
	@Row("@KafkaHandler, @RabbitHandler")
	void eachMethodOfAClassTakesOneType() {
		@UxdListener
		class Orders {

			@UxdHandler
			void onPlaced(Placed placed) {
				heard.add("placed " + placed.item());
			}

			@UxdHandler
			void onCancelled(Cancelled cancelled) {
				heard.add("cancelled");
			}

			@UxdHandler(isDefault = true)
			void onOther(String text) {
				heard.add("what is " + text);
			}

		}
		run(new Orders(), (context) -> {
			send("{\"type\":\"placed\",\"item\":\"apple\"}", "{\"type\":\"cancelled\"}", "this");
			await().untilAsserted(() -> assertThat(heard).containsExactly("placed apple", "cancelled", "what is this"));
		});
	}

	@Test
	@Row("concurrency")
	void aListenerIsCalledWithSoManyDatagramsAtATime() {
		CyclicBarrier bothAtOnce = new CyclicBarrier(2);
		class Orders {

			@UxdListener(concurrency = "2")
			void onOrder(String order) throws Exception {
				bothAtOnce.await();
				heard.add(order);
			}

			@UxdListener(concurrency = "1")
			void onLog(String order) {
				heard.add("log " + order);
			}

		}
		this.application.withPropertyValues("uxd.dispatch.mode=pool", "uxd.dispatch.order=none")
			.withBean("listener", Orders.class, Orders::new)
			.run((context) -> {
				send("apple", "pear");
				await().untilAsserted(
						() -> assertThat(heard).containsExactlyInAnyOrder("apple", "pear", "log apple", "log pear"));
				assertThat(heard).containsSubsequence("log apple", "log pear");
			});
	}

	@Test
	@Row("KafkaListenerEndpointRegistry, RabbitListenerEndpointRegistry")
	void aRegistryStopsAndStartsAndRegisters() {
		this.application.run((context) -> {
			UxdListenerRegistry registry = context.getBean(UxdListenerRegistry.class);
			registry.register("tap", "", 0, true, (datagram, peer) -> heard.add(datagram.text()));
			registry.getContainer("tap").stop();
			send("apple");
			assertThat(heard).isEmpty();
			registry.getContainer("tap").start();
			await().untilAsserted(() -> assertThat(heard).containsExactly("apple"));
			registry.unregister("tap");
			assertThat(registry.getContainers()).isEmpty();
		});
	}

	@Test
	@Row("ContainerCustomizer")
	void aCustomizerChangesHowAListenerIsCalled() {
		class Orders {

			@UxdListener
			void onOrder(String order) {
				heard.add(order);
			}

		}
		this.application
			.withBean(UxdListenerCustomizer.class,
					() -> (endpoint) -> endpoint.filter(
							(datagram, peer) -> !endpoint.getId().equals("listener.onOrder") || datagram.length() < 6))
			.withBean("listener", Orders.class, Orders::new)
			.run((context) -> {
				send("pineapple", "apple");
				await().untilAsserted(() -> assertThat(heard).containsExactly("apple"));
			});
	}

	@Test
	@Row("pause(), resume() of a container")
	void whatIsSentToAPausedPeerWaits() {
		class Orders {

			@UxdListener
			void onOrder(String order) {
				heard.add(order);
			}

		}
		run(new Orders(), (context) -> {
			PeerPoller poller = context.getBean(PeerPoller.class);
			poller.pause();
			await().until(poller::isPaused);
			send("apple");
			assertThat(heard).isEmpty();
			poller.resume();
			await().untilAsserted(() -> assertThat(heard).containsExactly("apple"));
		});
	}

	@Test
	@Row("KafkaTemplate.send, RabbitTemplate.convertAndSend")
	void aTemplateSendsWhatItConverts() {
		this.application.run((context) -> {
			UxdOperations template = context.getBean(UxdOperations.class);
			template.convertAndSend(new Order("apple", 2), UxdAddress.of(this.directory.resolve("sender")));
			assertThat(answer()).isEqualTo("{\"item\":\"apple\",\"count\":2}");
			assertThatExceptionOfType(UxdSendException.class)
				.isThrownBy(() -> template.convertAndSend("apple", UxdAddress.of(this.directory.resolve("nobody"))));
		});
	}

	@Test
	@Row("send(…) with a future")
	void aFutureTellsThatTheKernelHasIt() {
		this.application.run((context) -> {
			context.getBean(UxdOperations.class)
				.sendAsync("apple".getBytes(StandardCharsets.UTF_8), UxdAddress.of(this.directory.resolve("sender")))
				.get();
			assertThat(answer()).isEqualTo("apple");
		});
	}

	@Test
	@Row("ReplyingKafkaTemplate, convertSendAndReceive")
	void aRequestGetsItsAnswer() {
		class Orders {

			@UxdListener
			Order onOrder(Order order) {
				return new Order(order.item(), 2 * order.count());
			}

		}
		run(new Orders(), (context) -> assertThat(context.getBean(UxdOperations.class)
			.convertSendAndReceive(new Order("apple", 2), UxdAddress.of(this.directory.resolve("orders")), Order.class))
			.isEqualTo(new Order("apple", 4)));
	}

	@Test
	@Row("a result of CompletableFuture or Mono, suspend")
	void whatComesLaterIsTheAnswer() {
		class Orders {

			@UxdListener
			Mono<String> onOrder(String order) {
				return Mono.fromFuture(CompletableFuture.supplyAsync(() -> {
					if (order.equals("stone")) {
						throw new IllegalArgumentException("Not for sale");
					}
					return "thanks for the " + order;
				}));
			}

		}
		run(new Orders(), (context) -> {
			send("apple", "stone");
			assertThat(answer()).isEqualTo("thanks for the apple");
			await().untilAsserted(() -> assertThat(this.failures).singleElement()
				.satisfies((failure) -> assertThat(failure.getDatagram().text()).isEqualTo("stone")));
		});
	}

	private void run(Object listener, ContextConsumer<AssertableApplicationContext> scene) {
		register(listener).run(scene);
	}

	@SuppressWarnings("unchecked")
	private ApplicationContextRunner register(Object listener) {
		return this.application.withBean("listener", (Class<Object>) listener.getClass(), () -> listener);
	}

	private void send(String... payloads) throws Exception {
		for (String payload : payloads) {
			TestSockets.send(this.sender, payload.getBytes(StandardCharsets.UTF_8),
					UxdAddress.of(this.directory.resolve("orders")));
		}
	}

	private void together(AssertableApplicationContext context, String... payloads) throws Exception {
		PeerPoller poller = context.getBean(PeerPoller.class);
		poller.pause();
		await().until(poller::isPaused);
		send(payloads);
		poller.resume();
	}

	private String answer() throws Exception {
		return answerTo(this.sender);
	}

	private static String answerTo(Peer peer) throws Exception {
		assertThat(peer.awaitReadable(Duration.ofSeconds(10))).isTrue();
		Datagram answer = peer.receive();
		return (answer != null) ? answer.text() : "";
	}

	private static UxdListenerContainer container(AssertableApplicationContext context) {
		return context.getBean(UxdListenerRegistry.class).getContainers().iterator().next();
	}

	/**
	 * The row of the page that a test shows: its first cell.
	 */
	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@interface Row {

		String value();

	}

	record Order(String item, @Positive int count) {
	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
	@JsonSubTypes({ @JsonSubTypes.Type(value = Placed.class, name = "placed"),
			@JsonSubTypes.Type(value = Cancelled.class, name = "cancelled") })
	sealed interface Event {

	}

	record Placed(String item) implements Event {
	}

	record Cancelled() implements Event {
	}

	@Configuration(proxyBeanMethods = false)
	static class DeadLetters {

		@Bean
		DatagramRecoverer deadLetters(UxdOperations operations, @Value("${dead.letters}") Path destination) {
			return new DeadLetterPublishingRecoverer(operations, UxdAddress.of(destination));
		}

	}

}
