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

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

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
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;

/**
 * Gives a parameter of one type what a datagram has of it, without a converter.
 *
 * @param type the type of the parameters
 * @param header what is missing if there is no value
 * @param value finds the value
 * @param ofView finds it where the datagram was received
 */
record DatagramArgumentResolver(Class<?> type, String header, Function<DatagramMessage, @Nullable Object> value,
		BiFunction<DatagramView, Peer, @Nullable Object> ofView) implements HandlerMethodArgumentResolver {

	/**
	 * Not a header, but what each datagram has.
	 */
	private static final String PAYLOAD = "payload";

	private static final String LET_IT_BE_ABSENT = "; make the parameter @Nullable or Optional to take such datagrams too";

	/**
	 * Make the resolvers for all types that need no converter.
	 */
	static List<HandlerMethodArgumentResolver> all() {
		return List.of(payload(byte[].class, DatagramMessage::getPayload, DatagramView::toByteArray),
				payload(ByteBuffer.class, DatagramMessage::buffer, DatagramView::payload),
				payload(String.class, DatagramMessage::text, DatagramView::text),
				payload(Datagram.class, DatagramMessage::datagram, DatagramView::copy),
				payload(DatagramView.class, DatagramMessage::view, (view) -> view),
				new DatagramArgumentResolver(Peer.class, UxdHeaders.PEER, DatagramMessage::peer, (view, peer) -> peer),
				new DatagramArgumentResolver(UxdAddress.class, UxdHeaders.SOURCE, DatagramMessage::source,
						(view, peer) -> view.source()),
				new DatagramArgumentResolver(SenderCredentials.class, UxdHeaders.CREDENTIALS,
						DatagramMessage::credentials, (view, peer) -> view.credentials()));
	}

	private static HandlerMethodArgumentResolver payload(Class<?> type,
			Function<DatagramMessage, @Nullable Object> value, Function<DatagramView, Object> ofView) {
		return new DatagramArgumentResolver(type, PAYLOAD, value, (view, peer) -> ofView.apply(view));
	}

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return parameter.nestedIfOptional().getNestedParameterType() == this.type;
	}

	@Override
	public @Nullable Object resolveArgument(MethodParameter parameter, Message<?> message) {
		Object value = this.value.apply((DatagramMessage) message);
		if (parameter.getParameterType() == Optional.class) {
			return Optional.ofNullable(value);
		}
		if (value == null && !parameter.isOptional()) {
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
