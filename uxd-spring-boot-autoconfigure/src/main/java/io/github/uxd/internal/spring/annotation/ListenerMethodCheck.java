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
import java.util.Set;

import org.springframework.context.ApplicationEvent;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.messaging.handler.annotation.MessageExceptionHandler;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.simp.annotation.SendToUser;
import org.springframework.messaging.simp.annotation.SubscribeMapping;
import org.springframework.util.ReflectionUtils.MethodFilter;

/**
 * Refuses what other listeners know on a method or its bean, and those of datagrams would
 * pass over. Annotations of who else calls the method, such as {@code @KafkaListener},
 * are left to them.
 */
final class ListenerMethodCheck {

	private ListenerMethodCheck() {
	}

	static void check(ListenerBean bean, Method method) {
		for (Class<?> type : method.getParameterTypes()) {
			if (ApplicationEvent.class.isAssignableFrom(type)) {
				throw new IllegalStateException(
						"a " + type.getSimpleName() + " is an event; annotate the method with @EventListener");
			}
		}
		MergedAnnotations ofMethod = MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY);
		MergedAnnotations ofClass = MergedAnnotations.from(bean.type(), SearchStrategy.TYPE_HIERARCHY);
		if (ofMethod.isPresent(SendToUser.class)
				|| (ofClass.isPresent(SendToUser.class) && method.getReturnType() != void.class)) {
			throw new IllegalStateException(
					"it is annotated with @SendToUser, but a datagram has no user; take @SendTo with a destination");
		}
		if (ofMethod.isPresent(Payload.class)) {
			throw new IllegalStateException("the method is annotated with @Payload, "
					+ "which is for parameters; leave it away, or annotate the parameter that gets the payload");
		}
		checkExceptionHandlers(bean.type());
	}

	private static void checkExceptionHandlers(Class<?> type) {
		Set<Method> handlers = methods(type, MessageExceptionHandler.class);
		// With mapped messages there is somebody else who calls it, for those.
		if (!handlers.isEmpty() && methods(type, MessageMapping.class).isEmpty()
				&& methods(type, SubscribeMapping.class).isEmpty()) {
			throw new IllegalStateException("nobody calls its @MessageExceptionHandler method '"
					+ handlers.iterator().next().getName() + "'; declare a UxdErrorHandler bean");
		}
	}

	private static Set<Method> methods(Class<?> type, Class<? extends Annotation> annotation) {
		MethodFilter annotated = (method) -> MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY)
			.isPresent(annotation);
		return MethodIntrospector.selectMethods(type, annotated);
	}

}
