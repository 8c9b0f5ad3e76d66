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

import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.handler.annotation.support.PayloadMethodArgumentResolver;
import org.springframework.util.ClassUtils;
import org.springframework.validation.Validator;

/**
 * Converts the payload, and where no converter can says what is missing: Jackson mostly.
 */
final class DatagramPayloadResolver extends PayloadMethodArgumentResolver {

	private static final boolean JACKSON_PRESENT = ClassUtils.isPresent("tools.jackson.databind.json.JsonMapper",
			DatagramPayloadResolver.class.getClassLoader());

	DatagramPayloadResolver(MessageConverter converter, @Nullable Validator validator) {
		super(converter, validator);
	}

	@Override
	public @Nullable Object resolveArgument(MethodParameter parameter, Message<?> message) throws Exception {
		try {
			return super.resolveArgument(parameter, message);
		}
		catch (MessageConversionException ex) {
			if (ex.getCause() != null) {
				// A converter has tried, and says itself what is wrong.
				throw ex;
			}
			throw new MessageConversionException(message,
					"No message converter makes a "
							+ ClassUtils.getQualifiedName(resolveTargetClass(parameter, message)) + " of " + message
							+ (JACKSON_PRESENT ? "" : "; for JSON add Jackson (tools.jackson.core:jackson-databind)"),
					ex);
		}
	}

}
