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

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;

import org.springframework.core.KotlinDetector;
import org.springframework.core.MethodParameter;
import org.springframework.messaging.handler.HandlerMethod;

/**
 * Refuses methods that are called by an interface of their bean's proxy, if that says
 * less of their parameters than they do: what it doesn't say would have no effect.
 */
final class ProxyCheck {

	private ProxyCheck() {
	}

	/**
	 * Check a method.
	 * @param bean the bean, which may be a proxy
	 * @param method the method of its class
	 * @param called the method by which that is called
	 */
	static void check(ListenerBean bean, Method method, Method called) {
		if (called.equals(method)) {
			return;
		}
		String name = called.getDeclaringClass().getSimpleName() + "." + called.getName();
		MethodParameter[] parameters = new HandlerMethod(bean.bean(), called).getMethodParameters();
		for (MethodParameter seen : parameters) {
			MethodParameter said = MethodParameter.forExecutable(method, seen.getParameterIndex())
				.withContainingClass(bean.type());
			List<Annotation> known = List.of(seen.getParameterAnnotations());
			for (Annotation annotation : said.getParameterAnnotations()) {
				if (counts(annotation) && !known.contains(annotation)) {
					throw refusal("is annotated with @" + annotation.annotationType().getSimpleName(), said,
							"say the same in " + name + ", or ");
				}
			}
			if (said.isOptional() && !seen.isOptional() && !isContinuation(said)) {
				throw refusal("may be missing", said,
						KotlinDetector.isKotlinType(bean.type()) ? "" : "say so in " + name + " too, or ");
			}
		}
	}

	/**
	 * Return whether an annotation says what a parameter gets. Whoever else reads others,
	 * such as those of constraints, looks at the class or at the interface as is right
	 * for them.
	 */
	private static boolean counts(Annotation annotation) {
		Class<?> type = annotation.annotationType();
		return type.getName().startsWith("org.springframework.messaging.") || type.getSimpleName().startsWith("Valid");
	}

	/**
	 * What Kotlin adds to a suspending function is always there.
	 */
	private static boolean isContinuation(MethodParameter parameter) {
		return parameter.getParameterType().getName().equals("kotlin.coroutines.Continuation");
	}

	private static IllegalStateException refusal(String what, MethodParameter parameter, String remedy) {
		return new IllegalStateException("its bean is a proxy of interfaces, which hides that its parameter "
				+ parameter.getParameterIndex() + " (" + parameter.getParameterType().getSimpleName() + ") " + what
				+ "; " + remedy + "have proxies made of classes (spring.aop.proxy-target-class=true)");
	}

}
