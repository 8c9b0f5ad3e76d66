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

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Permission bits as text, the way people who use {@code chmod} and {@code umask} write
 * them.
 */
final class Octal {

	private static final Pattern DIGITS = Pattern.compile("(?:0o)?([0-7]{1,5})");

	private Octal() {
	}

	/**
	 * Read octal digits: {@code "077"}, {@code "0077"} and {@code "0o077"} all mean the
	 * same.
	 */
	static int parse(String what, String text, int maximum, String example) {
		Matcher matcher = DIGITS.matcher(text.trim());
		int value = matcher.matches() ? Integer.parseInt(matcher.group(1), 8) : -1;
		if (value < 0 || value > maximum) {
			throw new IllegalArgumentException("The " + what + " \"" + text + "\" is not an octal number from 0 to "
					+ format(maximum) + ", such as \"" + example + "\"");
		}
		return value;
	}

	static String format(int value) {
		String digits = Integer.toOctalString(value);
		return "0".repeat(Math.max(1, 4 - digits.length())) + digits;
	}

}
