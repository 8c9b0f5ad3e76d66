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
package io.github.uxd.internal.spring.annotation;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

import io.github.uxd.internal.spring.messaging.ReplyDestination;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeansException;
import org.springframework.beans.factory.config.BeanExpressionContext;
import org.springframework.beans.factory.config.BeanExpressionResolver;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.core.MethodParameter;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotationPredicates;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.expression.ParseException;
import org.springframework.messaging.handler.annotation.SendTo;

/**
 * Finds where the answers of a listener method go: as its {@link SendTo @SendTo} says, or
 * that of its class. Throws what is wrong with it.
 */
final class SendToDestinations {

	private final ConfigurableBeanFactory beanFactory;

	SendToDestinations(ConfigurableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/**
	 * Find the destination of a method's answers.
	 * @return what finds it for each answer, or {@code null} if they go to who asks
	 */
	@Nullable ReplyDestination find(ListenerBean bean, Method method) {
		List<String> destinations = destinations(MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY));
		if (destinations != null) {
			check(returns(method, bean.type()), "@SendTo says where to, but the method returns nothing; "
					+ "return the answer, or leave the annotation away");
		}
		else {
			destinations = destinations(MergedAnnotations.from(bean.type(), SearchStrategy.TYPE_HIERARCHY));
			check(destinations == null
					|| bean.declared().methods().stream().anyMatch((listener) -> returns(listener, bean.type())),
					"@SendTo of the class says where to, but none of its listeners returns anything; "
							+ "return the answer, or leave the annotation away");
		}
		if (destinations == null || destinations.isEmpty()) {
			return null;
		}
		check(destinations.size() == 1, "@SendTo has the destinations " + destinations
				+ ", but an answer goes to one at most; " + "name that one, and send to the others by a UxdTemplate");
		return destination(destinations.get(0));
	}

	private static @Nullable List<String> destinations(MergedAnnotations annotations) {
		List<MergedAnnotation<SendTo>> found = annotations.stream(SendTo.class)
			// What a method says itself replaces what the one says that it overrides.
			.filter(MergedAnnotationPredicates.firstRunOf(MergedAnnotation::getAggregateIndex))
			.toList();
		return found.isEmpty() ? null
				: found.stream().flatMap((annotation) -> Stream.of(annotation.getStringArray("value"))).toList();
	}

	private static boolean returns(Method method, Class<?> type) {
		ResolvableType returned = ResolvableType.forMethodReturnType(method, type);
		while (CompletionStage.class.isAssignableFrom(returned.toClass()) || returned.toClass() == Optional.class) {
			returned = (returned.toClass() == Optional.class) ? returned.getGeneric()
					: returned.as(CompletionStage.class).getGeneric();
		}
		// Of a suspending function the parameter tells, and not the method.
		return new MethodParameter(method, -1).getParameterType() != void.class && returned.toClass() != void.class
				&& returned.toClass() != Void.class;
	}

	private ReplyDestination destination(String text) {
		try {
			Object value = evaluate(text);
			if (value == null || value.toString().isBlank()) {
				throw new IllegalArgumentException("it is empty; leave the value away to answer who asks");
			}
			return ReplyDestination.of(value, this.beanFactory);
		}
		catch (ParseException ex) {
			throw wrong(text, "it can't be parsed: " + ex.getMessage(), ex);
		}
		catch (BeansException | IllegalArgumentException ex) {
			throw wrong(text, NestedExceptionUtils.getMostSpecificCause(ex).getMessage(), ex);
		}
	}

	private @Nullable Object evaluate(String text) {
		String resolved = this.beanFactory.resolveEmbeddedValue(text);
		BeanExpressionResolver resolver = this.beanFactory.getBeanExpressionResolver();
		return (resolver != null) ? resolver.evaluate(resolved, new BeanExpressionContext(this.beanFactory, null))
				: resolved;
	}

	private static IllegalArgumentException wrong(String text, @Nullable String reason, Exception cause) {
		return new IllegalArgumentException("its @SendTo destination '" + text + "': " + reason, cause);
	}

	private static void check(boolean right, String message) {
		if (!right) {
			throw new IllegalStateException("its " + message);
		}
	}

}
