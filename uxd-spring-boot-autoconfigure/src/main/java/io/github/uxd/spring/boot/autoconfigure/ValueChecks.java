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

import java.nio.file.InvalidPathException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.uxd.internal.io.UnmappablePath;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.StringUtils;

/**
 * Refuses values of properties, with the name of the property and the reason.
 *
 * @param prefix what the names of the properties begin with
 */
record ValueChecks(String prefix) {

	private static final Duration LONGEST_TIME = Duration.ofDays(36_500);

	/**
	 * Hand a text to a setter, unless it is empty.
	 */
	void setText(String key, @Nullable String value, Consumer<String> setter) {
		if (StringUtils.hasText(value)) {
			set(key, value, setter);
		}
	}

	/**
	 * Hand a value to a setter that may refuse it, unless it is {@code null}.
	 */
	<T> void set(String key, @Nullable T value, Consumer<T> setter) {
		if (value != null) {
			setProperty(this.prefix + "." + key, value, setter);
		}
	}

	/**
	 * Make something of a value that may be refused.
	 */
	<T> T get(String key, @Nullable Object value, Supplier<T> maker) {
		return getProperty(this.prefix + "." + key, value, maker);
	}

	private static <T> T getProperty(String property, @Nullable Object value, Supplier<T> maker) {
		try {
			return maker.get();
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidConfigurationPropertyValueException(property, value, reason(ex));
		}
	}

	private static String reason(IllegalArgumentException ex) {
		if (ex instanceof InvalidPathException path) {
			return UnmappablePath.reason(path) + ".";
		}
		return (ex.getMessage() != null) ? ex.getMessage() : ex.toString();
	}

	static <T> void setProperty(String property, T value, Consumer<T> setter) {
		getProperty(property, value, () -> {
			setter.accept(value);
			return value;
		});
	}

	/**
	 * Refuse a time that is negative, or has no number of nanoseconds.
	 */
	void checkTime(String key, Duration time) {
		check(!time.isNegative(), key, time, "It is negative.");
		check(time.compareTo(LONGEST_TIME) <= 0, key, time, "It is longer than 100 years.");
	}

	/**
	 * Refuse a number that is less than 1.
	 */
	void checkPositive(String key, int number) {
		check(number > 0, key, number, "It is less than 1.");
	}

	/**
	 * Refuse times between tries that are none, or shrink.
	 */
	void checkGrowth(String key, BackOffProperties times, BackOffProperties defaults) {
		Setting<Duration> initial = new Setting<>(key + ".initial-interval", times.getInitialInterval(),
				defaults.getInitialInterval());
		Setting<Duration> max = new Setting<>(key + ".max-interval", times.getMaxInterval(), defaults.getMaxInterval());
		checkTime(initial.key(), initial.value());
		checkTime(max.key(), max.value());
		checkOrder(initial, max, true, "");
		check(times.getMultiplier() >= 1, key + ".multiplier", times.getMultiplier(), "It is less than 1.");
	}

	/**
	 * Refuse two values of which the one ought to be less than the other: the one that
	 * was set, since nobody finds a default in what was configured.
	 * @param lesser what ought to be less
	 * @param greater what ought to be greater
	 * @param sameAllowed whether they may be the same
	 * @param consequence what follows the reason, or an empty text
	 */
	<T extends Comparable<T>> void checkOrder(Setting<T> lesser, Setting<T> greater, boolean sameAllowed,
			String consequence) {
		int order = lesser.value().compareTo(greater.value());
		boolean valid = sameAllowed ? order <= 0 : order < 0;
		if (greater.isDefault()) {
			check(valid, lesser.key(), lesser.value(), "It is not less than " + describe(greater) + consequence + ".");
		}
		else {
			check(valid, greater.key(), greater.value(),
					"It is not greater than " + describe(lesser) + consequence + ".");
		}
	}

	private String describe(Setting<?> setting) {
		return "'" + this.prefix + "." + setting.key() + "', which is " + PropertyText.of(setting.value())
				+ (setting.isDefault() ? " by default" : "");
	}

	/**
	 * Refuse a value.
	 */
	void check(boolean valid, String key, Object value, String reason) {
		if (!valid) {
			throw new InvalidConfigurationPropertyValueException(this.prefix + "." + key, value, reason);
		}
	}

	/**
	 * A value beside another.
	 *
	 * @param key what the name of its property ends with
	 * @param value the value
	 * @param byDefault what it would be if nobody had set it
	 */
	record Setting<T>(String key, T value, T byDefault) {

		boolean isDefault() {
			return this.value.equals(this.byDefault);
		}

	}

}
