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
package io.github.uxd.spring.messaging;

import java.util.ArrayList;
import java.util.List;

import org.springframework.messaging.converter.ByteArrayMessageConverter;
import org.springframework.messaging.converter.CompositeMessageConverter;
import org.springframework.messaging.converter.JacksonJsonMessageConverter;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.converter.StringMessageConverter;
import org.springframework.util.ClassUtils;

/**
 * Makes the message converters that datagrams are converted with by default.
 */
public final class UxdMessageConverters {

	private static final boolean JACKSON = ClassUtils.isPresent("tools.jackson.databind.json.JsonMapper",
			UxdMessageConverters.class.getClassLoader());

	private UxdMessageConverters() {
	}

	/**
	 * Make a converter of bytes, of strings in UTF-8 and, if Jackson 3 is there, of
	 * anything else as JSON.
	 * @return a new converter
	 */
	public static CompositeMessageConverter create() {
		return create(JACKSON ? List.of(new JacksonJsonMessageConverter()) : List.of());
	}

	/**
	 * Make a converter of bytes, of strings in UTF-8 and, by others, of anything else.
	 * @param others converters of anything else, such as a
	 * {@link JacksonJsonMessageConverter} with the mapper of the application; the first
	 * one that can, does
	 * @return a new converter
	 */
	public static CompositeMessageConverter create(List<? extends MessageConverter> others) {
		List<MessageConverter> converters = new ArrayList<>();
		converters.add(new ByteArrayMessageConverter());
		converters.add(new StringMessageConverter());
		converters.addAll(others);
		return new CompositeMessageConverter(converters);
	}

}
