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

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Finds what a type is a kind of.
 */
final class Supertypes {

	private Supertypes() {
	}

	/**
	 * Return the supertypes of a type that are not the JDK's, and itself.
	 * @param type the type
	 * @return its classes and interfaces, those that these extend too
	 */
	static Set<Class<?>> of(Class<?> type) {
		Set<Class<?>> found = new LinkedHashSet<>();
		add(type, found);
		return found;
	}

	private static void add(Class<?> type, Set<Class<?>> found) {
		found.add(type);
		for (Class<?> parent : type.getInterfaces()) {
			addParent(parent, found);
		}
		if (type.getSuperclass() != null) {
			addParent(type.getSuperclass(), found);
		}
	}

	private static void addParent(Class<?> parent, Set<Class<?>> found) {
		if (!parent.getName().startsWith("java.")) {
			add(parent, found);
		}
	}

}
