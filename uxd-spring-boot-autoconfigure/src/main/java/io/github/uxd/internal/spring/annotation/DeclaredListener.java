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
import java.util.Arrays;
import java.util.stream.Collectors;

import io.github.uxd.spring.annotation.UxdListener;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.util.ClassUtils;

/**
 * A listener that an annotation declares.
 *
 * @param bean the bean
 * @param method the method that is annotated, or {@code null} if it is the bean's class
 * @param annotation the annotation
 * @param index which one of those of the method or class it is, from 0
 */
record DeclaredListener(ListenerBean bean, @Nullable Method method, MergedAnnotation<UxdListener> annotation,
		int index) {

	/**
	 * Return what is annotated, as messages name it.
	 */
	String where() {
		return "@UxdListener on " + ((this.method != null)
				? ClassUtils.getQualifiedMethodName(this.method, this.bean.type()) : this.bean.type().getName())
				+ " of bean '" + this.bean.name() + "'";
	}

	/**
	 * Return the id if the annotation says none. It is the same at each start.
	 */
	String defaultId() {
		Method method = this.method;
		String id = this.bean.name();
		if (method != null) {
			id += "." + method.getName();
			if (this.bean.declared()
				.ofMethods()
				.keySet()
				.stream()
				.filter((other) -> other.getName().equals(method.getName()))
				.count() > 1) {
				id += Arrays.stream(method.getParameterTypes())
					.map(Class::getSimpleName)
					.collect(Collectors.joining(",", "(", ")"));
			}
		}
		return (this.index > 0) ? id + "#" + (this.index + 1) : id;
	}

}
