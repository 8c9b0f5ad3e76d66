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

import java.lang.reflect.Method;
import java.util.stream.Stream;

import io.github.uxd.spring.core.PayloadConverter;
import io.github.uxd.spring.messaging.UxdMessageConverters;
import jakarta.validation.Validation;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.jspecify.annotations.Nullable;

import org.springframework.validation.Validator;
import org.springframework.validation.beanvalidation.SpringValidatorAdapter;

/**
 * Makes listeners of methods.
 */
public final class TestListeners {

	private static final Validator VALIDATOR = validator();

	/**
	 * Makes bytes of what listeners return.
	 */
	public static final PayloadConverter CONVERTER = new MessagePayloadConverter(UxdMessageConverters.create());

	private TestListeners() {
	}

	/**
	 * Make a listener of a bean's only method of that name.
	 */
	static HandlerMethodListener listener(Object bean, String name) {
		return listener(bean, name, null);
	}

	static HandlerMethodListener listener(Object bean, String name, @Nullable RecordedReplies replies) {
		Method method = Stream.of(bean.getClass().getDeclaredMethods())
			.filter((candidate) -> candidate.getName().equals(name))
			.findFirst()
			.orElseThrow();
		return new HandlerMethodListener(factory().createInvocableHandlerMethod(bean, method), "sensors",
				(replies != null) ? new ReplySender(name, CONVERTER, "", replies) : null);
	}

	public static UxdMessageHandlerMethodFactory factory() {
		UxdMessageHandlerMethodFactory factory = new UxdMessageHandlerMethodFactory(UxdMessageConverters.create(),
				VALIDATOR);
		factory.afterPropertiesSet();
		return factory;
	}

	private static Validator validator() {
		// The usual interpolator needs an expression language.
		return new SpringValidatorAdapter(Validation.byDefaultProvider()
			.configure()
			.messageInterpolator(new ParameterMessageInterpolator())
			.buildValidatorFactory()
			.getValidator());
	}

}
