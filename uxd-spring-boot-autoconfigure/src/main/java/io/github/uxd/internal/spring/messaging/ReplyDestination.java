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

import java.nio.file.Path;

import io.github.uxd.UxdAddress;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.expression.ParseException;

/**
 * Says where an answer is sent if not to who asked.
 */
@FunctionalInterface
public interface ReplyDestination {

	/**
	 * Find the destination of an answer.
	 * @param request what is answered
	 * @param result what the listener returned, or what its stage or option held: of a
	 * message not the payload, but the message
	 * @return where to
	 * @throws RuntimeException if there is no destination
	 */
	UxdAddress find(Asked request, Object result);

	/**
	 * Make a destination of what an annotation says.
	 * @param value an address, a path, the text of an address, or a text with an
	 * expression in {@code !{...}}, which is evaluated for each answer
	 * @param beanFactory has the beans that the expression may name
	 * @throws IllegalArgumentException if it can't be the address of a socket
	 * @throws ParseException if the expression can't be parsed
	 */
	static ReplyDestination of(Object value, BeanFactory beanFactory) {
		if (value instanceof CharSequence text && ReplyExpression.isIn(text)) {
			return new ReplyExpression(text.toString(), beanFactory);
		}
		UxdAddress address = address(value);
		return (request, result) -> address;
	}

	/**
	 * Make the address of what an expression gives.
	 * @param value an address, a path, or the text of an address
	 * @return the address, which isn't a relative path
	 * @throws IllegalArgumentException if it can't be the address of a socket
	 */
	static UxdAddress address(Object value) {
		UxdAddress address;
		if (value instanceof UxdAddress already) {
			address = already;
		}
		else if (value instanceof Path path) {
			address = UxdAddress.of(path.toString());
		}
		else if (value instanceof CharSequence text) {
			address = UxdAddress.parse(text.toString());
		}
		else {
			throw new IllegalArgumentException(
					"A " + value.getClass().getName() + " is no destination; take a text, a Path or a UxdAddress");
		}
		if (address.isRelative()) {
			throw new IllegalArgumentException("'" + address + "' is a relative path, which leads elsewhere from each"
					+ " working directory; take an absolute path or an abstract name such as @" + address);
		}
		Path path = address.path();
		if (path != null && !path.equals(path.normalize())) {
			throw new IllegalArgumentException(
					"'" + address + "' goes up and down again, which whoever has a part in it "
							+ "may use to lead elsewhere; take a path without '.' and '..'");
		}
		return address;
	}

}
