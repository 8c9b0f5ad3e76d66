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
package io.github.uxd.spring.boot.autoconfigure;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.uxd.Peer;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * For which peer a bean is, as far as can be told before it is made: what it is qualified
 * with itself, and the peer that it is made with.
 */
final class PeerQualifiers {

	private PeerQualifiers() {
	}

	/**
	 * Return them all.
	 * @param definition the definition of the bean
	 * @param type its class, or {@code null} if nobody knows
	 */
	static Stream<String> of(RootBeanDefinition definition, @Nullable Class<?> type) {
		AutowireCandidateQualifier registered = definition.getQualifier(Qualifier.class.getName());
		Stream<String> own = (registered != null)
				? Stream.of(String.valueOf(registered.getAttribute(AutowireCandidateQualifier.VALUE_KEY)))
				: Stream.empty();
		Executable method = definition.getResolvedFactoryMethod();
		Stream<AnnotatedElement> elements = Stream
			.of(Stream.<AnnotatedElement>ofNullable(type), Stream.<AnnotatedElement>ofNullable(method),
					(method != null) ? peersOf(method) : constructors(type).flatMap(PeerQualifiers::peersOf))
			.flatMap((each) -> each);
		return Stream.concat(own,
				elements.map((element) -> AnnotatedElementUtils.findMergedAnnotation(element, Qualifier.class))
					.flatMap(Stream::ofNullable)
					.map(Qualifier::value));
	}

	/**
	 * Return what Spring may call to make a bean.
	 */
	private static Stream<Constructor<?>> constructors(@Nullable Class<?> type) {
		Constructor<?>[] all = (type != null) ? type.getDeclaredConstructors() : new Constructor<?>[0];
		return Stream.of(all)
			.filter((each) -> all.length == 1 || AnnotatedElementUtils.isAnnotated(each, Autowired.class));
	}

	/**
	 * Return the parameters that are a peer, or give one.
	 */
	private static Stream<AnnotatedElement> peersOf(Executable executable) {
		// Not the reflective parameters, which are off by one in an inner class.
		return IntStream.range(0, executable.getParameterCount())
			.mapToObj((index) -> MethodParameter.forExecutable(executable, index))
			.filter((parameter) -> isPeer(ResolvableType.forMethodParameter(parameter)))
			.map((parameter) -> AnnotatedElementUtils.forAnnotations(parameter.getParameterAnnotations()));
	}

	private static boolean isPeer(ResolvableType type) {
		return type.resolve() == Peer.class || type.getGeneric().resolve() == Peer.class;
	}

}
