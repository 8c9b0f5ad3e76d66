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

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when there are keys below {@code uxd} that nobody reads.
 */
@SuppressWarnings("serial")
final class UnknownKeysException extends RuntimeException {

	private final List<UnknownKey> keys;

	UnknownKeysException(List<UnknownKey> keys) {
		super(describe(keys));
		this.keys = List.copyOf(keys);
	}

	List<UnknownKey> keys() {
		return this.keys;
	}

	static String describe(List<UnknownKey> keys) {
		return keys.stream().map(UnknownKey::toString).collect(Collectors.joining("; "));
	}

	/**
	 * A key that nobody reads.
	 *
	 * @param name its name
	 * @param origin where it was found
	 * @param nearest the key that may be meant, or {@code null} if none is near
	 */
	record UnknownKey(String name, String origin, @Nullable String nearest) {

		@Override
		public String toString() {
			return "There is no key '" + this.name + "' (" + this.origin + ")"
					+ ((this.nearest != null) ? ", but '" + this.nearest + "'" : "");
		}

	}

}
