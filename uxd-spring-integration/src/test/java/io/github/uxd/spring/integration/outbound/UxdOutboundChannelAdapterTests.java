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
package io.github.uxd.spring.integration.outbound;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

import io.github.uxd.UxdAddress;
import io.github.uxd.spring.UxdHeaders;
import io.github.uxd.spring.boot.test.UxdTestClient;
import io.github.uxd.spring.core.PayloadConversionException;
import io.github.uxd.spring.core.UxdSendException;
import io.github.uxd.spring.core.UxdSendException.Reason;
import io.github.uxd.spring.core.UxdTemplate;
import io.github.uxd.spring.integration.IntegrationContexts;
import io.github.uxd.spring.integration.dsl.Uxd;
import io.github.uxd.spring.integration.dsl.UxdOutboundChannelAdapterSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.integration.MessageTimeoutException;
import org.springframework.integration.dsl.IntegrationFlow;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageHandlingException;
import org.springframework.messaging.support.GenericMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Flows that end in a datagram.
 */
@Timeout(20)
class UxdOutboundChannelAdapterTests {

	private final ApplicationContextRunner runner = IntegrationContexts.runner();

	private ApplicationContextRunner flow(Supplier<UxdOutboundChannelAdapterSpec> adapter) {
		return this.runner.withBean("flow", IntegrationFlow.class,
				() -> (flow) -> flow.channel("toSend").handle(adapter.get()));
	}

	private static void send(ApplicationContext context, Object payload, Map<String, Object> headers) {
		context.getBean("toSend", MessageChannel.class).send(new GenericMessage<>(payload, headers));
	}

	private static UxdTestClient client(ApplicationContext context) {
		return context.getBean(UxdTestClient.class);
	}

	@Test
	void sendsFromThePeerToWhereTheHeaderSays() {
		flow(() -> Uxd.outboundAdapter("shop")).run((context) -> {
			Path path = client(context).path();
			send(context, "apple", Map.of(UxdHeaders.DESTINATION, path));
			send(context, "pear".getBytes(), Map.of(UxdHeaders.DESTINATION, path.toString()));
			send(context, Map.of("item", "plum"), Map.of(UxdHeaders.DESTINATION, UxdAddress.of(path)));
			assertThat(client(context).receive()).satisfies((datagram) -> {
				assertThat(datagram.text()).isEqualTo("apple");
				assertThat(datagram.source())
					.isEqualTo(UxdAddress.of(context.getBean(UxdTemplate.class).getPeer().path()));
			});
			assertThat(client(context).receive().text()).isEqualTo("pear");
			assertThat(client(context).receive().text()).isEqualTo("{\"item\":\"plum\"}");
		});
	}

	@Test
	void sendsToTheDefaultDestinationWhereNobodySays() {
		flow(Uxd::outboundAdapter).run((context) -> {
			context.getBean(UxdTemplate.class).setDefaultDestination(UxdAddress.of(client(context).path()));
			send(context, "apple", Map.of());
			assertThat(client(context).receive().text()).isEqualTo("apple");
		});
	}

	@Test
	void sendsToWhereTheExpressionSaysAndNowhereElse() {
		flow(() -> Uxd.outboundAdapter().destinationExpression("headers['to']")).run((context) -> {
			Path path = client(context).path();
			send(context, "apple", Map.of("to", path.toString(), UxdHeaders.DESTINATION, "/nonexistent/socket"));
			assertThat(client(context).receive().text()).isEqualTo("apple");
			assertThatExceptionOfType(MessageHandlingException.class)
				.isThrownBy(() -> send(context, "apple", Map.of(UxdHeaders.DESTINATION, path)))
				.withMessageStartingWith(
						"The message has no destination: the expression for it, 'headers['to']', gives null");
		});
		flow(() -> Uxd.outboundAdapter().<String>destinationFunction((message) -> message.getHeaders().get("to")))
			.run((context) -> {
				send(context, "apple", Map.of("to", client(context).path()));
				assertThat(client(context).receive().text()).isEqualTo("apple");
			});
	}

	@Test
	void answersADatagramByItsSource() {
		this.runner
			.withBean("flow", IntegrationFlow.class,
					() -> IntegrationFlow.from(Uxd.inboundAdapter().payloadType(String.class))
						.<String, String>transform(String::toUpperCase)
						.handle(Uxd.outboundAdapter().destinationExpression("headers['uxd_source']"))
						.get())
			.run((context) -> assertThat(client(context).exchange("apple").text()).isEqualTo("APPLE"));
	}

	@Test
	void sendsToTheOneDestinationByATemplate() {
		this.runner.run((context) -> {
			Path path = client(context).path();
			UxdOutboundChannelAdapter adapter = Uxd.outboundAdapter(context.getBean(UxdTemplate.class))
				.destination(path.toString())
				.getObject();
			adapter.setBeanFactory(context);
			adapter.afterPropertiesSet();
			adapter.handleMessage(new GenericMessage<>("apple", Map.of(UxdHeaders.DESTINATION, "/nonexistent/socket")));
			assertThat(client(context).receive().text()).isEqualTo("apple");
		});
	}

	@Test
	void aMessageWithoutADestinationIsRefused() {
		flow(Uxd::outboundAdapter).run((context) -> assertThatExceptionOfType(MessageHandlingException.class)
			.isThrownBy(() -> send(context, "apple", Map.of()))
			.withMessageContaining("The message has no destination: give the endpoint a destination or an expression "
					+ "for it, the message a header 'uxd_destination', or the template of the peer a default destination"));
	}

	@Test
	void aDestinationThatIsNoneIsRefused() {
		flow(Uxd::outboundAdapter).run((context) -> {
			assertThatExceptionOfType(MessageHandlingException.class)
				.isThrownBy(() -> send(context, "apple", Map.of(UxdHeaders.DESTINATION, 7)))
				.withMessageContaining("The message's destination is a java.lang.Integer, but should be a UxdAddress");
			assertThatExceptionOfType(MessageHandlingException.class)
				.isThrownBy(() -> send(context, "apple", Map.of(UxdHeaders.DESTINATION, "")))
				.withMessageContaining("The message's destination is no address of a socket: ");
		});
		assertThatIllegalArgumentException().isThrownBy(() -> Uxd.outboundAdapter().destination(""));
	}

	@Test
	void aDestinationThatIsFullIsATimeout() {
		flow(() -> Uxd.outboundAdapter().sendTimeout(Duration.ofMillis(20))).run((context) -> {
			Path path = client(context).path();
			assertThatExceptionOfType(MessageTimeoutException.class).isThrownBy(() -> {
				for (int i = 0; i < 10_000; i++) {
					send(context, new byte[1000], Map.of(UxdHeaders.DESTINATION, path));
				}
			})
				.satisfies((ex) -> assertThat(ex.getFailedMessage()).isNotNull())
				.havingCause()
				.isInstanceOfSatisfying(UxdSendException.class, (ex) -> assertThat(ex.reason().isFull()).isTrue());
		});
	}

	@Test
	void aMessageMayHaveATimeoutOfItsOwn() {
		flow(() -> Uxd.outboundAdapter().sendTimeoutExpression("headers.wait")).run((context) -> {
			send(context, "apple", Map.of(UxdHeaders.DESTINATION, client(context).path(), "wait", 10));
			assertThat(client(context).receive().text()).isEqualTo("apple");
			assertThatExceptionOfType(MessageHandlingException.class)
				.isThrownBy(() -> send(context, "apple",
						Map.of(UxdHeaders.DESTINATION, client(context).path(), "wait", "long")))
				.withMessageContaining("The message's timeout is a java.lang.String, but should be a Duration, or a "
						+ "number of milliseconds");
		});
	}

	@Test
	void anyOtherFailureIsOneOfTheHandler() {
		flow(() -> Uxd.outboundAdapter().destination("/nonexistent/socket")).run((context) -> {
			assertThatExceptionOfType(MessageHandlingException.class).isThrownBy(() -> send(context, "apple", Map.of()))
				.satisfies((ex) -> assertThat(ex.getFailedMessage().getPayload()).isEqualTo("apple"))
				.havingCause()
				.isInstanceOfSatisfying(UxdSendException.class,
						(ex) -> assertThat(ex.reason()).isEqualTo(Reason.NO_SOCKET_FILE));
			assertThatExceptionOfType(MessageHandlingException.class)
				.isThrownBy(() -> send(context, new Unreadable(), Map.of()))
				.withCauseInstanceOf(PayloadConversionException.class);
		});
	}

	@Test
	void aPeerThatThereIsNoneOfEndsTheStart() {
		flow(() -> Uxd.outboundAdapter("sensors")).run((context) -> assertThat(context).getFailure()
			.hasStackTraceContaining("can't send: There is no peer 'sensors', but 'shop'. The ids of peers are"));
	}

	@Test
	void sendsFromAPeerBesideThePrimaryOne() {
		flow(() -> Uxd.outboundAdapter("sensors")).withPropertyValues("uxd.peers.sensors.name=sensors")
			.run((context) -> {
				send(context, "apple", Map.of(UxdHeaders.DESTINATION, client(context).path()));
				assertThat(client(context).receive().source().path().getFileName()).hasToString("sensors.uxd");
			});
	}

	static class Unreadable {

		public String getItem() {
			throw new IllegalStateException("It is locked");
		}

	}

}
