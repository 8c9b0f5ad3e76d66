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
package io.github.uxd.spring.integration.support;

import java.lang.reflect.Type;
import java.util.Map;

import io.github.uxd.Datagram;
import io.github.uxd.spring.UxdHeaders;
import org.jspecify.annotations.Nullable;

import org.springframework.integration.mapping.InboundMessageMapper;
import org.springframework.integration.mapping.OutboundMessageMapper;
import org.springframework.messaging.Message;

/**
 * Makes messages of datagrams, and the bytes of datagrams of messages, for all adapters
 * that aren't given one of their own. Used by many threads at a time.
 * <p>
 * A bean of this type takes the place of the {@link SimpleDatagramMessageMapper}; it may
 * ask one for most of its work.
 */
public interface DatagramMessageMapper extends InboundMessageMapper<Datagram>, OutboundMessageMapper<byte[]> {

	/**
	 * Make a message of a datagram that was received.
	 * @param datagram the datagram
	 * @param payloadType what the payload is to be, such as {@code byte[].class},
	 * {@code Datagram.class}, or what the bytes can be converted to
	 * @param headers what the adapter knows beside the datagram, such as
	 * {@link UxdHeaders#PEER_ID}
	 * @return the message, or {@code null} to let nobody have the datagram
	 * @throws RuntimeException if the datagram can't be understood
	 */
	@Nullable Message<?> toMessage(Datagram datagram, Type payloadType, Map<String, Object> headers);

	/**
	 * Make a message of a datagram, with its bytes as the payload.
	 */
	@Override
	default @Nullable Message<?> toMessage(Datagram datagram, @Nullable Map<String, Object> headers) {
		return toMessage(datagram, byte[].class, (headers != null) ? headers : Map.of());
	}

	/**
	 * Make the bytes of a datagram of a message.
	 * @param message the message
	 * @return the bytes, which nobody changes any more
	 * @throws RuntimeException if no datagram can be made of it
	 */
	@Override
	byte[] fromMessage(Message<?> message);

}
