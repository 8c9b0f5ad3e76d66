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
package io.github.uxd;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * The addresses of those who sent lately, so that a datagram from one of them makes no
 * new object, even if it isn't from the same as the one before. Bounded; a new sender
 * takes the place of one that it collides with.
 */
final class SourceCache {

	private static final int SIZE = 64;

	private final @Nullable UxdAddress[] addresses = new @Nullable UxdAddress[SIZE];

	/**
	 * Return the address with these bytes.
	 * @param name an array
	 * @param length how many of its bytes count; 0 means that the sender has no name
	 */
	@Nullable UxdAddress get(byte[] name, int length) {
		if (length == 0) {
			return null;
		}
		int hash = 1;
		for (int i = 0; i < length; i++) {
			hash = 31 * hash + name[i];
		}
		int index = (hash ^ (hash >>> 16)) & (SIZE - 1);
		UxdAddress address = this.addresses[index];
		if (address == null || !address.hasBytes(name, length)) {
			address = UxdAddress.ofSender(Arrays.copyOf(name, length));
			this.addresses[index] = address;
		}
		return address;
	}

}
