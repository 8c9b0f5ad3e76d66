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
package io.github.uxd.internal.spring.messaging;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.SenderCredentials;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.UxdHeaders;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.annotation.JsonDeserialize;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHandlingException;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.converter.StringMessageConverter;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Headers;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.handler.annotation.support.MethodArgumentNotValidException;
import org.springframework.validation.annotation.Validated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ListenerParameterTests {

	private static final UxdAddress SOURCE = UxdAddress.of("/run/asker");

	private static final SenderCredentials CREDENTIALS = new SenderCredentials(7, 1000, 1000);

	private final Bean bean = new Bean();

	private Peer peer;

	@BeforeEach
	void makePeer() throws Exception {
		this.peer = Peer.builder().name("weather").temp(true).build();
	}

	@AfterEach
	void closePeer() {
		this.peer.close();
	}

	@Test
	void theBytesComeAsACopy() throws Exception {
		Datagram datagram = datagram("hello");
		TestListeners.listener(this.bean, "bytes").onDatagram(datagram, this.peer);
		byte[] bytes = (byte[]) received();
		bytes[0] = 'j';
		assertThat(bytes).asString(StandardCharsets.UTF_8).isEqualTo("jello");
		assertThat(datagram.text()).isEqualTo("hello");
	}

	@Test
	void eachParameterHasACopyOfItsOwn() throws Exception {
		call("allBytes", datagram("hello"));
		((byte[]) this.bean.received.get(0))[0] = 'j';
		assertThat((byte[]) this.bean.received.get(1)).asString(StandardCharsets.UTF_8).isEqualTo("hello");
		byte[] ofMessage = (byte[]) ((Message<?>) this.bean.received.get(2)).getPayload();
		assertThat(ofMessage).asString(StandardCharsets.UTF_8).isEqualTo("hello");
	}

	@Test
	void theBytesComeAsAReadOnlyBuffer() throws Exception {
		call("buffer", datagram("hello"));
		ByteBuffer buffer = (ByteBuffer) received();
		assertThat(StandardCharsets.UTF_8.decode(buffer.duplicate()).toString()).isEqualTo("hello");
		assertThatThrownBy(() -> buffer.put(0, (byte) 1)).isInstanceOf(ReadOnlyBufferException.class);
	}

	@Test
	void theBytesComeAsText() throws Exception {
		call("text", datagram("grün"));
		assertThat(received()).isEqualTo("grün");
	}

	@Test
	void theDatagramComesAsItIs() throws Exception {
		Datagram datagram = datagram("hello");
		call("datagram", datagram);
		assertThat(received()).isSameAs(datagram);
	}

	@Test
	void withoutBytesPlainTypesAreEmpty() throws Exception {
		call("bytes", datagram(""));
		call("text", datagram(""));
		call("messageOfText", datagram(""));
		assertThat((byte[]) this.bean.received.get(0)).isEmpty();
		assertThat(this.bean.received.get(1)).isEqualTo("");
		assertThat(((Message<?>) this.bean.received.get(2)).getPayload()).isEqualTo("");
	}

	@Test
	void thePeerTheSourceAndTheCredentialsCome() throws Exception {
		call("origin", datagram("hello"));
		assertThat(this.bean.received).containsExactly("hello", this.peer, SOURCE, CREDENTIALS);
	}

	@Test
	void aMessageHasTheBytesAndWhereTheyCameFromButNoIdAndTime() throws Exception {
		call("message", datagram("hello"));
		Message<?> message = (Message<?>) received();
		assertThat((byte[]) message.getPayload()).asString(StandardCharsets.UTF_8).isEqualTo("hello");
		assertThat(message.getHeaders()).containsOnly(Map.entry(UxdHeaders.SOURCE, SOURCE),
				Map.entry(UxdHeaders.PEER, this.peer), Map.entry(UxdHeaders.PEER_ID, "sensors"),
				Map.entry(UxdHeaders.CREDENTIALS, CREDENTIALS));
	}

	@Test
	void thePrimaryPeersIdIsItsName() throws Exception {
		new HandlerMethodListener(
				TestListeners.factory()
					.createInvocableHandlerMethod(this.bean, Bean.class.getDeclaredMethod("message", Message.class)),
				"", null)
			.onDatagram(datagram("hello"), this.peer);
		assertThat(((Message<?>) received()).getHeaders().get(UxdHeaders.PEER_ID)).isEqualTo("weather");
	}

	@Test
	void aMessagesPayloadIsConverted() throws Exception {
		call("messageOfReading", datagram("{\"sensor\":\"a\",\"value\":3}"));
		Message<?> message = (Message<?>) received();
		assertThat(message.getPayload()).isEqualTo(new Reading("a", 3));
		assertThat(message.getHeaders().get(UxdHeaders.SOURCE)).isEqualTo(SOURCE);
	}

	@Test
	void jsonIsBoundToAnyType() throws Exception {
		call("reading", datagram("{\"sensor\":\"a\",\"value\":3}"));
		call("readings", datagram("[{\"sensor\":\"b\",\"value\":4}]"));
		assertThat(this.bean.received).containsExactly(new Reading("a", 3), List.of(new Reading("b", 4)));
	}

	@Test
	void theTypeOfAGenericMethodIsThatOfTheBeansClass() throws Exception {
		GenericBean generic = new GenericBean();
		new HandlerMethodListener(
				TestListeners.factory()
					.createInvocableHandlerMethod(generic, Base.class.getDeclaredMethod("receive", Object.class)),
				"", null)
			.onDatagram(datagram("{\"sensor\":\"a\",\"value\":3}"), this.peer);
		assertThat(generic.received).isEqualTo(new Reading("a", 3));
	}

	@Test
	void whatIsNoJsonIsRefusedWithTheReason() {
		assertThatExceptionOfType(MessageConversionException.class)
			.isThrownBy(() -> call("reading", datagram("{nonsense")))
			.withMessageContaining("Could not read JSON");
	}

	@Test
	void whatNoConverterMakesIsRefusedBeforeADatagramComes() {
		UxdMessageHandlerMethodFactory factory = new UxdMessageHandlerMethodFactory(new StringMessageConverter(), null);
		factory.afterPropertiesSet();
		assertThatIllegalStateException()
			.isThrownBy(() -> factory.createInvocableHandlerMethod(this.bean,
					Bean.class.getDeclaredMethod("reading", Reading.class)))
			.withMessageContaining("No message converter makes a ")
			.withMessageContaining("$Reading");
	}

	@Test
	void whatAConverterOfTheApplicationDoesntMakeIsAnErrorWithBothTypes() {
		UxdMessageHandlerMethodFactory factory = new UxdMessageHandlerMethodFactory(new StringMessageConverter() {
		}, null);
		factory.afterPropertiesSet();
		assertThatExceptionOfType(MessageConversionException.class)
			.isThrownBy(() -> new HandlerMethodListener(factory.createInvocableHandlerMethod(this.bean,
					Bean.class.getDeclaredMethod("reading", Reading.class)), "", null)
				.onDatagram(datagram("{}"), this.peer))
			.withMessageContaining("No message converter makes a ")
			.withMessageContaining("$Reading of DatagramMessage[peer=weather, 2 bytes from /run/asker");
	}

	@Test
	void anEmptyDatagramIsNoPayloadToConvert() throws Exception {
		assertThatExceptionOfType(MethodArgumentNotValidException.class).isThrownBy(() -> call("reading", datagram("")))
			.withMessageContaining("Payload value must not be empty");
		call("readingIfAny", datagram(""));
		call("optionalReading", datagram(""));
		call("optionalReading", datagram("{\"sensor\":\"a\",\"value\":3}"));
		assertThat(this.bean.received).containsExactly("null", Optional.empty(), Optional.of(new Reading("a", 3)));
	}

	@Test
	void payloadsAreValidatedWhereAskedFor() throws Exception {
		call("reading", datagram("{\"sensor\":\"a\",\"value\":-3}"));
		call("valid", datagram("{\"sensor\":\"a\",\"value\":3}"));
		assertThat(this.bean.received).hasSize(2);
		for (String method : List.of("valid", "validated")) {
			assertThatExceptionOfType(MethodArgumentNotValidException.class)
				.isThrownBy(() -> call(method, datagram("{\"sensor\":\"a\",\"value\":-3}")))
				.withMessageContaining("greater than or equal to 0");
		}
		assertThat(this.bean.received).hasSize(2);
	}

	@Test
	void whatTheProxyOfTheBeanValidatesIsLeftToIt() throws Exception {
		Object proxied = new ValidatedBean();
		TestListeners.listener(proxied, "text").onDatagram(datagram("hello"), this.peer);
	}

	@Test
	void headersComeByTheirNames() throws Exception {
		call("headers", datagram("hello"));
		assertThat(this.bean.received.subList(0, 4)).containsExactly(SOURCE, this.peer, "sensors", CREDENTIALS);
		assertThat(this.bean.received.get(4)).asInstanceOf(InstanceOfAssertFactories.MAP)
			.containsOnlyKeys(UxdHeaders.SOURCE, UxdHeaders.PEER, UxdHeaders.PEER_ID, UxdHeaders.CREDENTIALS);
		assertThat(this.bean.received.get(5)).isInstanceOf(MessageHeaders.class);
	}

	@Test
	void theSourceAsAHeaderCanBeText() throws Exception {
		call("sourceText", datagram("hello"));
		assertThat(received()).isEqualTo("/run/asker");
	}

	@Test
	void whatIsAbsentIsNullOrEmptyWhereThatIsAllowed() throws Exception {
		call("absent", Datagram.of(new byte[1], null));
		assertThat(this.bean.received).containsExactly("null", Optional.empty(), "null", Optional.empty(), "null",
				"null", Optional.empty());
	}

	@Test
	void whatIsPresentComesAsAnOptionalToo() throws Exception {
		call("absent", datagram("hello"));
		assertThat(this.bean.received).containsExactly(SOURCE, Optional.of(SOURCE), CREDENTIALS,
				Optional.of(CREDENTIALS), SOURCE, SOURCE, Optional.of(SOURCE));
	}

	@Test
	void aSourceThatIsNeededAndAbsentIsAnErrorThatSaysWhy() {
		for (String method : List.of("source", "sourceHeader", "sourceText")) {
			assertThatExceptionOfType(MessageHandlingException.class)
				.isThrownBy(() -> call(method, Datagram.of(new byte[1], null)))
				.withMessageContaining("Parameter 0 of ")
				.withMessageContaining(method)
				.withMessageContaining("the sender's socket isn't bound")
				.withMessageContaining("@Nullable or Optional");
		}
	}

	@Test
	void credentialsThatAreNeededAndAbsentAreAnErrorThatSaysWhatToDo() {
		assertThatExceptionOfType(MessageHandlingException.class)
			.isThrownBy(() -> call("credentials", Datagram.of(new byte[1], SOURCE)))
			.withMessageContaining("sender-credentials");
	}

	@Test
	void theBytesComeAsAnyOfTheirTypes() throws Exception {
		call("texts", datagram("hello"));
		assertThat(this.bean.received).containsExactly("hello", "hello", "hello");
	}

	@Test
	void aPayloadThatNeedNotBeThereIsNullOrEmptyWithoutBytes() throws Exception {
		call("ifAny", datagram(""));
		assertThat(this.bean.received).containsExactly("null", "null", "null", Optional.empty(), "null");
		this.bean.received.clear();
		call("ifAny", datagram("1"));
		assertThat(this.bean.received).hasSize(5).doesNotContain("null", Optional.empty());
	}

	@Test
	void aHeaderThatIsMissingHasItsDefault() throws Exception {
		call("defaults", Datagram.of(new byte[1], null));
		assertThat(this.bean.received).containsExactly("nobody", 7, Optional.of(8L), true, Colour.RED,
				UxdAddress.of("/run/default"));
		this.bean.received.clear();
		call("defaults", datagram("x"));
		assertThat(this.bean.received).containsExactly("/run/asker", 7, Optional.of(8L), true, Colour.RED, SOURCE);
	}

	@Test
	void simpleValuesAreJson() throws Exception {
		for (Entry<String, String> value : Map
			.of("number", "-7", "wrapper", "8", "truth", "true", "colour", "\"RED\"", "fraction", "1.5")
			.entrySet()) {
			call(value.getKey(), datagram(value.getValue()));
		}
		assertThat(this.bean.received).containsExactlyInAnyOrder(-7, 8L, true, Colour.RED, 1.5);
	}

	@Test
	void whatTheAnnotationsOfJacksonMakeOfAnInterfaceComes() throws Exception {
		call("shape", datagram("{\"type\":\"circle\",\"radius\":3}"));
		call("animal", datagram("{\"name\":\"Rex\"}"));
		assertThat(this.bean.received).containsExactly(new Circle(3), new Dog("Rex"));
	}

	@Test
	void severalTypesOfOnePayloadAreAskedForByTheirAnnotations() throws Exception {
		call("twice", datagram("{\"sensor\":\"a\",\"value\":3}"));
		assertThat(this.bean.received).containsExactly(new Reading("a", 3), Map.of("sensor", "a", "value", 3));
	}

	private void call(String method, Datagram datagram) throws Exception {
		TestListeners.listener(this.bean, method).onDatagram(datagram, this.peer);
	}

	private Object received() {
		assertThat(this.bean.received).hasSize(1);
		return this.bean.received.get(0);
	}

	private static Datagram datagram(String text) {
		return Datagram.of(text.getBytes(StandardCharsets.UTF_8), SOURCE, CREDENTIALS);
	}

	enum Colour {

		RED

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
	@JsonSubTypes(@JsonSubTypes.Type(value = Circle.class, name = "circle"))
	interface Shape {

	}

	record Circle(int radius) implements Shape {
	}

	@JsonDeserialize(as = Dog.class)
	abstract static class Animal {

	}

	static class Dog extends Animal {

		private final String name;

		@JsonCreator
		Dog(@JsonProperty("name") String name) {
			this.name = Objects.requireNonNull(name);
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof Dog dog && dog.name.equals(this.name);
		}

		@Override
		public int hashCode() {
			return this.name.hashCode();
		}

	}

	record Reading(String sensor, @Min(0) int value) {
	}

	abstract static class Base<T> {

		Object received;

		void receive(T payload) {
			this.received = payload;
		}

	}

	static class GenericBean extends Base<Reading> {

	}

	@Validated
	@SuppressWarnings("unused")
	static class ValidatedBean {

		void text(@Valid String text) {
		}

	}

	@SuppressWarnings("unused")
	static class Bean {

		private final List<Object> received = new ArrayList<>();

		private void add(@Nullable Object... values) {
			Arrays.stream(values).forEach((value) -> this.received.add((value != null) ? value : "null"));
		}

		void bytes(byte[] payload) {
			add(payload);
		}

		void allBytes(byte[] first, byte[] second, Message<byte[]> message) {
			add(first, second, message);
		}

		void buffer(ByteBuffer payload) {
			add(payload);
		}

		void text(String payload) {
			add(payload);
		}

		void datagram(Datagram datagram) {
			add(datagram);
		}

		void origin(@Payload String payload, Peer peer, UxdAddress source, SenderCredentials credentials) {
			add(payload, peer, source, credentials);
		}

		void message(Message<?> message) {
			add(message);
		}

		void messageOfText(Message<String> message) {
			add(message);
		}

		void messageOfReading(Message<Reading> message) {
			add(message);
		}

		void reading(Reading reading) {
			add(reading);
		}

		void readings(@Payload List<Reading> readings) {
			add(readings);
		}

		void readingIfAny(@Payload(required = false) Reading reading) {
			add(reading);
		}

		void optionalReading(Optional<Reading> reading) {
			add(reading);
		}

		void valid(@Valid Reading reading) {
			add(reading);
		}

		void validated(@Payload @Validated Reading reading) {
			add(reading);
		}

		void headers(@Header(UxdHeaders.SOURCE) UxdAddress source, @Header(UxdHeaders.PEER) Peer peer,
				@Header(UxdHeaders.PEER_ID) String peerId, @Header(UxdHeaders.CREDENTIALS) SenderCredentials sender,
				@Headers Map<String, Object> headers, MessageHeaders all) {
			add(source, peer, peerId, sender, headers, all);
		}

		void sourceText(@Header(UxdHeaders.SOURCE) String source) {
			add(source);
		}

		void sourceHeader(@Header(UxdHeaders.SOURCE) UxdAddress source) {
			add(source);
		}

		void source(UxdAddress source) {
			add(source);
		}

		void credentials(SenderCredentials credentials) {
			add(credentials);
		}

		void absent(@Nullable UxdAddress source, Optional<UxdAddress> optionalSource,
				@Nullable SenderCredentials credentials, Optional<SenderCredentials> optionalCredentials,
				@Header(name = UxdHeaders.SOURCE, required = false) UxdAddress header,
				@Header(UxdHeaders.SOURCE) @Nullable UxdAddress nullableHeader,
				@Header(UxdHeaders.SOURCE) Optional<UxdAddress> optionalHeader) {
			add(source, optionalSource, credentials, optionalCredentials, header, nullableHeader, optionalHeader);
		}

		void texts(CharSequence text, InputStream bytes, Reader characters) throws IOException {
			add(text, new String(bytes.readAllBytes(), StandardCharsets.UTF_8),
					new BufferedReader(characters).readLine());
		}

		void ifAny(@Payload(required = false) String text, @Payload(required = false) byte[] bytes,
				@Payload(required = false) Datagram datagram, @Payload(required = false) Optional<ByteBuffer> buffer,
				@Payload(required = false) Integer number) {
			add(text, bytes, datagram, buffer, number);
		}

		void defaults(@Header(name = UxdHeaders.SOURCE, defaultValue = "nobody") String source,
				@Header(name = "x", required = false, defaultValue = "7") int number,
				@Header(name = "y", defaultValue = "8") Optional<Long> optional,
				@Header(name = "z", defaultValue = "true") boolean truth,
				@Header(name = "colour", defaultValue = "RED") Colour colour,
				@Header(name = UxdHeaders.SOURCE, defaultValue = "/run/default") UxdAddress address) {
			add(source, number, optional, truth, colour, address);
		}

		void number(int number) {
			add(number);
		}

		void wrapper(Long number) {
			add(number);
		}

		void fraction(double number) {
			add(number);
		}

		void truth(boolean truth) {
			add(truth);
		}

		void colour(Colour colour) {
			add(colour);
		}

		void shape(Shape shape) {
			add(shape);
		}

		void animal(Animal animal) {
			add(animal);
		}

		void twice(@Payload Reading reading, @Payload Map<String, Object> map) {
			add(reading, map);
		}

	}

}
