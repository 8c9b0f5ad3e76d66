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
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.github.uxd.spring.annotation.UxdHandler;
import io.github.uxd.spring.annotation.UxdListener;

import org.springframework.core.annotation.MergedAnnotation;

/**
 * What a class says of listeners. Nobody changes the maps, which always have the same
 * order.
 *
 * @param ofClass the listeners that the class is
 * @param ofMethods the methods that listen, with their annotations
 * @param handlers the methods that take datagrams of one type, for the listeners that the
 * class is
 */
public record ListenerDeclarations(List<MergedAnnotation<UxdListener>> ofClass,
		Map<Method, List<MergedAnnotation<UxdListener>>> ofMethods,
		Map<Method, MergedAnnotation<UxdHandler>> handlers) {

	static final ListenerDeclarations NONE = new ListenerDeclarations(List.of(), Map.of(), Map.of());

	/**
	 * Return whether the class says nothing of listeners.
	 * @return {@code true} if so
	 */
	public boolean areNone() {
		return this.ofClass.isEmpty() && this.ofMethods.isEmpty() && this.handlers.isEmpty();
	}

	/**
	 * Return all methods that are given datagrams.
	 */
	Set<Method> methods() {
		Set<Method> methods = new TreeSet<>(UxdListenerMethods.ORDER);
		methods.addAll(this.ofMethods.keySet());
		methods.addAll(this.handlers.keySet());
		return methods;
	}

}
