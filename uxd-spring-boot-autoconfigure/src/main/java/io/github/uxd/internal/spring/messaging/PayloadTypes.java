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

import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.uxd.Datagram;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.messaging.Message;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolverComposite;
import org.springframework.util.ClassUtils;

/**
 * Finds out which types methods take their datagrams as, and what to convert a datagram
 * to, so that it is seen which of them it is.
 */
final class PayloadTypes {

	/**
	 * What every datagram is.
	 */
	private static final Set<Class<?>> OF_ANY = Set.of(Object.class, byte[].class, String.class, CharSequence.class,
			ByteBuffer.class, Datagram.class);

	private final HandlerMethodArgumentResolverComposite resolvers;

	private final ConvertibleTypes convertible;

	PayloadTypes(MessageConverter converter, HandlerMethodArgumentResolverComposite resolvers) {
		this.resolvers = resolvers;
		this.convertible = new ConvertibleTypes(converter);
	}

	/**
	 * Convert the payload of a message.
	 * @param parameter what is of the type to convert it to
	 * @param message the message
	 * @return what it is converted to
	 * @throws Exception if it can't be
	 */
	@Nullable Object convert(MethodParameter parameter, DatagramMessage message) throws Exception {
		return this.resolvers.resolveArgument(parameter, message);
	}

	/**
	 * Return the type that a method takes its datagrams as.
	 * @throws IllegalStateException if every datagram is of it, or there are several
	 */
	Class<?> of(HandlerMethodListener handler) {
		List<MethodParameter> payloads = Arrays.stream(handler.parameters()).filter(this::isPayload).toList();
		for (MethodParameter parameter : payloads) {
			if (payload(parameter).hasGenerics()) {
				throw new IllegalStateException("@UxdHandler " + handler + ": its " + ParameterCheck.words(parameter)
						+ " is made of types that are gone when a datagram is told apart; take a class or record of "
						+ "its own for it, or make it the default (isDefault = true)");
			}
		}
		if (payloads.size() != 1) {
			throw new IllegalStateException("@UxdHandler " + handler
					+ ": it isn't known which datagrams it takes; give it one parameter that the payload is converted "
					+ "to, or make it the default (isDefault = true)");
		}
		return ClassUtils.resolvePrimitiveIfNecessary(payload(payloads.get(0)).toClass());
	}

	private boolean isPayload(MethodParameter parameter) {
		HandlerMethodArgumentResolver resolver = ParameterChecks.resolver(this.resolvers, parameter);
		return resolver instanceof DatagramPayloadResolver
				|| (resolver instanceof DatagramMessageResolver && !OF_ANY.contains(payload(parameter).toClass()));
	}

	private static ResolvableType payload(MethodParameter parameter) {
		ResolvableType type = ResolvableType.forMethodParameter(parameter);
		return (type.toClass() == Message.class) ? type.getGeneric() : type;
	}

	/**
	 * Return what is of the type that datagrams are converted to which are of some types:
	 * the most special one that these have in common.
	 * @param types the types, at least one
	 * @throws IllegalStateException if there is no such type, or several
	 */
	MethodParameter common(List<Class<?>> types) {
		Set<Class<?>> common = Supertypes.of(types.get(0));
		types.forEach((type) -> common.retainAll(Supertypes.of(type)));
		List<Class<?>> special = common.stream()
			.filter((type) -> common.stream().noneMatch((other) -> other != type && type.isAssignableFrom(other)))
			.toList();
		List<Class<?>> convertible = special.stream()
			.filter((type) -> this.convertible.reason(type, parameter(type)) == null)
			.toList();
		if (special.size() == 1) {
			this.convertible.check(special.get(0), parameter(special.get(0)));
		}
		if (convertible.size() != 1) {
			throw new IllegalStateException("what its @UxdHandler methods take, " + names(types) + ", has "
					+ (special.isEmpty() ? "no type" : "several types") + " in common to convert a datagram to"
					+ (special.isEmpty() ? "" : ", " + names(special))
					+ "; let it implement one interface of yours, best a sealed one, that says how its kinds are told "
					+ "apart, by Jackson's @JsonTypeInfo say");
		}
		return parameter(convertible.get(0));
	}

	private static MethodParameter parameter(Class<?> type) {
		return new TypeParameter(type, "@UxdHandler methods' common type");
	}

	/**
	 * Refuse a sealed type of which there is a kind that nobody takes.
	 */
	void checkComplete(Class<?> common, List<Class<?>> types) {
		if (types.stream().anyMatch((type) -> type.isAssignableFrom(common))) {
			return;
		}
		if (common.isSealed()) {
			for (Class<?> kind : common.getPermittedSubclasses()) {
				checkComplete(kind, types);
			}
		}
		if (!Modifier.isAbstract(common.getModifiers())) {
			throw new IllegalStateException("none of its @UxdHandler methods takes a " + ClassUtils.getShortName(common)
					+ ", which a datagram may be; add one, or a default (isDefault = true)");
		}
	}

	private static String names(List<Class<?>> types) {
		return types.stream().map(ClassUtils::getShortName).collect(Collectors.joining(", "));
	}

}
