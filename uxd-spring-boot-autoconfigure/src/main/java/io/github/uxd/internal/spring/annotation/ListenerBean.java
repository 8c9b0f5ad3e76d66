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
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.uxd.spring.annotation.UxdListener;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.core.annotation.MergedAnnotation;

/**
 * A bean with methods that listen.
 *
 * @param bean the bean, which may be a proxy
 * @param name its name
 * @param methods the methods of its class, with their annotations
 */
record ListenerBean(Object bean, String name, Map<Method, List<MergedAnnotation<UxdListener>>> methods) {

	/**
	 * Return the class behind all proxies.
	 */
	Class<?> type() {
		return AopProxyUtils.ultimateTargetClass(this.bean);
	}

	/**
	 * Return the id of a listener that says none itself. It is the same at each start.
	 * @param method the method
	 * @param index which one of the method's listeners it is, from 0
	 */
	String defaultListenerId(Method method, int index) {
		String id = this.name + "." + method.getName();
		if (this.methods.keySet().stream().filter((other) -> other.getName().equals(method.getName())).count() > 1) {
			id += Arrays.stream(method.getParameterTypes())
				.map(Class::getSimpleName)
				.collect(Collectors.joining(",", "(", ")"));
		}
		return (index > 0) ? id + "#" + (index + 1) : id;
	}

}
