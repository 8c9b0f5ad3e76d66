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
package io.github.uxd.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.Locale;

import org.springframework.util.unit.DataSize;

/**
 * Values as people write them into their configuration.
 */
final class PropertyText {

	private static final long MILLIS = 1000;

	private static final long UNIT = 1024;

	private PropertyText() {
	}

	static String of(Object value) {
		if (value instanceof Duration time) {
			return (time.toMillis() % MILLIS == 0) ? time.toSeconds() + "s" : time.toMillis() + "ms";
		}
		if (value instanceof DataSize size) {
			long bytes = size.toBytes();
			return (bytes % (UNIT * UNIT) == 0) ? size.toMegabytes() + "MB"
					: (bytes % UNIT == 0) ? size.toKilobytes() + "KB" : bytes + "B";
		}
		return (value instanceof Enum<?> constant) ? constant.name().toLowerCase(Locale.ROOT).replace('_', '-')
				: value.toString();
	}

}
