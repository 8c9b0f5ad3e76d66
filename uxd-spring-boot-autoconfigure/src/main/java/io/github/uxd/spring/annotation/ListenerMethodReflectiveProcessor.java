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
package io.github.uxd.spring.annotation;

import java.io.InputStream;
import java.io.Reader;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

import io.github.uxd.Datagram;
import io.github.uxd.DatagramView;
import io.github.uxd.Peer;
import io.github.uxd.SenderCredentials;
import io.github.uxd.UxdAddress;

import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.annotation.ReflectiveProcessor;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * Lets a native image call listener methods, and bind what they take and return. Like
 * spring-messaging's own processor, but without need of spring-messaging: an annotation
 * whose processor can't be loaded isn't seen at all.
 */
class ListenerMethodReflectiveProcessor implements ReflectiveProcessor {

	private static final String MESSAGING = "org.springframework.messaging.";

	private static final Set<Class<?>> UNCONVERTED = Set.of(byte[].class, ByteBuffer.class, String.class,
			CharSequence.class, InputStream.class, Reader.class, Datagram.class, DatagramView.class, Peer.class,
			UxdAddress.class, SenderCredentials.class, void.class, Void.class);

	private final BindingReflectionHintsRegistrar binding = new BindingReflectionHintsRegistrar();

	@Override
	public void registerReflectionHints(ReflectionHints hints, AnnotatedElement element) {
		// On an annotation that bears this one there is nothing to call.
		if (element instanceof Method method) {
			hints.registerMethod(method, ExecutableMode.INVOKE);
			// Kotlin's way to call it without arguments that have a default.
			Stream.of(method.getDeclaringClass().getDeclaredMethods())
				.filter((other) -> other.isSynthetic() && other.getName().equals(method.getName() + "$default"))
				.forEach((other) -> hints.registerMethod(other, ExecutableMode.INVOKE));
			// It is converted to one of these before it is seen which type it is of.
			boolean withSupertypes = AnnotatedElementUtils.hasAnnotation(method, UxdHandler.class);
			parameters(method).filter((parameter) -> !isHeader(parameter))
				.forEach((parameter) -> registerPayload(hints, ResolvableType.forMethodParameter(parameter),
						withSupertypes));
			registerPayload(hints, ResolvableType.forMethodReturnType(method), false);
		}
	}

	private static Stream<MethodParameter> parameters(Executable method) {
		return Stream.iterate(0, (index) -> index < method.getParameterCount(), (index) -> index + 1)
			.map((index) -> MethodParameter.forExecutable(method, index));
	}

	private static boolean isHeader(MethodParameter parameter) {
		return Map.class.isAssignableFrom(parameter.getParameterType()) && hasAnnotation(parameter, "Headers")
				|| hasAnnotation(parameter, "Header");
	}

	private static boolean hasAnnotation(MethodParameter parameter, String name) {
		return Stream.of(parameter.getParameterAnnotations())
			.anyMatch((annotation) -> annotation.annotationType()
				.getName()
				.equals(MESSAGING + "handler.annotation." + name));
	}

	private void registerPayload(ReflectionHints hints, ResolvableType type, boolean withSupertypes) {
		Class<?> wrapper = type.toClass();
		if (wrapper == Optional.class || CompletionStage.class.isAssignableFrom(wrapper)
				|| wrapper.getName().equals(MESSAGING + "Message")
				|| wrapper.getName().equals("kotlin.coroutines.Continuation")) {
			registerPayload(hints, type.getGeneric(), withSupertypes);
		}
		else if (!UNCONVERTED.contains(wrapper) && !wrapper.getName().startsWith(MESSAGING)) {
			this.binding.registerReflectionHints(hints, type.getType());
			if (withSupertypes) {
				registerSupertypes(hints, wrapper);
			}
		}
	}

	private void registerSupertypes(ReflectionHints hints, Class<?> type) {
		Stream.concat(Stream.of(type.getInterfaces()), Stream.ofNullable(type.getSuperclass()))
			.filter((parent) -> !parent.getName().startsWith("java."))
			.forEach((parent) -> {
				this.binding.registerReflectionHints(hints, parent);
				registerSupertypes(hints, parent);
			});
	}

}
