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
import java.util.Iterator;
import java.util.List;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.messaging.handler.HandlerMethod;
import org.springframework.util.ClassUtils;
import org.springframework.validation.method.MethodValidationException;

/**
 * Tells whether a failure is that of a method's own arguments, which the bean's proxy has
 * validated before the method was called. What the method returns, and what it calls, is
 * validated in the same way, and is the application's own.
 */
final class InvalidArguments {

	private static final boolean BEAN_VALIDATION_PRESENT = ClassUtils
		.isPresent("jakarta.validation.ConstraintViolationException", InvalidArguments.class.getClassLoader());

	private final Class<?> type;

	/**
	 * The bean without its proxies, or {@code null} if they find one for each call.
	 */
	private final @Nullable Object target;

	private final Method method;

	/**
	 * Create one for a method.
	 * @param method the method, of a bean that may be a proxy
	 */
	InvalidArguments(HandlerMethod method) {
		this.type = AopProxyUtils.ultimateTargetClass(method.getBean());
		this.target = target(method.getBean());
		this.method = specific(method.getMethod());
	}

	private static @Nullable Object target(Object bean) {
		Object target = bean;
		while (target instanceof Advised) {
			target = AopProxyUtils.getSingletonTarget(target);
		}
		return target;
	}

	private Method specific(Method method) {
		return AopUtils.getMostSpecificMethod(method, this.type);
	}

	private boolean isOurs(@Nullable Object validated) {
		return validated != null && ((this.target != null) ? target(validated) == this.target
				: AopProxyUtils.ultimateTargetClass(validated) == this.type);
	}

	boolean areCauseOf(Throwable failure) {
		if (failure instanceof MethodValidationException ex) {
			return !ex.isForReturnValue() && isOurs(ex.getTarget()) && specific(ex.getMethod()).equals(this.method);
		}
		return BEAN_VALIDATION_PRESENT && BeanValidation.isOfArguments(failure, this);
	}

	/**
	 * Knows Bean Validation, where that is there.
	 */
	private static final class BeanValidation {

		static boolean isOfArguments(Throwable failure, InvalidArguments arguments) {
			return failure instanceof ConstraintViolationException ex && ex.getConstraintViolations() != null
					&& !ex.getConstraintViolations().isEmpty()
					&& ex.getConstraintViolations()
						.stream()
						.allMatch((violation) -> isOfArguments(violation, arguments));
		}

		private static boolean isOfArguments(ConstraintViolation<?> violation, InvalidArguments arguments) {
			Iterator<Path.Node> path = violation.getPropertyPath().iterator();
			return arguments.isOurs(violation.getRootBean()) && path.hasNext() && isOf(path.next(), arguments)
					&& path.hasNext() && isArgument(path.next().getKind());
		}

		private static boolean isOf(Path.Node node, InvalidArguments arguments) {
			return node.getKind() == ElementKind.METHOD && arguments.method.getName().equals(node.getName())
					&& List.of(arguments.method.getParameterTypes())
						.equals(node.as(Path.MethodNode.class).getParameterTypes());
		}

		private static boolean isArgument(ElementKind kind) {
			return kind == ElementKind.PARAMETER || kind == ElementKind.CROSS_PARAMETER;
		}

	}

}
