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

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.uxd.text.OneLine;

/**
 * The text form of the bytes of an address. Each address has one of its own, so that it
 * can be read back.
 */
final class AddressText {

	private static final char ABSTRACT = '@';

	/**
	 * What {@link OneLine} makes of what isn't to be seen as it is.
	 */
	private static final Pattern PART = Pattern.compile("\\\\(?:(\\\\)|u(\\p{XDigit}{4})|x(\\p{XDigit}{2}))|[^\\\\]+");

	private static final int HEXADECIMAL = 16;

	private AddressText() {
	}

	static String of(byte[] name) {
		byte[] rest = Arrays.copyOfRange(name, 1, name.length);
		return switch (name[0]) {
			case 0 -> ABSTRACT + OneLine.ofBytes(rest);
			case ABSTRACT -> "\\u0040" + OneLine.ofBytes(rest);
			default -> OneLine.ofBytes(name);
		};
	}

	/**
	 * Describe what no socket can have, and so has any length.
	 */
	static String ofBeginning(byte[] name) {
		return (name.length <= OneLine.MAXIMUM_LENGTH) ? of(name)
				: of(Arrays.copyOf(name, OneLine.MAXIMUM_LENGTH)) + "...";
	}

	static byte[] parse(String text) {
		ByteArrayOutputStream name = new ByteArrayOutputStream();
		boolean isAbstract = !text.isEmpty() && text.charAt(0) == ABSTRACT;
		if (isAbstract) {
			name.write(0);
		}
		int start = isAbstract ? 1 : 0;
		StringBuilder characters = new StringBuilder();
		Matcher part = PART.matcher(text).region(start, text.length());
		for (int end = start; end < text.length(); end = part.end()) {
			if (!part.find() || part.start() != end) {
				throw new IllegalArgumentException("In the address \"" + OneLine.of(text)
						+ "\" a backslash begins no escape (for one of the address itself write two)");
			}
			if (part.group(1) != null) {
				characters.append('\\');
			}
			else if (part.group(2) != null) {
				characters.append((char) Integer.parseInt(part.group(2), HEXADECIMAL));
			}
			else if (part.group(3) != null) {
				flush(characters, name);
				name.write(Integer.parseInt(part.group(3), HEXADECIMAL));
			}
			else {
				characters.append(part.group());
			}
		}
		flush(characters, name);
		return name.toByteArray();
	}

	private static void flush(StringBuilder characters, ByteArrayOutputStream name) {
		name.writeBytes(characters.toString().getBytes(StandardCharsets.UTF_8));
		characters.setLength(0);
	}

}
