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

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import io.github.uxd.Datagram;
import io.github.uxd.DatagramView;

/**
 * Converts bytes ({@code byte[]}, {@link ByteBuffer}, {@link Datagram}) and text in UTF-8
 * ({@link CharSequence}), which takes no other library. Those of a {@link DatagramView}
 * are copied at once; nothing is made into a view.
 */
public class SimplePayloadConverter implements PayloadConverter {

	/**
	 * Create a converter.
	 */
	public SimplePayloadConverter() {
	}

	@Override
	public byte[] toBytes(Object payload) {
		if (payload instanceof byte[] bytes) {
			return bytes;
		}
		if (payload instanceof ByteBuffer buffer) {
			byte[] bytes = new byte[buffer.remaining()];
			buffer.duplicate().get(bytes);
			return bytes;
		}
		if (payload instanceof CharSequence text) {
			return text.toString().getBytes(StandardCharsets.UTF_8);
		}
		if (payload instanceof Datagram datagram) {
			return datagram.toByteArray();
		}
		if (payload instanceof DatagramView view) {
			return view.toByteArray();
		}
		throw new PayloadConversionException("A " + payload.getClass().getName() + " can't be made into a datagram: "
				+ "without spring-messaging (and Jackson for JSON) only byte[], ByteBuffer, CharSequence, Datagram"
				+ " and DatagramView can", null);
	}

	@Override
	public <T> T fromBytes(Datagram datagram, Class<T> type) {
		Object payload;
		if (type == byte[].class) {
			payload = datagram.toByteArray();
		}
		else if (type == ByteBuffer.class) {
			payload = datagram.payload();
		}
		else if (type == String.class || type == CharSequence.class) {
			payload = datagram.text();
		}
		else if (type == Datagram.class) {
			payload = datagram;
		}
		else {
			throw new PayloadConversionException("A datagram can't be made into a " + type.getName()
					+ ": without spring-messaging (and Jackson for JSON) only into byte[], ByteBuffer, String and"
					+ " Datagram", null);
		}
		return type.cast(payload);
	}

}
