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

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

import io.github.uxd.Datagram;
import io.github.uxd.DatagramView;
import io.github.uxd.Peer;
import io.github.uxd.SenderCredentials;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.UxdHeaders;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHandlingException;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;

/**
 * Gives a parameter of one type what a datagram has of it, without a converter.
 *
 * @param type the type of the parameters
 * @param header what is missing if there is no value
 * @param value finds the value
 * @param ofView finds it where the datagram was received
 * @param dispensable whether it is for parameters that take {@code null} for no bytes
 */
record DatagramArgumentResolver(Class<?> type, String header, Function<DatagramMessage, @Nullable Object> value,
		BiFunction<DatagramView, Peer, @Nullable Object> ofView, boolean dispensable) implements ParameterCheck {

	/**
	 * Not a header, but what each datagram has.
	 */
	private static final String PAYLOAD = "payload";

	private static final String LET_IT_BE_ABSENT = "; make the parameter @Nullable or Optional to take such datagrams too";

	/**
	 * Make the resolvers for all types that need no converter.
	 */
	static List<HandlerMethodArgumentResolver> all() {
		return Stream.of(payload(byte[].class, DatagramMessage::toByteArray, DatagramView::toByteArray),
				payload(ByteBuffer.class, DatagramMessage::buffer, DatagramView::payload),
				payload(String.class, DatagramMessage::text, DatagramView::text),
				payload(CharSequence.class, DatagramMessage::text, DatagramView::text),
				payload(InputStream.class, (message) -> new ByteArrayInputStream(message.getPayload()),
						(view) -> new ByteArrayInputStream(view.toByteArray())),
				payload(Reader.class, (message) -> new StringReader(message.text()),
						(view) -> new StringReader(view.text())),
				payload(Datagram.class, DatagramMessage::datagram, DatagramView::copy),
				payload(DatagramView.class, DatagramMessage::view, (view) -> view),
				fact(Peer.class, UxdHeaders.PEER, DatagramMessage::peer, (view, peer) -> peer),
				fact(UxdAddress.class, UxdHeaders.SOURCE, DatagramMessage::source, (view, peer) -> view.source()),
				fact(SenderCredentials.class, UxdHeaders.CREDENTIALS, DatagramMessage::credentials,
						(view, peer) -> view.credentials()))
			.flatMap(Function.identity())
			.toList();
	}

	private static Stream<HandlerMethodArgumentResolver> fact(Class<?> type, String header,
			Function<DatagramMessage, @Nullable Object> value,
			BiFunction<DatagramView, Peer, @Nullable Object> ofView) {
		return Stream.of(new DatagramArgumentResolver(type, header, value, ofView, false));
	}

	private static Stream<HandlerMethodArgumentResolver> payload(Class<?> type,
			Function<DatagramMessage, @Nullable Object> value, Function<DatagramView, Object> ofView) {
		return Stream.of(new DatagramArgumentResolver(type, PAYLOAD, value, (view, peer) -> ofView.apply(view), false),
				new DatagramArgumentResolver(type, PAYLOAD,
						(message) -> (message.getPayload().length > 0) ? value.apply(message) : null,
						(view, peer) -> (view.length() > 0) ? ofView.apply(view) : null, true));
	}

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return parameter.nestedIfOptional().getNestedParameterType() == this.type
				&& (!this.header.equals(PAYLOAD) || this.dispensable == isDispensable(parameter));
	}

	private static boolean isDispensable(MethodParameter parameter) {
		Payload annotation = parameter.getParameterAnnotation(Payload.class);
		return annotation != null && !annotation.required();
	}

	/**
	 * Return whether a parameter can't do without a value.
	 */
	boolean isNeeded(MethodParameter parameter) {
		return !this.dispensable && !parameter.isOptional();
	}

	@Override
	public void check(MethodParameter parameter) {
		if (!this.header.equals(PAYLOAD) && parameter.hasParameterAnnotation(Payload.class)) {
			throw ParameterCheck.refusal(parameter,
					"is annotated with @Payload, but isn't made of it; leave the annotation away");
		}
	}

	@Override
	public @Nullable Object resolveArgument(MethodParameter parameter, Message<?> message) {
		Object value = this.value.apply((DatagramMessage) message);
		if (parameter.getParameterType() == Optional.class) {
			return Optional.ofNullable(value);
		}
		if (value == null && isNeeded(parameter)) {
			throw absent(this.header, parameter, message);
		}
		return value;
	}

	/**
	 * Say why a datagram lacks what a parameter needs, and what to do about it.
	 * @param header the name of the header that is missing
	 * @param parameter the parameter that needs it
	 * @param message the message that lacks it
	 */
	static MessageHandlingException absent(String header, MethodParameter parameter, Message<?> message) {
		String reason = switch (header) {
			case UxdHeaders.SOURCE -> "the sender's socket isn't bound, or the peer doesn't ask for addresses, "
					+ "so that the datagram has no source" + LET_IT_BE_ABSENT;
			case UxdHeaders.CREDENTIALS -> "the datagram has no credentials, since its peer doesn't ask for them "
					+ "(its property sender-credentials)" + LET_IT_BE_ABSENT;
			case PAYLOAD -> "a view is there only on the thread that receives";
			default -> "a datagram has no header '" + header + "'";
		};
		return new MessageHandlingException(message, "Parameter " + parameter.getParameterIndex() + " of "
				+ parameter.getExecutable().toGenericString() + " can't be given a value: " + reason);
	}

}
