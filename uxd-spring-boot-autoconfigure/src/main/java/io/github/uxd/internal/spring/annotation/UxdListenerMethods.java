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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import io.github.uxd.spring.annotation.UxdListener;
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
 * Finds the methods of a class that are annotated with {@link UxdListener @UxdListener},
 * be it on a method of an interface, or by an annotation that bears it. Classes without
 * any are looked at once. Any number of threads may ask.
 */
public final class UxdListenerMethods {

	private final Set<Class<?>> withoutListeners = ConcurrentHashMap.newKeySet();

	/**
	 * Find the listener methods of a class.
	 * @param type the class, not the one of a proxy
	 * @return the methods with their annotations, which are not made instances (a native
	 * image would need proxies for that), in an order that is always the same; empty if
	 * there are none
	 */
	public Map<Method, List<MergedAnnotation<UxdListener>>> find(Class<?> type) {
		if (this.withoutListeners.contains(type)) {
			return Map.of();
		}
		Map<Method, List<MergedAnnotation<UxdListener>>> found = isCandidate(type)
				? MethodIntrospector.selectMethods(type,
						(MetadataLookup<List<MergedAnnotation<UxdListener>>>) UxdListenerMethods::annotations)
				: Map.of();
		if (found.isEmpty()) {
			this.withoutListeners.add(type);
			return Map.of();
		}
		// The order that a class gives its methods in changes between runs of the JVM.
		Map<Method, List<MergedAnnotation<UxdListener>>> methods = new TreeMap<>(
				Comparator.comparing(Method::getName).thenComparing(Method::toGenericString));
		methods.putAll(found);
		return methods;
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

	private static @Nullable List<MergedAnnotation<UxdListener>> annotations(Method method) {
		List<MergedAnnotation<UxdListener>> annotations = MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY)
			.stream(UxdListener.class)
			// What a method says itself replaces what the one says that it overrides.
			.filter(MergedAnnotationPredicates.firstRunOf(MergedAnnotation::getAggregateIndex))
			.toList();
		return annotations.isEmpty() ? null : annotations;
	}

}
