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
import java.util.ArrayList;
import java.util.List;

import io.github.uxd.spring.annotation.UxdListener;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.core.annotation.MergedAnnotation;

/**
 * A bean that listens, or has methods that do.
 *
 * @param bean the bean, which may be a proxy
 * @param name its name
 * @param declared what its class says
 */
record ListenerBean(Object bean, String name, ListenerDeclarations declared) {

	/**
	 * Return the class behind all proxies.
	 */
	Class<?> type() {
		return AopProxyUtils.ultimateTargetClass(this.bean);
	}

	/**
	 * Return the listeners that the bean is, and its methods are.
	 */
	List<DeclaredListener> listeners() {
		List<DeclaredListener> listeners = new ArrayList<>();
		add(listeners, null, this.declared.ofClass());
		this.declared.ofMethods().forEach((method, annotations) -> add(listeners, method, annotations));
		return listeners;
	}

	private void add(List<DeclaredListener> listeners, @Nullable Method method,
			List<MergedAnnotation<UxdListener>> annotations) {
		for (int i = 0; i < annotations.size(); i++) {
			listeners.add(new DeclaredListener(this, method, annotations.get(i), i));
		}
	}

}
