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

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.messaging.converter.ByteArrayMessageConverter;
import org.springframework.messaging.converter.CompositeMessageConverter;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.converter.SmartMessageConverter;
import org.springframework.messaging.converter.StringMessageConverter;
import org.springframework.messaging.support.GenericMessage;

/**
 * Finds out which types the message converters can't make, whatever a datagram holds: by
 * having them try, with a JSON object that has no properties. Only they know, since
 * Jackson makes an interface too if an annotation or a mapper's module tells it which
 * class to take.
 * <p>
 * Converters of the application's own are taken at their word, which is said for each
 * datagram: they may look at the bytes first.
 */
final class ConvertibleTypes {

	/**
	 * What Jackson throws if it is the type that is wrong, and not the JSON. (The older
	 * one is that of Spring's older converter.)
	 */
	private static final Set<String> WRONG_TYPE = Set.of("tools.jackson.databind.exc.InvalidDefinitionException",
			"com.fasterxml.jackson.databind.exc.InvalidDefinitionException");

	private static final byte[] NO_PROPERTIES = "{}".getBytes(StandardCharsets.US_ASCII);

	private final MessageConverter converter;

	ConvertibleTypes(MessageConverter converter) {
		this.converter = converter;
	}

	/**
	 * Return why no payload can be converted to a type.
	 * @param type the type
	 * @param parameter the parameter that is of the type, or has it
	 * @return the reason, or {@code null} if one can
	 */
	@Nullable String reason(Class<?> type, MethodParameter parameter) {
		if (!all(this.converter, ConvertibleTypes::isOfSpring)) {
			return null;
		}
		try {
			// Of JSON null is a value, if a strange one.
			return (convert(type, parameter) == null && all(this.converter, ConvertibleTypes::makesTextAtMost))
					? DatagramPayloadResolver.noConverterMakes(type) + DatagramPayloadResolver.forJson() : null;
		}
		catch (RuntimeException ex) {
			return wrongType(ex);
		}
	}

	/**
	 * Refuse a type that no payload can be converted to.
	 * @param type the type
	 * @param parameter the parameter that is of the type, or has it
	 */
	void check(Class<?> type, MethodParameter parameter) {
		String reason = reason(type, parameter);
		if (reason != null) {
			throw ParameterCheck.refusal(parameter, "can't be made of a payload: " + reason
					+ "; take a class or record that has a constructor for it, or tell the converter how it is made");
		}
	}

	private static boolean all(MessageConverter converter, Predicate<MessageConverter> condition) {
		return (converter instanceof CompositeMessageConverter several)
				? several.getConverters().stream().allMatch((one) -> all(one, condition)) : condition.test(converter);
	}

	private static boolean isOfSpring(MessageConverter converter) {
		return converter.getClass().getPackage() == MessageConverter.class.getPackage();
	}

	private static boolean makesTextAtMost(MessageConverter converter) {
		return converter instanceof ByteArrayMessageConverter || converter instanceof StringMessageConverter;
	}

	private @Nullable Object convert(Class<?> type, MethodParameter parameter) {
		GenericMessage<byte[]> message = new GenericMessage<>(NO_PROPERTIES);
		return (this.converter instanceof SmartMessageConverter smart) ? smart.fromMessage(message, type, parameter)
				: this.converter.fromMessage(message, type);
	}

	private static @Nullable String wrongType(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (WRONG_TYPE.contains(cause.getClass().getName())) {
				// What follows tells where in the JSON, of which there is none.
				return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
			}
		}
		return null;
	}

}
