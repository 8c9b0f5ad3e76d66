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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.KotlinDetector;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.HandlerMethod;
import org.springframework.scheduling.annotation.Async;

/**
 * Tells of which methods the work may go on after they have returned, when the buffer
 * that their datagram was received in holds another one.
 */
final class LaterWork {

	private static final Set<String> OF_KOTLIN = Set.of("kotlinx.coroutines.flow.Flow", "kotlinx.coroutines.Deferred");

	private static final String PUBLISHER = "org.reactivestreams.Publisher";

	private LaterWork() {
	}

	/**
	 * Return whether the work of a method may go on after it has returned.
	 * @param method the method, of a bean that may be a proxy
	 */
	static boolean mayFollow(HandlerMethod method) {
		Class<?> type = AopProxyUtils.ultimateTargetClass(method.getBean());
		Method specific = AopUtils.getMostSpecificMethod(method.getMethod(), type);
		return KotlinDetector.isSuspendingFunction(specific) || isAsynchronous(specific, type)
				|| isLater(ResolvableType.forMethodReturnType(specific, type));
	}

	/**
	 * Refuse a method whose result nobody can wait for: it would be answered with what
	 * the result is made of.
	 * @param method the method, of a bean that may be a proxy
	 * @throws IllegalStateException if so
	 */
	static void checkResult(HandlerMethod method) {
		ResolvableType type = ResolvableType.forMethodReturnType(method.getMethod());
		ResolvableType holder = ResolvableType.NONE;
		while (isHolder(type.toClass()) && type.toClass() != holder.toClass()) {
			holder = type;
			type = CompletionStage.class.isAssignableFrom(type.toClass()) ? type.as(CompletionStage.class).getGeneric()
					: type.getGeneric();
		}
		Class<?> raw = type.toClass();
		if (Future.class.isAssignableFrom(raw) && !isHolder(raw) && !hasAdapter(raw)) {
			throw new IllegalStateException("nobody can wait for the " + raw.getSimpleName()
					+ " that it returns without a thread; return a CompletableFuture");
		}
		Set<String> names = Supertypes.of(raw).stream().map(Class::getName).collect(Collectors.toSet());
		boolean ofKotlin = names.stream().anyMatch(OF_KOTLIN::contains);
		boolean ofStreams = Flow.Publisher.class.isAssignableFrom(raw) || names.contains(PUBLISHER);
		if ((ofKotlin && !KotlinDetector.isKotlinReflectPresent()) || ((ofKotlin || ofStreams) && !hasAdapter(raw))) {
			throw new IllegalStateException(
					"nobody can subscribe to the " + raw.getSimpleName() + " that it returns; add "
							+ (ofKotlin ? "kotlinx-coroutines-reactor and kotlin-reflect" : "reactor-core")
							+ ", or return a CompletableFuture");
		}
	}

	private static boolean isHolder(Class<?> type) {
		return type == Optional.class || type == Message.class || CompletionStage.class.isAssignableFrom(type);
	}

	private static boolean isAsynchronous(Method method, Class<?> type) {
		return AnnotatedElementUtils.hasAnnotation(method, Async.class)
				|| AnnotatedElementUtils.hasAnnotation(type, Async.class);
	}

	/**
	 * Return whether a result of a type comes later, or what is in it and answered with.
	 */
	private static boolean isLater(ResolvableType type) {
		Class<?> raw = type.toClass();
		if (raw == Optional.class || raw == Message.class) {
			return isLater(type.getGeneric());
		}
		return CompletionStage.class.isAssignableFrom(raw) || Future.class.isAssignableFrom(raw)
				|| Flow.Publisher.class.isAssignableFrom(raw) || hasAdapter(raw);
	}

	private static boolean hasAdapter(Class<?> type) {
		return ReactiveAdapterRegistry.getSharedInstance().getAdapter(type) != null;
	}

}
