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

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

import io.github.uxd.Datagram;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.UxdHeaders;
import io.github.uxd.spring.boot.test.UxdTestClient;
import io.github.uxd.spring.core.PayloadConversionException;
import io.github.uxd.spring.core.ReplyTimeoutException;
import io.github.uxd.spring.core.UxdSendException;
import io.github.uxd.spring.integration.IntegrationContexts;
import io.github.uxd.spring.integration.dsl.Uxd;
import io.github.uxd.spring.integration.dsl.UxdOutboundGatewaySpec;
import io.github.uxd.spring.listener.UxdListenerRegistry;
import io.github.uxd.spring.listener.UxdPeers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.integration.MessageTimeoutException;
import org.springframework.integration.core.MessagingTemplate;
import org.springframework.integration.dsl.IntegrationFlow;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageHandlingException;
import org.springframework.messaging.support.GenericMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Flows that ask by datagrams. Another peer of the application answers.
 */
@Timeout(20)
class UxdOutboundGatewayTests {

	private final ApplicationContextRunner runner = IntegrationContexts.runner()
		.withPropertyValues("uxd.peers.warehouse.name=warehouse");

	private ApplicationContextRunner flow(Supplier<UxdOutboundGatewaySpec> gateway) {
		return this.runner.withBean("flow", IntegrationFlow.class,
				() -> (flow) -> flow.channel("toAsk").handle(gateway.get()));
	}

	private static UxdAddress warehouse(ApplicationContext context) {
		return UxdAddress.of(context.getBean(UxdPeers.class).get("warehouse").peer().path());
	}

	private static void answer(ApplicationContext context, String answer) {
		context.getBean(UxdListenerRegistry.class)
			.register("answers", "warehouse", 0, true,
					(datagram, peer) -> peer.send(answer.getBytes(), datagram.source()));
	}

	private static Message<?> ask(ApplicationContext context, Object question, Map<String, Object> headers) {
		MessagingTemplate template = new MessagingTemplate();
		template.setReceiveTimeout(10_000);
		Message<?> reply = template.sendAndReceive(context.getBean("toAsk", MessageChannel.class),
				new GenericMessage<>(question, headers));
		assertThat(reply).as("a reply").isNotNull();
		return reply;
	}

	@Test
	void theAnswerHasTheHeadersOfTheQuestion() {
		flow(() -> Uxd.outboundGateway("shop").replyType(String.class)).run((context) -> {
			answer(context, "3 left");
			Message<?> reply = ask(context, "apple", Map.of(UxdHeaders.DESTINATION, warehouse(context), "order", 7,
					UxdHeaders.SOURCE, UxdAddress.of("/tmp/who/asked"), UxdHeaders.RECEIVED_TIMESTAMP, 1L));
			assertThat(reply.getPayload()).isEqualTo("3 left");
			assertThat(reply.getHeaders()).containsEntry("order", 7)
				.containsEntry(UxdHeaders.SOURCE, warehouse(context));
			assertThat(reply.getHeaders().get(UxdHeaders.RECEIVED_TIMESTAMP, Long.class)).isGreaterThan(1);
		});
	}

	@Test
	void theAnswerIsConvertedToWhatIsAskedFor() {
		flow(() -> Uxd.outboundGateway().replyType(Stock.class).destinationExpression("payload")).run((context) -> {
			answer(context, "{\"left\":3}");
			assertThat(ask(context, warehouse(context).toString(), Map.of()).getPayload()).isEqualTo(new Stock(3));
		});
		flow(() -> Uxd.outboundGateway().replyType(Datagram.class)).run((context) -> {
			answer(context, "3 left");
			assertThat(ask(context, "apple", Map.of(UxdHeaders.DESTINATION, warehouse(context))).getPayload())
				.isInstanceOfSatisfying(Datagram.class,
						(datagram) -> assertThat(datagram.source()).isEqualTo(warehouse(context)));
		});
	}

	@Test
	void noAnswerIsATimeout() {
		flow(() -> Uxd.outboundGateway().replyTimeout(Duration.ofMillis(20)))
			.run((context) -> assertThatExceptionOfType(MessageTimeoutException.class)
				.isThrownBy(() -> ask(context, "apple", Map.of(UxdHeaders.DESTINATION, warehouse(context))))
				.withCauseInstanceOf(ReplyTimeoutException.class));
		flow(() -> Uxd.outboundGateway().<String>replyTimeoutFunction((message) -> Duration.ofMillis(20)))
			.run((context) -> assertThatExceptionOfType(MessageTimeoutException.class)
				.isThrownBy(() -> ask(context, "apple", Map.of(UxdHeaders.DESTINATION, warehouse(context)))));
	}

	@Test
	void anyOtherFailureIsOneOfTheHandler() {
		flow(() -> Uxd.outboundGateway().destination("/nonexistent/socket").replyType(Stock.class)).run((context) -> {
			assertThatExceptionOfType(MessageHandlingException.class).isThrownBy(() -> ask(context, "apple", Map.of()))
				.withCauseInstanceOf(UxdSendException.class);
		});
		flow(() -> Uxd.outboundGateway().replyType(Stock.class)).run((context) -> {
			answer(context, "{");
			assertThatExceptionOfType(MessageHandlingException.class)
				.isThrownBy(() -> ask(context, "apple", Map.of(UxdHeaders.DESTINATION, warehouse(context))))
				.withCauseInstanceOf(PayloadConversionException.class);
		});
	}

	@Test
	void asksBetweenADatagramAndItsAnswer() {
		this.runner
			.withBean("flow", IntegrationFlow.class, () -> IntegrationFlow.from(Uxd.inboundGateway("shop"))
				.handle(Uxd.outboundGateway("shop").destinationExpression("@uxdPeers.get('warehouse').peer().path()"))
				.get())
			.run((context) -> {
				answer(context, "3 left");
				assertThat(context.getBean(UxdTestClient.class).to("shop").exchange("apple").text())
					.isEqualTo("3 left");
			});
	}

	@Test
	void aPeerThatThereIsNoneOfEndsTheStart() {
		flow(() -> Uxd.outboundGateway("sensors")).run((context) -> assertThat(context).getFailure()
			.hasStackTraceContaining("can't send: There is no peer 'sensors', but 'shop', 'warehouse'."));
	}

	record Stock(int left) {

	}

}
