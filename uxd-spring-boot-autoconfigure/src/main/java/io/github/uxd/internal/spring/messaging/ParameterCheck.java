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

import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;

/**
 * Makes arguments, and says before the first datagram comes for which parameters it
 * can't.
 */
interface ParameterCheck extends HandlerMethodArgumentResolver {

	/**
	 * Refuse a parameter that would fail for each datagram, or get something else than it
	 * says.
	 * @param parameter a parameter that this makes the argument of
	 * @throws IllegalStateException if so, with what to do about it
	 */
	void check(MethodParameter parameter);

	/**
	 * Return the words for a parameter, such as {@code parameter 0 (List<Order>)}, or for
	 * what else is of its type.
	 */
	static String words(MethodParameter parameter) {
		return (parameter instanceof TypeParameter named) ? named.role() + " (" + type(parameter) + ")"
				: "parameter " + parameter.getParameterIndex() + " (" + type(parameter) + ")";
	}

	/**
	 * Return the type of a parameter as it stands in its source.
	 */
	static String type(MethodParameter parameter) {
		return ResolvableType.forMethodParameter(parameter).toString().replaceAll("(?:\\w+[.$])+", "");
	}

	static IllegalStateException refusal(MethodParameter parameter, String reason) {
		return new IllegalStateException("its " + words(parameter) + " " + reason);
	}

}
