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
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.messaging.Message;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.handler.annotation.support.PayloadMethodArgumentResolver;
import org.springframework.util.ClassUtils;
import org.springframework.validation.Validator;

/**
 * Converts the payload, and where no converter can says what is missing: Jackson mostly.
 */
final class DatagramPayloadResolver extends PayloadMethodArgumentResolver implements ParameterCheck {

	private static final boolean JACKSON_PRESENT = ClassUtils.isPresent("tools.jackson.databind.json.JsonMapper",
			DatagramPayloadResolver.class.getClassLoader());

	private static final byte[] JSON_NULL = "null".getBytes(StandardCharsets.US_ASCII);

	private final ConvertibleTypes types;

	private final boolean validates;

	DatagramPayloadResolver(MessageConverter converter, @Nullable Validator validator) {
		super(converter, validator);
		this.types = new ConvertibleTypes(converter);
		this.validates = validator != null;
	}

	@Override
	public @Nullable Object resolveArgument(MethodParameter parameter, Message<?> message) throws Exception {
		Object converted = (message instanceof DatagramMessage datagram)
				? datagram.convertedTo(ResolvableType.forMethodParameter(parameter)) : null;
		if (converted != null) {
			validate(message, parameter, converted);
			return converted;
		}
		if (message.getPayload() instanceof byte[] payload && isNothing(payload) && parameter.isOptional()) {
			return (parameter.getParameterType() == Optional.class) ? Optional.empty() : null;
		}
		try {
			return super.resolveArgument(parameter, message);
		}
		catch (MessageConversionException ex) {
			if (ex.getCause() != null) {
				// A converter has tried, and says itself what is wrong.
				throw ex;
			}
			throw new MessageConversionException(message,
					noConverterMakes(resolveTargetClass(parameter, message)) + " of " + message + forJson(), ex);
		}
	}

	private static boolean isNothing(byte[] payload) {
		return payload.length == 0 || Arrays.equals(payload, JSON_NULL);
	}

	static String noConverterMakes(Class<?> type) {
		return "No message converter makes a " + ClassUtils.getQualifiedName(type);
	}

	static String forJson() {
		return JACKSON_PRESENT ? "" : "; for JSON add Jackson (tools.jackson.core:jackson-databind)";
	}

	@Override
	public void check(MethodParameter parameter) {
		Class<?> type = parameter.nestedIfOptional().getNestedParameterType();
		Payload annotation = parameter.getParameterAnnotation(Payload.class);
		if (type == Object.class) {
			throw ParameterCheck.refusal(parameter,
					"could be anything; say which type: byte[], String or a class of yours");
		}
		if (annotation == null
				&& (type.isArray() || type == Iterable.class || Collection.class.isAssignableFrom(type))) {
			throw ParameterCheck.refusal(parameter,
					"gets one datagram at a time; for several at once say batch = \"true\", for a JSON array annotate it with @Payload");
		}
		if (annotation != null && !annotation.required() && type.isPrimitive()) {
			throw ParameterCheck.refusal(parameter, "need not be there, but can't be null; take "
					+ ClassUtils.resolvePrimitiveIfNecessary(type).getSimpleName());
		}
		String validation = ParameterChecks.validation(parameter);
		if (validation != null && !this.validates) {
			throw ParameterCheck.refusal(parameter,
					"is annotated with " + validation + ", but there is no Validator, or several of which none is"
							+ " primary; add spring-boot-starter-validation, or leave the annotation away");
		}
		this.types.check(type, parameter);
	}

}
