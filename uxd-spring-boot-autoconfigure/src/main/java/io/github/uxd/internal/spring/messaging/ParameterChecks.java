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

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Headers;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolverComposite;
import org.springframework.util.StringUtils;
import org.springframework.validation.annotation.Validated;

/**
 * Refuses methods with parameters that can't work: what doesn't belong to datagrams, what
 * nobody would look at, and then what the one refuses who makes the argument.
 */
final class ParameterChecks {

	private static final Set<Class<?>> KNOWN = Set.of(Payload.class, Header.class, Headers.class);

	/**
	 * Whose types those know who come from elsewhere, by the beginnings of their names.
	 */
	private static final Map<String, List<String>> FOREIGN = Map.of("Kafka",
			List.of("org.apache.kafka.", "org.springframework.kafka."), "RabbitMQ",
			List.of("com.rabbitmq.", "org.springframework.amqp.", "org.springframework.rabbit."), "JMS",
			List.of("jakarta.jms.", "javax.jms.", "org.springframework.jms."), "Pulsar",
			List.of("org.apache.pulsar.", "org.springframework.pulsar."));

	private final HandlerMethodArgumentResolverComposite resolvers;

	ParameterChecks(HandlerMethodArgumentResolverComposite resolvers) {
		this.resolvers = resolvers;
	}

	/**
	 * Check a method's parameters.
	 * @throws IllegalStateException if one of them can't work
	 */
	void check(MethodParameter[] parameters) {
		List<MethodParameter> converted = new ArrayList<>();
		for (MethodParameter parameter : parameters) {
			checkType(parameter);
			checkAnnotations(parameter);
			HandlerMethodArgumentResolver resolver = resolver(this.resolvers, parameter);
			if (resolver instanceof ParameterCheck check) {
				check.check(parameter);
			}
			if (resolver instanceof DatagramPayloadResolver) {
				converted.add(parameter);
			}
			else {
				checkNotValidated(parameter);
			}
		}
		checkTogether(converted);
	}

	static HandlerMethodArgumentResolver resolver(HandlerMethodArgumentResolverComposite resolvers,
			MethodParameter parameter) {
		return resolvers.getResolvers()
			.stream()
			.filter((candidate) -> candidate.supportsParameter(parameter))
			.findFirst()
			.orElseThrow();
	}

	private static void checkType(MethodParameter parameter) {
		String type = " " + ResolvableType.forMethodParameter(parameter);
		for (Entry<String, List<String>> foreign : FOREIGN.entrySet()) {
			if (foreign.getValue().stream().anyMatch((begin) -> type.matches(".*[ <\\[]\\Q" + begin + "\\E.*"))) {
				throw ParameterCheck.refusal(parameter, "belongs to " + foreign.getKey()
						+ ", and a datagram has nothing of it; leave it away. What a datagram has is its payload, its "
						+ "source (UxdAddress), its sender (SenderCredentials) and the Peer that received it");
			}
		}
	}

	private static void checkAnnotations(MethodParameter parameter) {
		for (Annotation annotation : parameter.getParameterAnnotations()) {
			Class<?> type = annotation.annotationType();
			if (type.getName().startsWith("org.springframework.messaging.") && !KNOWN.contains(type)) {
				throw ParameterCheck.refusal(parameter, "is annotated with @" + type.getSimpleName()
						+ ", which a listener of datagrams doesn't know; leave it away");
			}
		}
		Payload payload = parameter.getParameterAnnotation(Payload.class);
		if (payload != null && StringUtils.hasText(payload.expression())) {
			throw new IllegalStateException("the @Payload of its " + ParameterCheck.words(parameter)
					+ " has the expression '" + payload.expression()
					+ "', which isn't evaluated; take the whole payload, as a type that has that part");
		}
		if (parameter.hasParameterAnnotation(Headers.class)
				&& !Map.class.isAssignableFrom(parameter.getParameterType())) {
			throw ParameterCheck.refusal(parameter,
					"is annotated with @Headers, but can't hold them; take Map<String, Object>, or @Header for one");
		}
	}

	private static void checkNotValidated(MethodParameter parameter) {
		String validation = validation(parameter);
		if (validation != null) {
			throw ParameterCheck.refusal(parameter,
					"is annotated with " + validation + ", but only what the payload is converted to is validated;"
							+ " take a class with constraints as the parameter, or leave the annotation away");
		}
	}

	/**
	 * Return the annotation by which a parameter is to be validated before the method is
	 * called, by the rule that Spring has for payloads.
	 * @return its name, or {@code null} if there is none, or if the arguments of all the
	 * bean's methods are validated by its proxy
	 */
	static @Nullable String validation(MethodParameter parameter) {
		Class<?> type = parameter.getContainingClass();
		if (Proxy.isProxyClass(type)
				|| MergedAnnotations.from(type, SearchStrategy.TYPE_HIERARCHY).isPresent(Validated.class)) {
			return null;
		}
		return Arrays.stream(parameter.getParameterAnnotations())
			.filter((annotation) -> annotation.annotationType().getSimpleName().startsWith("Valid")
					|| MergedAnnotations.from(annotation).isPresent(Validated.class))
			.map((annotation) -> "@" + annotation.annotationType().getSimpleName())
			.findFirst()
			.orElse(null);
	}

	private static void checkTogether(List<MethodParameter> converted) {
		if (converted.size() > 1
				&& !converted.stream().allMatch((parameter) -> parameter.hasParameterAnnotation(Payload.class))) {
			throw new IllegalStateException(
					"its " + ParameterCheck.words(converted.get(0)) + " and " + ParameterCheck.words(converted.get(1))
							+ " would both be made of the same payload; annotate each of"
							+ " them with @Payload if that is meant, or take one class that holds both");
		}
	}

}
