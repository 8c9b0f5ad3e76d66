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

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeInfo.Id;
import com.rabbitmq.client.Channel;
import io.github.uxd.Datagram;
import io.github.uxd.DatagramView;
import io.github.uxd.Peer;
import io.github.uxd.spring.DatagramReceivedEvent;
import io.github.uxd.spring.UxdHeaders;
import io.github.uxd.spring.annotation.UxdHandler;
import io.github.uxd.spring.annotation.UxdListener;
import io.github.uxd.spring.annotation.UxdListenerRegistrationException;
import io.github.uxd.spring.boot.autoconfigure.UxdAutoConfigurations;
import jakarta.validation.Valid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.DestinationVariable;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Headers;
import org.springframework.messaging.handler.annotation.MessageExceptionHandler;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.messaging.simp.annotation.SendToUser;
import org.springframework.messaging.support.GenericMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Listeners that can't do what they say. None is started and then left to fail, or to do
 * something else: the start ends with the method, the reason and what to do.
 */
@Timeout(60)
class WrongListenersTests {

	private static final String LONG = "/run/" + "x".repeat(200);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(UxdAutoConfigurations.with(JacksonAutoConfiguration.class))
		.withPropertyValues("uxd.temp=true", "app.limit=many", "app.long=" + LONG);

	static Stream<Arguments> wrongListeners() {
		return Stream.of(
				// What other brokers' listeners take.
				wrong(AcknowledgingLikeKafka.class, "parameter 1 (Acknowledgment) belongs to Kafka",
						"a datagram has nothing of it", "leave it away"),
				wrong(AcknowledgingLikeRabbit.class, "parameter 1 (Channel) belongs to RabbitMQ", "leave it away"),
				wrong(RecordsOfKafka.class, "parameter 0 (List<Acknowledgment>) belongs to Kafka", "leave it away"),
				wrong(OfAnEvent.class, "a DatagramReceivedEvent is an event",
						"annotate the method with @EventListener"),
				wrong(OfADestinationPattern.class, "parameter 0 (String) is annotated with @DestinationVariable",
						"a listener of datagrams doesn't know", "leave it away"),
				// The payload.
				wrong(OfAList.class, "parameter 0 (List<Order>) gets one datagram at a time",
						"for a JSON array annotate it with @Payload"),
				wrong(OfAnArray.class, "parameter 0 (Order[]) gets one datagram at a time",
						"for a JSON array annotate it with @Payload"),
				wrong(OfAnything.class, "parameter 0 (Object) could be anything",
						"say which type: byte[], String or a class of yours"),
				wrong(OfAnythingOrNothing.class, "parameter 0 (Optional<?>) could be anything", "say which type"),
				wrong(OfAnInterface.class, "parameter 0 (Shape) can't be made of a payload",
						"Cannot construct instance of", "take a class"),
				wrong(OfAnAbstractClass.class, "parameter 0 (Animal) can't be made of a payload",
						"abstract types either need to be mapped to concrete types", "take a class"),
				wrong(OfAMessageOfAnInterface.class, "parameter 0 (Message<Shape>) can't be made of a payload",
						"Cannot construct instance of"),
				wrong(OfAClassThatNobodyCanMake.class, "parameter 0 (Sealed) can't be made of a payload", "no Creators",
						"take a class or record that has a constructor for it"),
				wrong(OfAKindOfMessage.class, "parameter 0 (GenericMessage<String>) is a kind of Message",
						"take Message<String> itself"),
				wrong(OfTwoPayloads.class, "parameter 0 (Order) and parameter 1 (Customer) would both be made of",
						"annotate each of them with @Payload"),
				wrong(OfAPartOfThePayload.class, "@Payload of its parameter 0 (String) has the expression 'name'",
						"take the whole payload"),
				wrong(OfNoNumber.class, "parameter 0 (int) need not be there, but can't be null", "take Integer"),
				wrong(OfThePeerAsPayload.class, "parameter 0 (Peer) is annotated with @Payload, but isn't made of it",
						"leave the annotation away"),
				wrong(OfValidText.class, "parameter 0 (String) is annotated with @Valid", "take a class"),
				wrong(OfAValidMessage.class, "parameter 0 (Message<Order>) is annotated with @Valid",
						"only what the payload is converted to is validated", "take a class"),
				wrong(OfAValidOrder.class, "parameter 0 (Order) is annotated with @Valid", "there is no Validator",
						"spring-boot-starter-validation"),
				// Headers.
				wrong(OfAnUnknownHeader.class, "parameter 0 (String) wants the header 'kafka_receivedTopic'",
						"which no datagram has", UxdHeaders.SOURCE, UxdHeaders.PEER_ID, "defaultValue"),
				wrong(OfAnUnknownHeaderThatNeedNotBeThere.class,
						"parameter 0 (Optional<String>) wants the header 'key'", "which no datagram has"),
				wrong(OfTheSourceAsANumber.class, "parameter 0 (long) wants the header 'uxd_source', a UxdAddress",
						"take UxdAddress"),
				wrong(OfADefaultThatIsNoNumber.class, "parameter 0 (int) has the default value '${app.limit}'",
						"Failed to convert", "for value [many]"),
				wrong(OfADefaultThatIsNotThere.class, "parameter 0 (int) has the default value '${app.unknown}'",
						"app.unknown"),
				wrong(OfHeadersAsText.class, "parameter 0 (String) is annotated with @Headers",
						"take Map<String, Object>"),
				// The answer.
				wrong(ToSeveral.class, "@SendTo has the destinations [/run/a, /run/b]", "one at most"),
				wrong(ToATopic.class, "@SendTo destination 'replies'", "is a relative path",
						"an absolute path or an abstract name such as @replies"),
				wrong(ToALongPath.class, "@SendTo destination '${app.long}'", "has 205 bytes", "at most 107"),
				wrong(ToAnEmptyPath.class, "@SendTo destination '${app.nothing:}': it is empty",
						"leave the value away to answer who asks"),
				wrong(ToAnUnknownPlaceholder.class, "@SendTo destination '${app.unknown}'", "app.unknown"),
				wrong(ToAWrongExpression.class, "@SendTo destination '!{result.}'", "can't be parsed"),
				wrong(ToAnUnfinishedExpression.class, "@SendTo destination '!{result'", "can't be parsed"),
				wrong(ToAnExpressionThatFails.class, "@SendTo destination '#{@nobody.path()}'", "nobody"),
				wrong(ToANumber.class, "@SendTo destination '#{7}'", "A java.lang.Integer is no destination",
						"take a text, a Path or a UxdAddress"),
				wrong(OfNothing.class, "@SendTo says where to, but the method returns nothing",
						"return the answer, or leave the annotation away"),
				wrong(OfNothingLater.class, "@SendTo says where to, but the method returns nothing"),
				wrong(OfNothingAtAll.class, "@SendTo of the class says where to, but none of its listeners returns"),
				wrong(ToAUser.class, "annotated with @SendToUser", "a datagram has no user", "take @SendTo"),
				wrong(OfAPayloadMethod.class, "annotated with @Payload", "leave it away"),
				wrong(OfAFuture.class, "nobody can wait for the Future that it returns without a thread",
						"return a CompletableFuture"),
				wrong(OfALaterFuture.class, "nobody can wait for the Future that it returns"),
				wrong(OfAHandlerThatNobodyFinds.class, "its errorHandler '#{@nobody}' can't be evaluated", "nobody"),
				// How many at a time.
				wrong(OfManyAtATime.class, "its concurrency must be a whole number, and is '3-5'"),
				wrong(OfNoneAtATime.class, "the concurrency of a listener must be 1 or more, and is 0"),
				wrong(OfSeveralAtATime.class, "its concurrency is 2", "run on the thread that receives",
						"set the peer's property dispatch.mode to pool or virtual"),
				// The bean.
				wrong(WithItsOwnErrorHandler.class, "nobody calls its @MessageExceptionHandler method 'handle'",
						"UxdErrorHandler"));
	}

	@ParameterizedTest
	@MethodSource("wrongListeners")
	void theStartEndsWithTheMethodTheReasonAndTheRemedy(Class<?> listener, List<String> parts) {
		this.runner.withBean("wrong", listener).run((context) -> {
			assertThat(context).hasFailed();
			assertThat(context.getStartupFailure()).isInstanceOf(UxdListenerRegistrationException.class)
				.hasMessageStartingWith(
						"@UxdListener on " + listener.getName() + ".receive of bean 'wrong' can't listen: ")
				.hasMessageContainingAll(parts.toArray(String[]::new));
		});
	}

	static Stream<Arguments> wrongClasses() {
		return Stream.of(
				wrong(WithoutHandlers.class, "none of its methods is annotated with @UxdHandler",
						"annotate those that take its datagrams"),
				wrong(OfBatches.class, "a batch is of datagrams of all types", "single datagrams"),
				wrong(OfTheSame.class, "it has several @UxdHandler methods that take a WrongListenersTests.Start",
						"first", "second", "leave one of them"),
				wrong(WithDefaults.class, "it has several defaults", "first", "second", "leave one of them"),
				wrong(OfTextToo.class, "text", "it isn't known which datagrams it takes", "isDefault = true"),
				wrong(OfNothingInParticular.class, "any", "it isn't known which datagrams it takes"),
				wrong(OfAGenericPayload.class, "its parameter 0 (Envelope<Start>) is made of types that are gone",
						"take a class or record of its own for it"),
				wrong(OfAMessageOfAList.class, "its parameter 0 (Message<List<Start>>) is made of types that are gone"),
				wrong(OfStrangers.class, "has no type in common to convert a datagram to",
						"let it implement one interface of yours", "@JsonTypeInfo"),
				wrong(OfShapes.class, "common type (Shape) can't be made of a payload", "Cannot construct instance of"),
				wrong(WithoutTheLast.class, "none of its @UxdHandler methods takes a WrongListenersTests.Stop",
						"add one, or a default (isDefault = true)"),
				wrong(ListeningTwice.class, "ListeningTwice.start: it is annotated with @UxdListener too",
						"leave one of them away"),
				wrong(Ordered.class, "Ordered.start: it is annotated with @Order", "annotate the class instead"),
				wrong(OfLiveBytesLater.class, "methods whose work goes on after they have returned",
						"take a Datagram, byte[] or ByteBuffer"),
				wrong(WithAcknowledgment.class, "WithAcknowledgment.start: its parameter 1 (Acknowledgment)"));
	}

	@ParameterizedTest
	@MethodSource("wrongClasses")
	void theStartEndsWithTheClassTheReasonAndTheRemedy(Class<?> listener, List<String> parts) {
		this.runner.withBean("wrong", listener).run((context) -> {
			assertThat(context).hasFailed();
			assertThat(context.getStartupFailure()).isInstanceOf(UxdListenerRegistrationException.class)
				.hasMessageStartingWith("@UxdListener on " + listener.getName() + " of bean 'wrong' can't listen: ")
				.hasMessageContainingAll(parts.toArray(String[]::new));
		});
	}

	@Test
	void aHandlerOfAClassThatDoesNotListenIsNotPassedOver() {
		this.runner.withBean("wrong", OnlyHandling.class).run((context) -> {
			assertThat(context).hasFailed();
			assertThat(context.getStartupFailure()).isInstanceOf(UxdListenerRegistrationException.class)
				.hasMessage("@UxdHandler on " + OnlyHandling.class.getName() + ".start of bean 'wrong' would never be "
						+ "called: its class isn't annotated with @UxdListener; do that, or annotate the method with it");
		});
	}

	@Test
	void noMoreAreCalledAtATimeThanThereAreThreads() {
		this.runner.withPropertyValues("uxd.dispatch.mode=pool", "uxd.dispatch.threads=1")
			.withBean("wrong", OfSeveralAtATime.class)
			.run((context) -> assertThat(context).getFailure()
				.hasMessageContainingAll("its concurrency is 2", "run on 1 threads at most",
						"raise the peer's property dispatch.threads"));
	}

	@Test
	void whatOthersCallIsLeftToThem() {
		this.runner.withBean("right", MappedToo.class).run((context) -> assertThat(context).hasNotFailed());
	}

	private static Arguments wrong(Class<?> listener, String... parts) {
		return arguments(listener, List.of(parts));
	}

	static class MappedToo {

		@UxdListener
		@MessageMapping("orders")
		@SendTo("/run/replies")
		String receive(String text) {
			return text;
		}

		@MessageExceptionHandler
		void handle(IllegalStateException ex) {
		}

	}

	record Order(String item, int count) {
	}

	record Customer(String name) {
	}

	interface Shape {

	}

	abstract static class Animal {

	}

	static class Sealed {

		Sealed(String name, int count) {
		}

	}

	static class AcknowledgingLikeKafka {

		@UxdListener
		void receive(String text, Acknowledgment acknowledgment) {
		}

	}

	static class AcknowledgingLikeRabbit {

		@UxdListener
		void receive(String text, Channel channel) {
		}

	}

	static class RecordsOfKafka {

		@UxdListener
		void receive(List<Acknowledgment> records) {
		}

	}

	static class OfAnEvent {

		@UxdListener
		void receive(DatagramReceivedEvent event) {
		}

	}

	static class OfADestinationPattern {

		@UxdListener
		void receive(@DestinationVariable("id") String id) {
		}

	}

	static class OfAList {

		@UxdListener
		void receive(List<Order> orders) {
		}

	}

	static class OfAnArray {

		@UxdListener
		void receive(Order[] orders) {
		}

	}

	static class OfAnything {

		@UxdListener
		void receive(Object payload) {
		}

	}

	static class OfAnythingOrNothing {

		@UxdListener
		void receive(Optional<?> payload) {
		}

	}

	static class OfAnInterface {

		@UxdListener
		void receive(Shape shape) {
		}

	}

	static class OfAnAbstractClass {

		@UxdListener
		void receive(Animal animal) {
		}

	}

	static class OfAMessageOfAnInterface {

		@UxdListener
		void receive(Message<Shape> message) {
		}

	}

	static class OfAClassThatNobodyCanMake {

		@UxdListener
		void receive(Sealed payload) {
		}

	}

	static class OfAKindOfMessage {

		@UxdListener
		void receive(GenericMessage<String> message) {
		}

	}

	static class OfTwoPayloads {

		@UxdListener
		void receive(Order order, Customer customer) {
		}

	}

	static class OfAPartOfThePayload {

		@UxdListener
		void receive(@Payload("name") String name) {
		}

	}

	static class OfAValidMessage {

		@UxdListener
		void receive(@Valid Message<Order> message) {
		}

	}

	static class OfNoNumber {

		@UxdListener
		void receive(@Payload(required = false) int number) {
		}

	}

	static class OfThePeerAsPayload {

		@UxdListener
		void receive(@Payload Peer peer) {
		}

	}

	static class OfValidText {

		@UxdListener
		void receive(@Valid String text) {
		}

	}

	static class OfAValidOrder {

		@UxdListener
		void receive(@Valid Order order) {
		}

	}

	static class OfAnUnknownHeader {

		@UxdListener
		void receive(@Header("kafka_receivedTopic") String topic) {
		}

	}

	static class OfAnUnknownHeaderThatNeedNotBeThere {

		@UxdListener
		void receive(@Header(name = "key", required = false) Optional<String> key) {
		}

	}

	static class OfTheSourceAsANumber {

		@UxdListener
		void receive(@Header(UxdHeaders.SOURCE) long source) {
		}

	}

	static class OfADefaultThatIsNoNumber {

		@UxdListener
		void receive(@Header(name = "limit", defaultValue = "${app.limit}") int limit) {
		}

	}

	static class OfADefaultThatIsNotThere {

		@UxdListener
		void receive(@Header(name = "limit", defaultValue = "${app.unknown}") int limit) {
		}

	}

	static class OfHeadersAsText {

		@UxdListener
		void receive(@Headers String headers) {
		}

	}

	static class ToSeveral {

		@UxdListener
		@SendTo({ "/run/a", "/run/b" })
		String receive(String text) {
			return text;
		}

	}

	static class ToATopic {

		@UxdListener
		@SendTo("replies")
		String receive(String text) {
			return text;
		}

	}

	static class ToALongPath {

		@UxdListener
		@SendTo("${app.long}")
		String receive(String text) {
			return text;
		}

	}

	static class ToAnEmptyPath {

		@UxdListener
		@SendTo("${app.nothing:}")
		String receive(String text) {
			return text;
		}

	}

	static class ToAnUnknownPlaceholder {

		@UxdListener
		@SendTo("${app.unknown}")
		String receive(String text) {
			return text;
		}

	}

	static class ToAWrongExpression {

		@UxdListener
		@SendTo("!{result.}")
		String receive(String text) {
			return text;
		}

	}

	static class ToAnUnfinishedExpression {

		@UxdListener
		@SendTo("!{result")
		String receive(String text) {
			return text;
		}

	}

	static class ToAnExpressionThatFails {

		@UxdListener
		@SendTo("#{@nobody.path()}")
		String receive(String text) {
			return text;
		}

	}

	static class ToANumber {

		@UxdListener
		@SendTo("#{7}")
		String receive(String text) {
			return text;
		}

	}

	static class OfNothing {

		@UxdListener
		@SendTo("/run/replies")
		void receive(String text) {
		}

	}

	static class OfNothingLater {

		@UxdListener
		@SendTo("/run/replies")
		CompletableFuture<Void> receive(String text) {
			return CompletableFuture.completedFuture(null);
		}

	}

	@SendTo("/run/replies")
	static class OfNothingAtAll {

		@UxdListener
		void receive(String text) {
		}

	}

	static class ToAUser {

		@UxdListener
		@SendToUser("/queue/replies")
		String receive(String text) {
			return text;
		}

	}

	static class OfAPayloadMethod {

		@UxdListener
		@Payload("name")
		void receive(Map<String, Object> payload) {
		}

	}

	static class WithItsOwnErrorHandler {

		@UxdListener
		void receive(Order order) {
		}

		@MessageExceptionHandler
		void handle(IllegalStateException ex) {
		}

	}

	static class OfAFuture {

		@UxdListener
		Future<String> receive(String text) {
			return new CompletableFuture<>();
		}

	}

	static class OfALaterFuture {

		@UxdListener
		Optional<CompletableFuture<Future<String>>> receive(String text) {
			return Optional.empty();
		}

	}

	static class OfAHandlerThatNobodyFinds {

		@UxdListener(errorHandler = "#{@nobody}")
		void receive(String text) {
		}

	}

	static class OfManyAtATime {

		@UxdListener(concurrency = "3-5")
		void receive(String text) {
		}

	}

	static class OfNoneAtATime {

		@UxdListener(concurrency = "0")
		void receive(String text) {
		}

	}

	static class OfSeveralAtATime {

		@UxdListener(concurrency = "2")
		void receive(String text) {
		}

	}

	@JsonTypeInfo(use = Id.SIMPLE_NAME)
	sealed interface Command permits Start, Stop, Pause {

	}

	record Pause(String what) implements Command {

	}

	record Start(String what) implements Command {

	}

	record Stop(String what) implements Command {

	}

	record Circle(int radius) implements Shape {

	}

	record Square(int side) implements Shape {

	}

	@UxdListener
	static class WithoutHandlers {

		void start(Start start) {
		}

	}

	@UxdListener(batch = "true")
	static class OfBatches {

		@UxdHandler
		void start(Start start) {
		}

	}

	@UxdListener
	static class OfTheSame {

		@UxdHandler
		void first(Start start) {
		}

		@UxdHandler
		void second(Start start) {
		}

	}

	@UxdListener
	static class WithDefaults {

		@UxdHandler(isDefault = true)
		void first(Datagram datagram) {
		}

		@UxdHandler(isDefault = true)
		void second(String text) {
		}

	}

	@UxdListener
	static class OfTextToo {

		@UxdHandler
		void start(Start start) {
		}

		@UxdHandler
		void text(String text) {
		}

	}

	@UxdListener
	static class OfNothingInParticular {

		@UxdHandler
		void any(Peer peer) {
		}

	}

	record Envelope<T>(T body) {
	}

	@UxdListener
	static class OfAGenericPayload {

		@UxdHandler
		void start(Envelope<Start> start) {
		}

	}

	@UxdListener
	static class OfAMessageOfAList {

		@UxdHandler
		void start(Message<List<Start>> start) {
		}

	}

	@UxdListener
	static class OfStrangers {

		@UxdHandler
		void start(Start start) {
		}

		@UxdHandler
		void order(Order order) {
		}

	}

	@UxdListener
	static class OfShapes {

		@UxdHandler
		void circle(Circle circle) {
		}

		@UxdHandler
		void square(Square square) {
		}

	}

	@UxdListener
	static class WithoutTheLast {

		@UxdHandler
		void start(Start start) {
		}

		@UxdHandler
		void pause(Message<Pause> pause) {
		}

	}

	@UxdListener
	static class ListeningTwice {

		@UxdListener
		@UxdHandler
		void start(Start start) {
		}

	}

	@UxdListener
	static class Ordered {

		@UxdHandler
		@org.springframework.core.annotation.Order(1)
		void start(Start start) {
		}

	}

	@UxdListener
	static class OfLiveBytesLater {

		@UxdHandler
		CompletableFuture<String> start(Start start) {
			return new CompletableFuture<>();
		}

		@UxdHandler(isDefault = true)
		void other(DatagramView view) {
		}

	}

	@UxdListener
	static class WithAcknowledgment {

		@UxdHandler
		void start(Start start, Acknowledgment acknowledgment) {
		}

	}

	static class OnlyHandling {

		@UxdHandler
		void start(Start start) {
		}

	}

}
