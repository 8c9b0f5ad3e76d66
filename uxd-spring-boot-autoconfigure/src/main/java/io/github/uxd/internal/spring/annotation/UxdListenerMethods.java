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
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import io.github.uxd.spring.annotation.UxdHandler;
import io.github.uxd.spring.annotation.UxdListener;
import io.github.uxd.spring.annotation.UxdListeners;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodIntrospector;
import org.springframework.core.MethodIntrospector.MetadataLookup;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotationPredicates;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.stereotype.Component;

/**
 * Finds what a class says of listeners, by {@link UxdListener @UxdListener} and
 * {@link UxdHandler @UxdHandler}: on itself or a method, be it one of an interface, or by
 * an annotation that bears these. Classes without any are looked at once. Any number of
 * threads may ask.
 */
public final class UxdListenerMethods {

	/**
	 * The order that a class gives its methods in changes between runs of the JVM.
	 */
	static final Comparator<Method> ORDER = Comparator.comparing(Method::getName)
		.thenComparing(Method::toGenericString);

	private final Set<Class<?>> withoutListeners = ConcurrentHashMap.newKeySet();

	/**
	 * Find what a class says of listeners.
	 * @param type the class, not the one of a proxy
	 * @return the annotations, which are not made instances (a native image would need
	 * proxies for that)
	 */
	public ListenerDeclarations find(Class<?> type) {
		if (this.withoutListeners.contains(type)) {
			return ListenerDeclarations.NONE;
		}
		ListenerDeclarations found = isCandidate(type) ? look(type) : ListenerDeclarations.NONE;
		if (found.areNone()) {
			this.withoutListeners.add(type);
		}
		return found;
	}

	private static ListenerDeclarations look(Class<?> type) {
		SortedMap<Method, List<MergedAnnotation<UxdListener>>> listeners = new TreeMap<>(ORDER);
		SortedMap<Method, MergedAnnotation<UxdHandler>> handlers = new TreeMap<>(ORDER);
		MethodIntrospector.selectMethods(type, (MetadataLookup<MergedAnnotations>) UxdListenerMethods::annotations)
			.forEach((method, annotations) -> {
				List<MergedAnnotation<UxdListener>> listening = listeners(annotations);
				if (!listening.isEmpty()) {
					listeners.put(method, listening);
				}
				if (annotations.isPresent(UxdHandler.class)) {
					handlers.put(method, annotations.get(UxdHandler.class));
				}
			});
		return new ListenerDeclarations(listeners(MergedAnnotations.from(type, SearchStrategy.TYPE_HIERARCHY)),
				Collections.unmodifiableMap(listeners), Collections.unmodifiableMap(handlers));
	}

	/**
	 * Spring's own classes, which are most, are left out as Spring does when it looks for
	 * methods that listen to events: to look at each of their methods takes long.
	 */
	private static boolean isCandidate(Class<?> type) {
		return AnnotationUtils.isCandidateClass(type, UxdListener.class)
				&& (!type.getName().startsWith("org.springframework.")
						|| AnnotatedElementUtils.isAnnotated(type, Component.class));
	}

	private static @Nullable MergedAnnotations annotations(Method method) {
		MergedAnnotations annotations = MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY);
		return (annotations.isPresent(UxdListener.class) || annotations.isPresent(UxdListeners.class)
				|| annotations.isPresent(UxdHandler.class)) ? annotations : null;
	}

	private static List<MergedAnnotation<UxdListener>> listeners(MergedAnnotations annotations) {
		return annotations.stream(UxdListener.class)
			// What a method says itself replaces what the one says that it overrides.
			.filter(MergedAnnotationPredicates.firstRunOf(MergedAnnotation::getAggregateIndex))
			.toList();
	}

}
