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

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import io.github.uxd.internal.spring.annotation.UxdListenerAnnotationBeanPostProcessor;
import io.github.uxd.spring.OnEachTransport;
import io.github.uxd.spring.TestSockets;
import io.github.uxd.spring.annotation.UxdListener;
import io.github.uxd.spring.boot.autoconfigure.UxdAutoConfigurations;
import io.github.uxd.spring.boot.autoconfigure.UxdTemplateCustomizer;
import io.github.uxd.spring.core.PayloadConverter;
import io.github.uxd.spring.core.UxdOperations;
import io.github.uxd.spring.core.UxdTemplate;
import io.github.uxd.spring.listener.UxdListenerRegistry;
import io.github.uxd.spring.listener.UxdPeers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.converter.StringMessageConverter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Listener methods and templates as an application has them.
 */
@Timeout(60)
class UxdMessagingAutoConfigurationTests extends OnEachTransport {

	@TempDir
	Path directory;

	private ApplicationContextRunner runner;

	@BeforeEach
	void setUp() {
		this.runner = new ApplicationContextRunner().withConfiguration(UxdAutoConfigurations.with())
			.withPropertyValues("uxd.path=" + this.directory.resolve("main"), transportProperty(),
					"uxd.peers.orders.path=" + this.directory.resolve("orders"),
					"uxd.peers.orders.transport=" + this.transport);
	}

	@Test
	void aListenerMethodAnswersWhoAsks() {
		this.runner.withUserConfiguration(Answers.class).run((context) -> {
			UxdOperations template = context.getBean(UxdOperations.class);
			assertThat(template.sendAndReceive("hello".getBytes(), address("main")).text()).isEqualTo("HELLO");
			Datagram answer = template.sendAndReceive("hello".getBytes(), address("orders"));
			assertThat(answer.text()).isEqualTo("orders got hello");
			assertThat(answer.source()).as("of the peer that was asked").isEqualTo(address("orders"));
		});
	}

	@Test
	void whatCallsListenerMethodsIsMadeForTheFirstOne() {
		this.runner.run((context) -> assertThat(isThere(context)).isFalse());
		this.runner.withUserConfiguration(Answers.class).run((context) -> assertThat(isThere(context)).isTrue());
	}

	private static boolean isThere(AssertableApplicationContext context) {
		return context.getSourceApplicationContext(ConfigurableApplicationContext.class)
			.getBeanFactory()
			.containsSingleton(UxdListenerAnnotationBeanPostProcessor.METHOD_FACTORY_BEAN_NAME);
	}

	@Test
	void objectsTravelAsJson() {
		this.runner.withUserConfiguration(Shop.class).run((context) -> {
			Receipt receipt = context.getBean(UxdOperations.class)
				.convertSendAndReceive(new Order("tea", 2), address("main"), Receipt.class);
			assertThat(receipt).isEqualTo(new Receipt("tea", 14));
		});
	}

	@Test
	void jsonIsAsThePropertiesOfTheApplicationSay() {
		this.runner.withUserConfiguration(Shop.class)
			.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class))
			.withPropertyValues("spring.jackson.property-naming-strategy=UPPER_CAMEL_CASE")
			.run((context) -> {
				UxdOperations template = context.getBean(UxdOperations.class);
				byte[] order = "{\"Item\":\"tea\",\"Count\":2}".getBytes();
				assertThat(template.sendAndReceive(order, address("main")).text())
					.isEqualTo("{\"Item\":\"tea\",\"Price\":14}");
				assertThat(template.convertSendAndReceive(new Order("tea", 1), address("main"), Receipt.class))
					.isEqualTo(new Receipt("tea", 7));
			});
	}

	@Test
	void aTemplateOfEachPeerSendsFromIt() {
		this.runner.withUserConfiguration(Senders.class)
			.withPropertyValues("uxd.peers.orders.template.default-destination=" + this.directory.resolve("main"))
			.run((context) -> {
				Senders senders = context.getBean(Senders.class);
				senders.orders.convertAndSend("by default");
				senders.primary.send("to itself".getBytes(), address("main"));
				await().until(() -> senders.received.size() == 2);
				assertThat(senders.received).containsExactlyInAnyOrder(address("orders") + ": by default",
						address("main") + ": to itself");
			});
	}

	@Test
	void aListenerThatDoesNotStartLeavesItsPeerPaused() {
		this.runner.withUserConfiguration(Answers.class)
			.withPropertyValues("uxd.peers.orders.listener.auto-startup=false")
			.run((context) -> {
				UxdPeers peers = context.getBean(UxdPeers.class);
				assertThat(peers.get("orders").poller().isPauseRequested()).isTrue();
				assertThat(peers.get("main").poller().isPauseRequested()).isFalse();
				try (Peer client = Peer.openTemp()) {
					TestSockets.send(client, "hello".getBytes(), address("orders"));
					context.getBean(UxdListenerRegistry.class).getContainer("orders-listener").start();
					assertThat(client.awaitReadable(Duration.ofSeconds(20))).isTrue();
					assertThat(client.receive().text()).isEqualTo("orders got hello");
				}
			});
	}

	@Test
	void aFailingListenerIsTriedAgainIfThatIsAskedFor() {
		this.runner.withUserConfiguration(Flaky.class)
			.withPropertyValues("uxd.listener.retry.max-retries=2", "uxd.listener.retry.initial-interval=1ms")
			.run((context) -> assertThat(
					context.getBean(UxdOperations.class).sendAndReceive("x".getBytes(), address("main")).text())
				.isEqualTo("3"));
	}

	@Test
	void anUnknownPeerIsRefusedWithThoseThatThereAre() {
		this.runner.withUserConfiguration(Misspelt.class)
			.run((context) -> assertThat(context).getFailure()
				.hasMessageContaining("Misspelt.listen")
				.hasMessageContaining("There is no peer 'ordres', but 'main', 'orders'"));
	}

	@Test
	void theConverterIsReplacedByItsName() {
		this.runner.withBean("uxdMessageConverter", MessageConverter.class, StringMessageConverter::new)
			.run((context) -> {
				assertThat(context).hasSingleBean(MessageConverter.class);
				assertThat(new String(context.getBean(PayloadConverter.class).toBytes("x"))).isEqualTo("x");
				assertThatThrownBy(() -> context.getBean(PayloadConverter.class).toBytes(new Order("tea", 1)))
					.hasMessageContaining("Order");
			});
	}

	@Test
	void aCustomizerIsCalledForEachTemplate() {
		List<String> customized = new CopyOnWriteArrayList<>();
		this.runner
			.withBean(UxdTemplateCustomizer.class,
					() -> (template, id) -> customized.add(id + " " + template.getPeer().name()))
			.run((context) -> {
				assertThat(context.getBeansOfType(UxdTemplate.class)).hasSize(2);
				assertThat(customized).containsExactlyInAnyOrder("main main", "orders orders");
			});
	}

	@Test
	void badPropertiesOfATemplateAreRefused() {
		for (String property : List.of("template.default-destination=relative", "template.send-timeout=-1s",
				"template.reply-timeout=-1s", "template.queue-capacity=0", "template.queue-size=1KB")) {
			this.runner.withPropertyValues("uxd.peers.orders." + property)
				.run((context) -> assertThat(context).as(property)
					.getFailure()
					.rootCause()
					.hasMessageContaining("uxd.peers.orders." + property.split("=")[0]));
		}
	}

	@Test
	void withoutSpringMessagingListenerMethodsAreRefusedAndTheRestWorks() {
		ApplicationContextRunner filtered = this.runner
			.withClassLoader(new FilteredClassLoader("org.springframework.messaging"));
		filtered.run((context) -> {
			assertThat(context).hasNotFailed().hasSingleBean(UxdPeers.class);
			context.getBean("uxdTemplate", UxdTemplate.class).convertAndSend("text", address("orders"));
		});
		filtered.withUserConfiguration(Answers.class)
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("spring-messaging"));
	}

	@Test
	void withoutJacksonBytesAndTextStillWork() {
		this.runner.withClassLoader(new FilteredClassLoader("tools.jackson"))
			.withUserConfiguration(Answers.class)
			.run((context) -> assertThat(
					context.getBean(UxdOperations.class).sendAndReceive("hello".getBytes(), address("main")).text())
				.isEqualTo("HELLO"));
	}

	private UxdAddress address(String name) {
		return UxdAddress.of(this.directory.resolve(name));
	}

	record Order(String item, int count) {

	}

	record Receipt(String item, int price) {

	}

	@Configuration(proxyBeanMethods = false)
	static class Answers {

		@UxdListener
		String shout(String text) {
			return text.toUpperCase(Locale.ROOT);
		}

		@UxdListener(peer = "orders", id = "orders-listener")
		String order(Datagram datagram) {
			return "orders got " + datagram.text();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Shop {

		@UxdListener
		Receipt sell(Order order) {
			return new Receipt(order.item(), order.count() * 7);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Senders {

		private final List<String> received = new CopyOnWriteArrayList<>();

		private final UxdOperations primary;

		private final UxdOperations orders;

		Senders(UxdOperations primary, @Qualifier("orders") UxdOperations orders) {
			this.primary = primary;
			this.orders = orders;
		}

		@UxdListener
		void listen(String text, UxdAddress source) {
			this.received.add(source + ": " + text);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Flaky {

		private int calls;

		@UxdListener
		String listen(String text) {
			this.calls++;
			if (this.calls < 3) {
				throw new IllegalStateException("as asked");
			}
			return Integer.toString(this.calls);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Misspelt {

		@UxdListener(peer = "ordres")
		void listen(String text) {
		}

	}

}
