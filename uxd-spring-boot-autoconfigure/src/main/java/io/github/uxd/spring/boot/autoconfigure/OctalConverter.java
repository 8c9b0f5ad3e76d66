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
import java.util.Set;

import io.github.uxd.DirectoryPermissions;
import io.github.uxd.Umask;
import org.jspecify.annotations.Nullable;

import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.GenericConverter;

/**
 * Binds octal text, and refuses numbers: YAML reads {@code 0077} without quotes as the
 * number 63, which nobody can tell from a 63 that was meant to be octal.
 */
final class OctalConverter implements GenericConverter {

	private static final Set<ConvertiblePair> PAIRS = Set.of(new ConvertiblePair(String.class, Umask.class),
			new ConvertiblePair(Number.class, Umask.class),
			new ConvertiblePair(String.class, DirectoryPermissions.class),
			new ConvertiblePair(Number.class, DirectoryPermissions.class));

	@Override
	public Set<ConvertiblePair> getConvertibleTypes() {
		return PAIRS;
	}

	@Override
	public @Nullable Object convert(@Nullable Object source, TypeDescriptor sourceType, TypeDescriptor targetType) {
		if (source instanceof Number number) {
			throw new IllegalArgumentException("The number " + number
					+ " arrived where octal text in quotes is due: write " + suggestion(number.longValue()));
		}
		if (source == null || source.toString().isBlank()) {
			return null;
		}
		return (targetType.getType() == Umask.class) ? Umask.of(source.toString())
				: DirectoryPermissions.of(source.toString());
	}

	private static String suggestion(long number) {
		if (number < 0 || number > 07777) {
			return "octal digits such as \"0077\"";
		}
		String digits = String.format(Locale.ROOT, "%04o", number);
		String readAsOctal = String.format(Locale.ROOT, "%04d", number);
		boolean ambiguous = readAsOctal.matches("[0-7]+") && !readAsOctal.equals(digits);
		return "\"" + digits + "\""
				+ (ambiguous ? " if you wrote " + digits + ", or \"" + readAsOctal + "\" if you wrote " + number : "");
	}

}
