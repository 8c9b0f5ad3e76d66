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

import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import io.github.uxd.Datagram;
import io.github.uxd.DatagramView;
import io.github.uxd.spring.core.PayloadConversionException;
import io.github.uxd.spring.core.PayloadConverter;
import io.github.uxd.spring.core.SimplePayloadConverter;
import io.github.uxd.spring.messaging.UxdMessageConverters;
import io.github.uxd.text.OneLine;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.ResolvableType;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.converter.SmartMessageConverter;
import org.springframework.messaging.support.GenericMessage;

/**
 * Converts payloads by a {@link MessageConverter} of spring-messaging. It need not know
 * {@link ByteBuffer}, {@link Datagram}, {@link DatagramView}, and text that isn't a
 * {@link String}: these are taken for the bytes, or the string, that they hold.
 */
public class MessagePayloadConverter implements PayloadConverter {

	private static final String REMEDY = " (for JSON, add Jackson 3 to the class path, as spring-boot-starter-jackson"
			+ " does; for anything else, a MessageConverter)";

	private final SimplePayloadConverter bytes = new SimplePayloadConverter();

	private final MessageConverter converter;

	/**
	 * Create a converter.
	 * @param converter what converts, such as that of {@link UxdMessageConverters}
	 */
	public MessagePayloadConverter(MessageConverter converter) {
		this.converter = converter;
	}

	@Override
	public byte[] toBytes(Object payload) {
		if (payload instanceof ByteBuffer || payload instanceof Datagram || payload instanceof DatagramView) {
			return this.bytes.toBytes(payload);
		}
		Object converted = convert((payload instanceof CharSequence text) ? text.toString() : payload);
		if (converted instanceof byte[] array) {
			return array;
		}
		if (converted instanceof String text) {
			return text.getBytes(StandardCharsets.UTF_8);
		}
		String typeName = payload.getClass().getName();
		if (converted == null) {
			throw new PayloadConversionException("No converter makes a datagram of a " + typeName + REMEDY, null);
		}
		throw new PayloadConversionException("The message converter makes a " + converted.getClass().getName()
				+ " of a " + typeName + ", but a datagram takes bytes or a string", null);
	}

	private @Nullable Object convert(Object payload) {
		try {
			Message<?> message = this.converter.toMessage(payload, null);
			return (message != null) ? message.getPayload() : null;
		}
		catch (MessagingException ex) {
			throw new PayloadConversionException("A " + payload.getClass().getName()
					+ " can't be made into a datagram: " + OneLine.of(ex.getMessage()), ex);
		}
	}

	@Override
	public <T> T fromBytes(Datagram datagram, Class<T> type) {
		if (type == ByteBuffer.class || type == Datagram.class) {
			return this.bytes.fromBytes(datagram, type);
		}
		return type.cast(convert(datagram, (type == CharSequence.class) ? String.class : type, type));
	}

	@Override
	@SuppressWarnings("unchecked")
	public <T> T fromBytes(Datagram datagram, ParameterizedTypeReference<T> reference) {
		Type type = reference.getType();
		if (type instanceof Class<?> plain) {
			return (T) fromBytes(datagram, plain);
		}
		return (T) convert(datagram, ResolvableType.forType(type).toClass(), type);
	}

	private Object convert(Datagram datagram, Class<?> target, Type type) {
		Object payload;
		try {
			Message<?> message = new GenericMessage<>(datagram.toByteArray());
			payload = (target != type && this.converter instanceof SmartMessageConverter smart)
					? smart.fromMessage(message, target, new TypeParameter(type, "value"))
					: this.converter.fromMessage(message, target);
		}
		catch (MessagingException ex) {
			throw new PayloadConversionException("A datagram of " + datagram + " can't be made into a "
					+ type.getTypeName() + ": " + OneLine.of(ex.getMessage()), ex);
		}
		if (payload == null) {
			throw new PayloadConversionException(
					"No converter makes a " + type.getTypeName() + " of a datagram" + REMEDY, null);
		}
		return payload;
	}

}
