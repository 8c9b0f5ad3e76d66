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
package io.github.uxd.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import io.github.uxd.UxdAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where datagrams may come from, in the forms in which the sides are told it. There are
 * one or a few, so that looking at each is quicker than a hash.
 */
final class Sources {

	private final String[] texts;

	private final byte[][] bytes;

	private final UxdAddress[] addresses;

	Sources(List<String> paths) {
		this.texts = paths.toArray(String[]::new);
		this.bytes = paths.stream().map((path) -> path.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
		this.addresses = paths.stream()
			.filter((path) -> path.startsWith("/"))
			.map(UxdAddress::of)
			.toArray(UxdAddress[]::new);
	}

	boolean contains(@Nullable UxdAddress source) {
		for (UxdAddress address : this.addresses) {
			if (address.equals(source)) {
				return true;
			}
		}
		return false;
	}

	boolean contains(byte[] source) {
		for (byte[] expected : this.bytes) {
			if (Arrays.equals(expected, source)) {
				return true;
			}
		}
		return false;
	}

	boolean contains(@Nullable String source) {
		for (String text : this.texts) {
			if (text.equals(source)) {
				return true;
			}
		}
		return false;
	}

}
