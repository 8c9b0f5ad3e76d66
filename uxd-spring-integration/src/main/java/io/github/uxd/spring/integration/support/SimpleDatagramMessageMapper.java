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
import io.github.uxd.spring.core.PayloadConversionException;
import io.github.uxd.spring.core.PayloadConverter;
import io.github.uxd.spring.core.SimplePayloadConverter;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.integration.support.DefaultMessageBuilderFactory;
import org.springframework.integration.support.MessageBuilderFactory;
import org.springframework.messaging.Message;

/**
 * Takes the payload for all of a datagram, and says in headers what else is known of one
 * that was received: {@link UxdHeaders#SOURCE} and {@link UxdHeaders#CREDENTIALS}, each
 * if there is one.
 */
public class SimpleDatagramMessageMapper implements DatagramMessageMapper {

	private final PayloadConverter converter;

	private final MessageBuilderFactory messages;

	/**
	 * Create a mapper that knows bytes, buffers and text.
	 */
	public SimpleDatagramMessageMapper() {
		this(new SimplePayloadConverter());
	}

	/**
	 * Create a mapper.
	 * @param converter makes objects of bytes and bytes of objects
	 */
	public SimpleDatagramMessageMapper(PayloadConverter converter) {
		this(converter, new DefaultMessageBuilderFactory());
	}

	/**
	 * Create a mapper.
	 * @param converter makes objects of bytes and bytes of objects
	 * @param messages what messages are built by
	 */
	public SimpleDatagramMessageMapper(PayloadConverter converter, MessageBuilderFactory messages) {
		this.converter = converter;
		this.messages = messages;
	}

	/**
	 * {@inheritDoc}
	 * @throws PayloadConversionException if the bytes can't be converted
	 */
	@Override
	public Message<?> toMessage(Datagram datagram, Type payloadType, Map<String, Object> headers) {
		return this.messages.withPayload(payload(datagram, payloadType))
			.copyHeaders(headers)
			.setHeader(UxdHeaders.SOURCE, datagram.source())
			.setHeader(UxdHeaders.CREDENTIALS, datagram.credentials())
			.build();
	}

	private Object payload(Datagram datagram, Type type) {
		if (type == byte[].class) {
			return datagram.toByteArray();
		}
		if (type == Datagram.class) {
			return datagram;
		}
		return (type instanceof Class<?> plain) ? this.converter.fromBytes(datagram, plain)
				: this.converter.fromBytes(datagram, ParameterizedTypeReference.forType(type));
	}

	/**
	 * {@inheritDoc}
	 * @throws PayloadConversionException if the payload can't be converted
	 */
	@Override
	public byte[] fromMessage(Message<?> message) {
		return (message.getPayload() instanceof byte[] bytes) ? bytes : this.converter.toBytes(message.getPayload());
	}

}
