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

import java.util.Map;
import java.util.Objects;

import io.github.uxd.Peer;
import io.github.uxd.SenderCredentials;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.UxdHeaders;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeansException;
import org.springframework.beans.factory.config.BeanExpressionContext;
import org.springframework.beans.factory.config.BeanExpressionResolver;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.ValueConstants;
import org.springframework.messaging.handler.annotation.support.HeaderMethodArgumentResolver;
import org.springframework.util.ClassUtils;

/**
 * Gives a parameter a header, and says why there is no such header.
 */
final class DatagramHeaderResolver extends HeaderMethodArgumentResolver implements ParameterCheck {

	/**
	 * All headers that a datagram can have, with what they hold.
	 */
	private static final Map<String, Class<?>> HEADERS = Map.of(UxdHeaders.SOURCE, UxdAddress.class, UxdHeaders.PEER,
			Peer.class, UxdHeaders.PEER_ID, String.class, UxdHeaders.CREDENTIALS, SenderCredentials.class);

	private final ConversionService conversions;

	private final @Nullable ConfigurableBeanFactory beanFactory;

	DatagramHeaderResolver(ConversionService conversions, @Nullable ConfigurableBeanFactory beanFactory) {
		super(conversions, beanFactory);
		this.conversions = conversions;
		this.beanFactory = beanFactory;
	}

	@Override
	protected void handleMissingValue(String name, MethodParameter parameter, Message<?> message) {
		throw DatagramArgumentResolver.absent(name, parameter, message);
	}

	@Override
	public void check(MethodParameter parameter) {
		Header annotation = Objects.requireNonNull(parameter.getParameterAnnotation(Header.class));
		boolean hasDefault = !ValueConstants.DEFAULT_NONE.equals(annotation.defaultValue());
		String name = name(annotation, parameter);
		Class<?> type = HEADERS.get(name);
		if (type != null) {
			checkType(name, type, parameter);
		}
		else if (!hasDefault) {
			throw ParameterCheck.refusal(parameter,
					"wants the header '" + name + "', which no datagram has; take one of "
							+ HEADERS.keySet().stream().sorted().toList()
							+ ", or give it a defaultValue to get that each time");
		}
		if (hasDefault) {
			checkDefault(annotation.defaultValue(), parameter);
		}
	}

	private String name(Header annotation, MethodParameter parameter) {
		try {
			String written = annotation.name();
			if (written.isEmpty()) {
				MethodParameter named = parameter.clone();
				named.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
				written = named.getParameterName();
			}
			Object name = (written != null) ? evaluate(written) : null;
			if (name != null) {
				return name.toString();
			}
		}
		catch (BeansException | IllegalArgumentException ex) {
			throw refusal(parameter, "wants the header '" + annotation.name() + "': ", ex);
		}
		throw ParameterCheck.refusal(parameter, "says the name of no header; take @Header(\"...\") with one of "
				+ HEADERS.keySet().stream().sorted().toList());
	}

	private void checkType(String name, Class<?> type, MethodParameter parameter) {
		Class<?> wanted = parameter.nestedIfOptional().getNestedParameterType();
		if (!ClassUtils.isAssignable(wanted, type)
				&& !this.conversions.canConvert(TypeDescriptor.valueOf(type), new TypeDescriptor(parameter))) {
			throw ParameterCheck.refusal(parameter, "wants the header '" + name + "', a " + type.getSimpleName()
					+ ", and that isn't converted to it; take " + type.getSimpleName());
		}
	}

	private void checkDefault(String text, MethodParameter parameter) {
		String words = "has the default value '" + text + "': ";
		try {
			Object value = evaluate(text);
			Object argument = this.conversions.convert(value, TypeDescriptor.forObject(value),
					new TypeDescriptor(parameter));
			if (argument == null && parameter.getParameterType().isPrimitive()) {
				throw ParameterCheck.refusal(parameter, words + "that is no value of its type; take one that is");
			}
		}
		catch (BeansException | ConversionException | IllegalArgumentException ex) {
			throw refusal(parameter, words, ex);
		}
	}

	private static IllegalStateException refusal(MethodParameter parameter, String words, Exception ex) {
		Throwable reason = (ex instanceof ConversionException) ? ex : NestedExceptionUtils.getMostSpecificCause(ex);
		IllegalStateException refusal = ParameterCheck.refusal(parameter,
				words + reason.getMessage() + "; correct it in the annotation, or where it is configured");
		refusal.initCause(ex);
		return refusal;
	}

	/**
	 * Evaluate a text of the annotation as is done for each datagram.
	 */
	private @Nullable Object evaluate(String text) {
		if (this.beanFactory == null) {
			return text;
		}
		String resolved = this.beanFactory.resolveEmbeddedValue(text);
		BeanExpressionResolver resolver = this.beanFactory.getBeanExpressionResolver();
		return (resolver != null) ? resolver.evaluate(resolved, new BeanExpressionContext(this.beanFactory, null))
				: text;
	}

}
