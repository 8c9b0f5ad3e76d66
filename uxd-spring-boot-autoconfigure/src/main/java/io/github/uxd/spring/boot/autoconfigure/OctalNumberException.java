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

import java.util.Locale;

/**
 * A property for octal text was given a number. YAML reads {@code 0077} without quotes as
 * the number 63, which nobody can tell from a 63 that was meant to be octal.
 */
public class OctalNumberException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	private final long number;

	OctalNumberException(long number) {
		super("The number " + number + " arrived where octal text in quotes is due: write " + suggest(number));
		this.number = number;
	}

	private static String suggest(long number) {
		if (number < 0 || number > 07777) {
			return "octal digits such as \"0077\"";
		}
		String digits = String.format(Locale.ROOT, "%04o", number);
		String readAsOctal = String.format(Locale.ROOT, "%04d", number);
		boolean ambiguous = readAsOctal.matches("[0-7]+") && !readAsOctal.equals(digits);
		return "\"" + digits + "\""
				+ (ambiguous ? " if you wrote " + digits + ", or \"" + readAsOctal + "\" if you wrote " + number : "");
	}

	/**
	 * Return the number that arrived.
	 * @return the number
	 */
	public long getNumber() {
		return this.number;
	}

	/**
	 * Return what to write instead.
	 * @return the value in quotes, such as {@code "0077"}
	 */
	public String getSuggestion() {
		return suggest(this.number);
	}

}
