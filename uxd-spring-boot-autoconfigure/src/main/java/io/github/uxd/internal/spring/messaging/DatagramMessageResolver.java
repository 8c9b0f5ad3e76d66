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

import io.github.uxd.Datagram;
import io.github.uxd.DatagramView;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.messaging.Message;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.handler.annotation.support.MessageMethodArgumentResolver;
import org.springframework.messaging.support.GenericMessage;

/**
 * Gives a parameter a message. Leaves it to the converter whether no bytes are a payload:
 * they are a text, say. A message may be kept, so that a payload that needs no converter
 * is over a copy.
 */
final class DatagramMessageResolver extends MessageMethodArgumentResolver implements ParameterCheck {

	private final ConvertibleTypes types;

	DatagramMessageResolver(MessageConverter converter) {
		super(converter);
		this.types = new ConvertibleTypes(converter);
	}

	@Override
	public Object resolveArgument(MethodParameter parameter, Message<?> message) throws Exception {
		Class<?> payload = payload(parameter);
		if (message instanceof DatagramMessage datagram) {
			if (payload == ByteBuffer.class) {
				return new GenericMessage<>(datagram.datagram().payload(), datagram.getHeaders());
			}
			if (payload == Datagram.class) {
				return new GenericMessage<>(datagram.datagram(), datagram.getHeaders());
			}
			Object converted = datagram.convertedTo(ResolvableType.forMethodParameter(parameter).getGeneric());
			if (converted != null) {
				return new GenericMessage<>(converted, datagram.getHeaders());
			}
		}
		return super.resolveArgument(parameter, message);
	}

	private static Class<?> payload(MethodParameter parameter) {
		return ResolvableType.forMethodParameter(parameter).as(Message.class).getGeneric().resolve(Object.class);
	}

	@Override
	protected boolean isEmptyPayload(@Nullable Object payload) {
		return payload == null;
	}

	@Override
	public void check(MethodParameter parameter) {
		Class<?> payload = payload(parameter);
		if (parameter.getParameterType() != Message.class) {
			throw ParameterCheck.refusal(parameter,
					"is a kind of Message that a datagram isn't; take Message<" + payload.getSimpleName() + "> itself");
		}
		if (payload == DatagramView.class) {
			throw ParameterCheck.refusal(parameter,
					"may be kept, and a DatagramView is valid for the call only; take a Message<Datagram>");
		}
		if (payload != ByteBuffer.class && payload != Datagram.class && !payload.isAssignableFrom(byte[].class)) {
			this.types.check(payload, parameter);
		}
	}

}
