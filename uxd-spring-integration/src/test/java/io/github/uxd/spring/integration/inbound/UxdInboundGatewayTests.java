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

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.github.uxd.UxdAddress;
import io.github.uxd.spring.HandlingFailure;
import io.github.uxd.spring.UxdErrorHandler;
import io.github.uxd.spring.boot.test.UxdTestClient;
import io.github.uxd.spring.core.UxdTemplate;
import io.github.uxd.spring.integration.IntegrationContexts;
import io.github.uxd.spring.integration.Programs;
import io.github.uxd.spring.integration.dsl.Uxd;
import io.github.uxd.spring.listener.UxdListenerRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.integration.MessageTimeoutException;
import org.springframework.integration.channel.DirectChannel;
import org.springframework.integration.dsl.IntegrationFlow;
import org.springframework.messaging.MessagingException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Flows that answer what a peer receives.
 */
@Timeout(20)
class UxdInboundGatewayTests {

	private final BlockingQueue<HandlingFailure> failures = new LinkedBlockingQueue<>();

	private final ApplicationContextRunner runner = IntegrationContexts.runner()
		.withBean(UxdErrorHandler.class, () -> this.failures::add);

	private ApplicationContextRunner flow(Supplier<IntegrationFlow> flow) {
		return this.runner.withBean("flow", IntegrationFlow.class, flow);
	}

	private HandlingFailure failure() throws InterruptedException {
		HandlingFailure failure = this.failures.poll(10, TimeUnit.SECONDS);
		assertThat(failure).as("a failure").isNotNull();
		return failure;
	}

	private static UxdTestClient client(ApplicationContext context) {
		return context.getBean(UxdTestClient.class);
	}

	/**
	 * Send from a socket without an address, as most programs do.
	 */
	private static void sendUnbound(ApplicationContext context, String text) throws Exception {
		Programs.run("logger", "-d", "-u", context.getBean(UxdTemplate.class).getPeer().path().toString(), text);
	}

	@Test
	void theReplyGoesToTheSourceFromThePeer() {
		flow(() -> IntegrationFlow.from(Uxd.inboundGateway().payloadType(String.class))
			.<String, String>transform(String::toUpperCase)
			.get()).run((context) -> assertThat(client(context).exchange("apple")).satisfies((answer) -> {
				assertThat(answer.text()).isEqualTo("APPLE");
				assertThat(answer.source())
					.isEqualTo(UxdAddress.of(context.getBean(UxdTemplate.class).getPeer().path()));
			}));
	}

	@Test
	void theReplyIsConverted() {
		flow(() -> IntegrationFlow.from(Uxd.inboundGateway("shop").payloadType(Order.class))
			.<Order, Order>transform((order) -> new Order(order.item(), order.count() + 1))
			.get())
			.run((context) -> assertThat(client(context).exchange("{\"item\":\"apple\",\"count\":2}").text())
				.isEqualTo("{\"item\":\"apple\",\"count\":3}"));
	}

	@Test
	void worksByWhatItIsGiven() {
		this.runner.run((context) -> {
			UxdInboundGateway gateway = Uxd
				.inboundGateway(context.getBean(UxdListenerRegistry.class), "shop", context.getBean(UxdTemplate.class))
				.getObject();
			DirectChannel requests = new DirectChannel();
			requests.subscribe((message) -> {
				throw new IllegalStateException("Sold out");
			});
			gateway.setRequestChannel(requests);
			gateway.setBeanFactory(context);
			gateway.afterPropertiesSet();
			gateway.start();
			client(context).send("apple");
			assertThat(failure().getListenerId()).startsWith("UxdInboundGateway@");
			gateway.destroy();
			assertThat(context.getBean(UxdListenerRegistry.class).getContainers()).isEmpty();
		});
	}

	@Test
	void aDatagramThatCantBeAnsweredIsRefused() {
		AtomicInteger calls = new AtomicInteger();
		flow(() -> IntegrationFlow.from(Uxd.inboundGateway().id("gateway")).handle((payload, headers) -> {
			calls.incrementAndGet();
			return payload;
		}).get()).run((context) -> {
			sendUnbound(context, "apple");
			HandlingFailure failure = failure();
			assertThat(failure.isCausedBySender()).isTrue();
			assertThat(failure.getListenerId()).isEqualTo("gateway");
			assertThat(failure.getCause()).hasMessageStartingWith("A gateway can't answer ")
				.hasMessageContaining(" bytes from an unknown address, "
						+ "since its sender is bound to no address: have the sender bind its socket to an absolute path, "
						+ "or use an inbound channel adapter");
			assertThat(calls).hasValue(0);
		});
	}

	@Test
	void theErrorChannelsReplyIsTheAnswer() {
		flow(() -> IntegrationFlow.from(Uxd.inboundGateway().payloadType(Order.class).errorChannel("errors"))
			.handle((message) -> {
				throw new IllegalStateException("Sold out");
			})
			.get())
			.withBean("errorFlow", IntegrationFlow.class,
					() -> IntegrationFlow.from("errors")
						.<MessagingException, String>transform(
								(ex) -> "Sorry: " + ex.getMostSpecificCause().getMessage())
						.get())
			.run((context) -> {
				assertThat(client(context).exchange("{\"item\":\"apple\",\"count\":2}").text())
					.isEqualTo("Sorry: Sold out");
				assertThat(client(context).exchange("{").text()).startsWith("Sorry: Unexpected end-of-input");
				assertThat(this.failures).isEmpty();
			});
	}

	@Test
	void whatAFlowThrowsGoesToTheErrorHandlerOfThePeer() {
		flow(() -> IntegrationFlow.from(Uxd.inboundGateway()).handle((message) -> {
			throw new IllegalStateException("Sold out");
		}).get()).run((context) -> {
			client(context).send("apple");
			HandlingFailure failure = failure();
			assertThat(failure.isCausedBySender()).isFalse();
			assertThat(failure.getCause()).hasRootCauseMessage("Sold out");
		});
	}

	@Test
	void noReplyInTimeIsAnErrorIfThatIsAskedFor() {
		flow(() -> IntegrationFlow.from(Uxd.inboundGateway().replyTimeout(20).errorOnTimeout(true))
			.filter((payload) -> false)
			.get()).run((context) -> {
				client(context).send("apple");
				assertThat(failure().getCause()).isInstanceOf(MessageTimeoutException.class);
			});
	}

	@Test
	void aFlowWithoutAReplyAnswersNothing() {
		flow(() -> IntegrationFlow.from(Uxd.inboundGateway().payloadType(String.class).replyTimeout(0))
			.filter((payload) -> payload.equals("pear"))
			.get()).run((context) -> {
				client(context).send("apple");
				assertThat(client(context).exchange("pear").text()).isEqualTo("pear");
				assertThat(this.failures).isEmpty();
			});
	}

	@Test
	void whatIsSentToAStoppedOneWaits() {
		flow(() -> IntegrationFlow.from(Uxd.inboundGateway().id("gateway").autoStartup(false)).bridge().get())
			.run((context) -> {
				UxdInboundGateway gateway = context.getBean("gateway", UxdInboundGateway.class);
				client(context).send("1");
				gateway.start();
				assertThat(client(context).receive().text()).isEqualTo("1");
				gateway.pause();
				client(context).send("2");
				gateway.resume();
				assertThat(client(context).receive().text()).isEqualTo("2");
				gateway.stop();
				client(context).send("3");
				gateway.start();
				assertThat(client(context).receive().text()).isEqualTo("3");
			});
	}

	@Test
	void aPeerThatThereIsNoneOfEndsTheStart() {
		flow(() -> IntegrationFlow.from(Uxd.inboundGateway("sensors").id("gateway")).bridge().get())
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining(
						"UxdInboundGateway 'gateway' of peer 'sensors' can't listen: There is no peer 'sensors', but 'shop'."));
	}

	record Order(String item, int count) {

	}

}
