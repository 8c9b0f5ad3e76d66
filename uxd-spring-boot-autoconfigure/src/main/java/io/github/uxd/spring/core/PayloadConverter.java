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
package io.github.uxd.spring.core;

import io.github.uxd.Datagram;

import org.springframework.core.ParameterizedTypeReference;

/**
 * Makes datagrams of objects and objects of datagrams. Used by many threads at a time.
 */
public interface PayloadConverter {

	/**
	 * Make the bytes of a datagram.
	 * @param payload the object
	 * @return the bytes, which nobody changes any more
	 * @throws PayloadConversionException if that isn't possible
	 */
	byte[] toBytes(Object payload);

	/**
	 * Make an object of a datagram.
	 * @param <T> the type of the object
	 * @param datagram the datagram
	 * @param type the type of the object
	 * @return the object
	 * @throws PayloadConversionException if that isn't possible
	 */
	<T> T fromBytes(Datagram datagram, Class<T> type);

	/**
	 * Make an object of a generic type, such as a list of orders, of a datagram. This one
	 * takes only types that a {@link Class} says all about.
	 * @param <T> the type of the object
	 * @param datagram the datagram
	 * @param type the type of the object
	 * @return the object
	 * @throws PayloadConversionException if that isn't possible
	 */
	@SuppressWarnings("unchecked")
	default <T> T fromBytes(Datagram datagram, ParameterizedTypeReference<T> type) {
		if (type.getType() instanceof Class<?> plain) {
			return (T) fromBytes(datagram, plain);
		}
		throw new PayloadConversionException(
				"A datagram can't be made into a " + type.getType().getTypeName() + ": " + getClass().getName()
						+ " knows no generic types (spring-messaging's converters do, with Jackson for JSON)",
				null);
	}

}
